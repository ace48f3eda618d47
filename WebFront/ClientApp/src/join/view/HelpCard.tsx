import { LifeBuoy } from 'lucide-react';
import type { ComponentProps } from 'react';

interface HelpCardProps extends ComponentProps<'section'> {
  title: string;
  steps: readonly string[];
}

/** Something to do about a problem: a title and numbered steps. Calm colours: nothing here is anybody's fault. */
export function HelpCard({ title, steps, children, className = '', ...rest }: HelpCardProps) {
  return (
    <section role="status" className={`rounded-2xl border border-warn/40 bg-warn-soft p-4 text-start ${className}`} {...rest}>
      <h2 className="flex items-start gap-2.5 text-lg font-semibold text-warn"><LifeBuoy className="mt-1 size-5 shrink-0" aria-hidden />{title}</h2>
      {steps.length === 1 && <p className="mt-2">{steps[0]}</p>}
      {steps.length > 1 && (
        <ol className="mt-2 list-decimal space-y-1.5 ps-6">
          {steps.map((step) => <li key={step}>{step}</li>)}
        </ol>
      )}
      {children}
    </section>
  );
}
