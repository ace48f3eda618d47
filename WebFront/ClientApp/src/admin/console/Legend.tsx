import { Kbd } from '../../shared/ui';
import { bindings, type Command } from './keymap';
import { useConsole } from './context';

/** The keys, in one line, always in sight where there is a keyboard. */
export function Legend({ act }: { act: (command: Command) => void }) {
  const { open, desk, roster } = useConsole();
  const held = roster.clock.heldTurn !== null;
  const words = (command: Command, short: string) =>
    command === 'hold' && held ? 'Resume' : command === 'blank' && roster.blank ? 'Show' : short;
  const press = (command: Command) => {
    if (command === 'help') open('help');
    else if (command === 'undo') desk.undo();
    else if (command === 'search') document.getElementById('roster-search')?.focus();
    else act(command);
  };
  return (
    <footer className="hidden items-center gap-x-1 overflow-hidden border-t border-line bg-surface px-2 py-1 text-[0.8125rem] text-muted lg:flex" data-testid="legend">
      {bindings.filter((binding) => binding.short !== undefined).map(({ command, cap, short = '' }) => (
        <button key={command} type="button" tabIndex={-1} onClick={() => press(command)} className="flex items-center gap-1.5 rounded-md px-1.5 py-1 whitespace-nowrap hover:bg-sunken hover:text-text">
          <Kbd>{cap}</Kbd>{words(command, short)}
        </button>
      ))}
    </footer>
  );
}
