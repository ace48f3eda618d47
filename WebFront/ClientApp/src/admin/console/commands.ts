import * as plans from './actions';
import type { Command } from './keymap';
import type { Row } from './rows';

/** Windows that the console opens. */
export type ConsoleDialog = 'share' | 'settings' | 'help' | 'rename' | 'end' | 'delete' | 'simulate' | 'acts';

/** What a command has to work with. */
export interface Desktop {
  /** The selected churches that are in the list now. */
  readonly chosen: readonly Row[];
  readonly waiting: number;
  readonly spotlight: readonly string[];
  readonly wall: plans.WallNow;
}

/** The plan behind a command, null when it has nothing to do; a digit says which page. */
export function planOf(command: Command, at: Desktop, key = ''): plans.Plan | null {
  const { chosen, spotlight, wall } = at;
  switch (command) {
    case 'admit': return plans.admit(chosen);
    case 'admitAll': return plans.admitAll(at.waiting);
    case 'deny': return plans.deny(chosen);
    case 'hide': return plans.toggleHidden(chosen);
    case 'remove': return plans.remove(chosen);
    case 'spotlight': return chosen.length === 0 ? plans.endSpotlight(spotlight) : plans.toggleSpotlight(chosen, spotlight);
    case 'pin': return plans.togglePin(chosen);
    case 'mute': return plans.toggleMute(chosen);
    case 'hold': return plans.toggleHold(wall);
    case 'previous': return plans.turn('previous');
    case 'next': return plans.turn('next');
    case 'page': return plans.goTo(Number(key) - 1, wall);
    case 'blank': return plans.toggleBlank(wall);
    case 'compact': return plans.compact();
    default: return null;
  }
}

const onChosen: ReadonlySet<Command> = new Set(['admit', 'deny', 'hide', 'remove', 'pin', 'mute', 'rename']);

/** What to say when a command found nothing to do, so that no key is silent. */
export function nothingToDo(command: Command, at: Desktop): string | null {
  if (command === 'admitAll') return 'Nobody waits';
  if (command === 'page') return 'There is no such page';
  if (command === 'spotlight' && at.chosen.length === 0) return 'Choose a church first (J and K, or a click)';
  if (!onChosen.has(command) && command !== 'spotlight') return null;
  if (at.chosen.length === 0) return 'Choose a church first (J and K, or a click)';
  if (command === 'deny') return 'Only a church that waits can be denied. Press R to remove one';
  if (command === 'admit') return 'Already admitted';
  return 'Not possible for this church as it is now';
}
