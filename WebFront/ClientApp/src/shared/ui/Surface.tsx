import { cva, cx, type VariantProps } from 'class-variance-authority';
import { CircleAlert, Info, LoaderCircle, TriangleAlert } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';

export function Card({ className, ...rest }: ComponentProps<'div'>) {
  return <div className={cx('rounded-2xl border border-line bg-surface shadow-card', className)} {...rest} />;
}

const callout = cva('flex flex-wrap items-start gap-3 rounded-xl px-4 py-3 text-start text-[0.9375rem] [&>svg]:mt-0.5 [&>svg]:size-5 [&>svg]:shrink-0', {
  variants: {
    tone: {
      info: 'bg-accent-soft text-accent-ink',
      warn: 'bg-warn-soft text-warn',
      danger: 'bg-danger-soft text-danger',
    },
  },
  defaultVariants: { tone: 'info' },
});

const icons = { info: Info, warn: TriangleAlert, danger: CircleAlert } as const;

export interface CalloutProps extends VariantProps<typeof callout> {
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}

/** Something people should read now. Dangers are announced at once, the rest when there is a pause. */
export function Callout({ tone, title, children, action, className }: CalloutProps) {
  const Icon = icons[tone ?? 'info'];
  return (
    <div role={tone === 'danger' ? 'alert' : 'status'} className={cx(callout({ tone }), className)}>
      <Icon aria-hidden />
      {/* What is to be done goes below the words rather than squeeze them. */}
      <div className="min-w-0 flex-1 basis-44">
        <p className="font-semibold">{title}</p>
        {children !== undefined && <div className="mt-0.5 text-text">{children}</div>}
      </div>
      {action}
    </div>
  );
}

export const Kbd = ({ children }: { children: ReactNode }) => (
  <kbd className="inline-flex h-5 min-w-5 items-center justify-center rounded border border-current/30 px-1 font-sans text-xs leading-none font-medium">{children}</kbd>
);

export function Spinner({ label }: { label: string }) {
  return (
    <span role="status" className="inline-flex items-center gap-2 text-muted">
      <LoaderCircle className="size-5 animate-spin" aria-hidden />
      {label}
    </span>
  );
}

/** What a list says when nothing is in it, and what to do about it. */
export function Empty({ icon, title, children, action }: { icon?: ReactNode; title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-2 px-6 py-14 text-center [&>svg]:mb-1 [&>svg]:size-9 [&>svg]:text-muted">
      {icon}
      <p className="text-lg font-semibold">{title}</p>
      {children !== undefined && <div className="max-w-md text-muted">{children}</div>}
      {action !== undefined && <div className="mt-3">{action}</div>}
    </div>
  );
}

/** The mark of the product: a small wall with one tile lit. */
export function Logo({ className }: { className?: string }) {
  const tiles = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  return (
    <svg viewBox="0 0 32 32" className={cx('size-8', className)} aria-hidden>
      <rect width="32" height="32" rx="7" fill="#16213a" />
      {tiles.map((i) => (
        <rect key={i} x={5 + (i % 3) * 8} y={7 + Math.floor(i / 3) * 7} width="6" height="5" rx="1.2" fill={i === 1 ? '#f5c86b' : '#8fb4ff'} />
      ))}
    </svg>
  );
}
