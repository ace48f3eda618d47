import { cva, cx, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';

const looks = cva(
  'inline-flex items-center gap-1.5 rounded-full px-2.5 py-0.5 text-[0.8125rem] leading-5 font-medium whitespace-nowrap [&_svg]:size-3.5',
  {
    variants: {
      tone: {
        neutral: 'bg-sunken text-muted',
        accent: 'bg-accent-soft text-accent-ink',
        live: 'bg-live-soft text-live',
        warn: 'bg-warn-soft text-warn',
        danger: 'bg-danger-soft text-danger',
        /** For "on the wall now" and nothing else. */
        onair: 'bg-onair text-on-onair',
      },
    },
    defaultVariants: { tone: 'neutral' },
  },
);

export interface BadgeProps extends ComponentProps<'span'>, VariantProps<typeof looks> {
  /** A dot before the text. */
  dot?: boolean;
}

export function Badge({ tone, dot = false, className, children, ...rest }: BadgeProps) {
  return (
    <span className={cx(looks({ tone }), className)} {...rest}>
      {dot && <span className="size-2 rounded-full bg-current" aria-hidden />}
      {children}
    </span>
  );
}
