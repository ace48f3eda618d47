import { useEffect, useEffectEvent } from 'react';
import { bindingFor, placeOfKey, type Command } from './keymap';

/** Listens to the keys of the console; `run` says whether it took the key. */
export function useKeys(run: (command: Command, pressed: KeyboardEvent) => boolean): void {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const binding = bindingFor(event, placeOfKey(event.target));
    // A window that is open takes all keys, wherever the focus happens to be.
    if (binding === null || document.querySelector('[role=dialog][data-state=open],[role=alertdialog],[role=menu]') !== null) return;
    if (run(binding.command, event)) event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => pressed(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
