import type { ReactNode } from 'react';
import { Logo } from '../../shared/ui';
import type { Step } from '../logic/machineTypes';
import { common } from '../strings';
import { useFocusOnce } from './hooks';

interface ShellProps {
  step: Step;
  /** What stands at the end of the top line. */
  aside?: ReactNode;
  /** One narrow card in the middle, whatever the step. */
  isCard?: boolean;
  children: ReactNode;
}

/** The frame around every step; those with a picture have room for something beside it. */
export function Shell({ step, aside, isCard = false, children }: ShellProps) {
  const isWide = !isCard && (step === 'on-air' || step === 'green-room');
  return (
    <div className="flex min-h-dvh flex-col px-4 pb-[max(1rem,env(safe-area-inset-bottom))] sm:px-6">
      <header className={`mx-auto flex w-full items-center justify-between gap-4 py-4 ${isWide ? 'max-w-5xl' : 'max-w-md'}`}>
        <span className="flex min-w-0 items-center gap-2.5 font-semibold">
          <Logo className="size-7 shrink-0" />
          <span className="truncate">{common.product}</span>
        </span>
        {aside}
      </header>
      <main data-step={step} className={`mx-auto flex w-full flex-1 flex-col ${isWide ? 'max-w-5xl' : 'max-w-md justify-center pb-[12vh]'}`}>
        {children}
      </main>
    </div>
  );
}

/** The one heading of a step. */
export function StepTitle({ children, focus = true, className = '' }: { children: ReactNode; focus?: boolean; className?: string }) {
  return focus ? <FocusedTitle className={className}>{children}</FocusedTitle> : <h1 className={`${title} ${className}`}>{children}</h1>;
}

const title = 'text-2xl font-semibold tracking-tight text-balance break-words outline-none sm:text-3xl';

function FocusedTitle({ children, className }: { children: ReactNode; className: string }) {
  const heading = useFocusOnce<HTMLHeadingElement>();
  return <h1 ref={heading} tabIndex={-1} className={`${title} ${className}`}>{children}</h1>;
}
