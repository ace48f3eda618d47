import { Tooltip as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Kbd } from './Surface';

export const TooltipProvider = ({ children }: { children: ReactNode }) => (
  <Radix.Provider delayDuration={400} skipDelayDuration={200}>{children}</Radix.Provider>
);

/** Says what the one child does, and by which key. Needs `TooltipProvider` above. */
export function Tooltip({ text, keys, side, children }: { text: string; keys?: string; side?: 'top' | 'right' | 'bottom' | 'left'; children: ReactNode }) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side ?? 'top'}
          sideOffset={6}
          className="z-60 flex max-w-72 animate-fade items-center gap-2 rounded-lg bg-text px-2.5 py-1.5 text-sm text-ground shadow-float"
        >
          {text}
          {keys !== undefined && <Kbd>{keys}</Kbd>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
