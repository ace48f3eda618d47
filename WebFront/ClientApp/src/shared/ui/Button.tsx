import { cva, cx, type VariantProps } from 'class-variance-authority';
import { LoaderCircle } from 'lucide-react';
import { Slot } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';

const looks = cva(
  'inline-flex shrink-0 items-center justify-center gap-2 rounded-lg font-medium whitespace-nowrap transition-colors select-none disabled:cursor-not-allowed disabled:opacity-55 [&_svg]:shrink-0',
  {
    variants: {
      look: {
        primary: 'bg-accent text-on-accent hover:bg-accent-hover',
        secondary: 'border border-line bg-surface text-text shadow-xs hover:bg-sunken',
        quiet: 'text-text hover:bg-sunken',
        danger: 'bg-danger text-on-danger hover:bg-danger-hover',
        dangerQuiet: 'text-danger hover:bg-danger-soft',
      },
      size: {
        // On a phone nothing that is touched is smaller than a finger: 44 px (WCAG 2.5.5).
        sm: 'h-8 px-2.5 text-sm max-sm:h-11 max-sm:min-w-11 [&_svg]:size-4',
        md: 'h-10 px-4 text-sm max-sm:h-11 [&_svg]:size-4.5',
        lg: 'h-13 px-6 text-lg [&_svg]:size-5',
      },
      square: { true: 'px-0', false: '' },
    },
    compoundVariants: [
      { square: true, size: 'sm', class: 'w-8 max-sm:w-11' },
      { square: true, size: 'md', class: 'w-10 max-sm:w-11' },
      { square: true, size: 'lg', class: 'w-13' },
    ],
    defaultVariants: { look: 'secondary', size: 'md', square: false },
  },
);

type Looks = Omit<VariantProps<typeof looks>, 'square'>;

export interface ButtonProps extends ComponentProps<'button'>, Looks {
  /** Shows a turning circle and takes no clicks, while the button keeps its width. */
  busy?: boolean;
  /** Gives the looks to the one child (a link). */
  asChild?: boolean;
}

export function Button({ look, size, busy = false, asChild = false, className, children, disabled, ...rest }: ButtonProps) {
  const classes = cx(looks({ look, size }), className);
  if (asChild) return <Slot.Root className={classes} {...rest}>{children}</Slot.Root>;
  return (
    <button type="button" className={classes} disabled={disabled === true || busy} aria-busy={busy || undefined} {...rest}>
      {busy && <LoaderCircle className="animate-spin" aria-hidden />}
      {children}
    </button>
  );
}

export interface IconButtonProps extends ComponentProps<'button'>, Looks {
  /** What the button does, for people who do not see the icon. */
  label: string;
  children: ReactNode;
}

/** A square button that shows only an icon. Wrap it in a `Tooltip` to show the label. */
export function IconButton({ label, look = 'quiet', size, className, children, ...rest }: IconButtonProps) {
  return (
    <button type="button" aria-label={label} className={cx(looks({ look, size, square: true }), className)} {...rest}>
      {children}
    </button>
  );
}
