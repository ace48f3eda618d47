import { cx } from 'class-variance-authority';
import { Switch as Radix } from 'radix-ui';
import { useId, type ReactNode } from 'react';

export interface SwitchProps {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean;
  className?: string;
}

export function Switch({ checked, onCheckedChange, label, hint, disabled, className }: SwitchProps) {
  const id = useId();
  return (
    <div className={cx('flex items-start gap-3', className)}>
      <Radix.Root
        id={id}
        checked={checked}
        onCheckedChange={onCheckedChange}
        disabled={disabled}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        className="relative h-6 w-10 shrink-0 rounded-full after:absolute after:-inset-2.5 bg-line-strong p-0.5 transition-colors disabled:opacity-55 data-[state=checked]:bg-accent"
      >
        <Radix.Thumb className="block size-5 rounded-full bg-surface shadow-sm transition-transform data-[state=checked]:translate-x-4" />
      </Radix.Root>
      <div>
        <label htmlFor={id} className="font-medium">{label}</label>
        {hint !== undefined && <p id={`${id}-hint`} className="text-sm text-muted">{hint}</p>}
      </div>
    </div>
  );
}
