import { useSyncExternalStore } from 'react';

/** How many parts of the console fit side by side: `one` at a time, walls and churches, or selection beside them too. */
export type Layout = 'one' | 'two' | 'three';

const two = window.matchMedia('(min-width: 64rem)');
const three = window.matchMedia('(min-width: 80rem)');

function subscribe(listener: () => void): () => void {
  two.addEventListener('change', listener);
  three.addEventListener('change', listener);
  return () => {
    two.removeEventListener('change', listener);
    three.removeEventListener('change', listener);
  };
}

export const useLayout = (): Layout => useSyncExternalStore(subscribe, () => (three.matches ? 'three' : two.matches ? 'two' : 'one'));
