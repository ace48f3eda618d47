import { cx } from 'class-variance-authority';
import { createContext, useContext, useId, useMemo, type ComponentProps, type ReactNode } from 'react';

interface FieldIds {
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
}

const FieldContext = createContext<FieldIds | null>(null);

export interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong; the control inside is then marked invalid and described by it. */
  error?: ReactNode;
  /** Hides the label from eyes, not from screen readers. */
  hideLabel?: boolean;
  className?: string;
  children: ReactNode;
}

/** Label, one control (`Input`, `Textarea`, `Select`), hint and error, wired together. */
export function Field({ label, hint, error, hideLabel = false, className, children }: FieldProps) {
  const id = useId();
  const hasError = error !== undefined && error !== null && error !== false && error !== '';
  const hasHint = hint !== undefined && hint !== null;
  const describedBy = [hasError && `${id}-error`, hasHint && `${id}-hint`].filter(Boolean).join(' ') || undefined;
  const ids = useMemo(() => ({ id, describedBy, invalid: hasError }), [id, describedBy, hasError]);
  return (
    <FieldContext value={ids}>
      <div className={cx('flex flex-col gap-1.5', className)}>
        <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-sm font-medium'}>{label}</label>
        {children}
        {hasError && <p id={`${id}-error`} role="alert" className="text-sm text-danger">{error}</p>}
        {hasHint && <p id={`${id}-hint`} className="text-sm text-muted">{hint}</p>}
      </div>
    </FieldContext>
  );
}

/** Attributes of a control inside a `Field`. */
function useField() {
  const field = useContext(FieldContext);
  if (field === null) return {};
  return { id: field.id, 'aria-describedby': field.describedBy, 'aria-invalid': field.invalid || undefined };
}

const control =
  'w-full rounded-lg border border-line-strong bg-surface px-3 text-base text-text placeholder:text-muted focus-visible:border-accent focus-visible:outline-offset-0 disabled:opacity-55 aria-invalid:border-danger sm:text-[0.9375rem]';

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input {...useField()} className={cx(control, 'h-10 max-sm:min-h-11', className)} {...rest} />;
}

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea {...useField()} className={cx(control, 'min-h-24 py-2', className)} {...rest} />;
}

/** The browser's own list: every device, screen reader and keyboard knows it. */
export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return <select {...useField()} className={cx(control, 'h-10 max-sm:min-h-11', className)} {...rest} />;
}
