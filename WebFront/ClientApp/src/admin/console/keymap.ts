/** What a key of the console does. */
export type Command =
  | 'admit' | 'admitAll' | 'deny' | 'hide' | 'remove' | 'spotlight' | 'pin' | 'mute' | 'rename'
  | 'hold' | 'previous' | 'next' | 'page' | 'blank' | 'compact'
  | 'up' | 'down' | 'first' | 'last' | 'selectAll' | 'search' | 'escape' | 'undo' | 'help' | 'waiting' | 'live';

export type KeyGroup = 'Church' | 'Walls' | 'List';

export interface Binding {
  readonly command: Command;
  /** `KeyboardEvent.key`, letters in lower case. */
  readonly keys: readonly string[];
  /** As it is printed on the key. */
  readonly cap: string;
  readonly label: string;
  readonly group: KeyGroup;
  /** Goes with Shift; the arrows take Shift for themselves (extend). */
  readonly shift?: true;
  /** In the line at the foot of the page; the others are in the help. */
  readonly short?: string;
}

export const bindings: readonly Binding[] = [
  { command: 'admit', keys: ['a'], cap: 'A', label: 'Admit (also lets a removed church back in)', group: 'Church', short: 'Admit' },
  { command: 'deny', keys: ['d'], cap: 'D', label: 'Deny a church that waits', group: 'Church', short: 'Deny' },
  { command: 'admitAll', keys: ['a'], shift: true, cap: '⇧ A', label: 'Admit everyone who waits', group: 'Church' },
  { command: 'hide', keys: ['h'], cap: 'H', label: 'Hide from the walls, or show again', group: 'Church', short: 'Hide' },
  { command: 'remove', keys: ['r'], cap: 'R', label: 'Remove from the service', group: 'Church', short: 'Remove' },
  { command: 'spotlight', keys: ['s'], cap: 'S', label: 'Spotlight the selection alone, or end its spotlight', group: 'Church', short: 'Spotlight' },
  { command: 'pin', keys: ['p'], cap: 'P', label: 'Add to the spotlight, or take out', group: 'Church', short: 'Pin' },
  { command: 'mute', keys: ['m'], cap: 'M', label: 'Stop or allow the picture', group: 'Church' },
  { command: 'rename', keys: ['e'], cap: 'E', label: 'Edit name and city', group: 'Church' },
  { command: 'hold', keys: [' '], cap: 'Space', label: 'Hold the page, or let pages turn', group: 'Walls', short: 'Hold' },
  { command: 'previous', keys: ['arrowleft'], cap: '←', label: 'Previous page', group: 'Walls', short: 'Previous' },
  { command: 'next', keys: ['arrowright'], cap: '→', label: 'Next page', group: 'Walls', short: 'Next' },
  { command: 'page', keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'], cap: '1–9', label: 'Go to that page and hold it', group: 'Walls' },
  { command: 'blank', keys: ['b'], cap: 'B', label: 'Blank every wall, or show it again', group: 'Walls', short: 'Blank' },
  { command: 'compact', keys: ['c'], cap: 'C', label: 'Close gaps at the next turn', group: 'Walls' },
  { command: 'down', keys: ['arrowdown', 'j'], cap: 'J ↓', label: 'Next church (with Shift: extend)', group: 'List' },
  { command: 'up', keys: ['arrowup', 'k'], cap: 'K ↑', label: 'Previous church (with Shift: extend)', group: 'List' },
  { command: 'first', keys: ['home'], cap: 'Home', label: 'First church', group: 'List' },
  { command: 'last', keys: ['end'], cap: 'End', label: 'Last church', group: 'List' },
  { command: 'selectAll', keys: ['x'], cap: 'X', label: 'Select everyone in the list', group: 'List' },
  { command: 'waiting', keys: ['w'], cap: 'W', label: 'Who waits: filter the list, or show everyone', group: 'List' },
  { command: 'live', keys: ['l'], cap: 'L', label: 'Who is on air: filter the list, or show everyone', group: 'List' },
  { command: 'search', keys: ['/'], cap: '/', label: 'Search', group: 'List', short: 'Search' },
  { command: 'undo', keys: ['u'], cap: 'U', label: 'Undo the last action', group: 'List', short: 'Undo' },
  { command: 'escape', keys: ['escape'], cap: 'Esc', label: 'Clear selection, then search and filter', group: 'List' },
  { command: 'help', keys: ['?'], cap: '?', label: 'All keys', group: 'List', short: 'Help' },
];

export interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly repeat: boolean;
}

/** Where the key was pressed. */
export type Place = 'page' | 'typing' | 'control' | 'dialog';

const extending: ReadonlySet<Command> = new Set(['up', 'down', 'first', 'last']);
const repeating: ReadonlySet<Command> = new Set(['up', 'down']);

/** Keys that a focused button, link or menu uses itself. */
const ofControls: ReadonlySet<string> = new Set([' ', 'enter']);

/**
 * The binding of a key, or null when the key belongs to someone else: to the browser (with Ctrl, Cmd, Alt), to a field
 * in which somebody types, to a dialog, to the button that has the focus. A key held down moves through the list but
 * does nothing twice.
 */
export function bindingFor(pressed: Pressed, place: Place): Binding | null {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey || place === 'typing' || place === 'dialog') return null;
  const key = pressed.key.toLowerCase();
  if (place === 'control' && ofControls.has(key)) return null;
  const binding = bindings.find((one) => one.keys.includes(key) && fitsShift(one, pressed.shiftKey));
  if (binding === undefined || (pressed.repeat && !repeating.has(binding.command))) return null;
  return binding;
}

function fitsShift(binding: Binding, shift: boolean): boolean {
  if (binding.shift === true) return shift;
  // `?` and `/` need Shift on some keyboards; the arrows extend with it.
  return !shift || extending.has(binding.command) || binding.command === 'help' || binding.command === 'search';
}

const typed = 'input:not([type=checkbox]):not([type=radio]):not([type=button]),textarea,select,[contenteditable=""],[contenteditable=true]';

export function placeOfKey(target: EventTarget | null): Place {
  if (!(target instanceof Element)) return 'page';
  if (target.closest('[role=dialog],[role=alertdialog],[role=menu],[role=listbox]') !== null) return 'dialog';
  if (target.closest(typed) !== null) return 'typing';
  return target.closest('button,a[href],input,summary,[role=switch],[role=tab]') === null ? 'page' : 'control';
}
