import { many } from '../format';
import { isHere, isOut, type Row } from './rows';

export type ActionName =
  | 'admit' | 'deny' | 'hide' | 'show' | 'remove' | 'spotlight' | 'unspotlight' | 'pin' | 'hold' | 'resume'
  | 'next' | 'previous' | 'goto' | 'blank' | 'unblank' | 'compact' | 'rename' | 'mute' | 'undo' | 'lock' | 'unlock';

export interface ActionBody {
  readonly churchId?: string;
  /** Several at once: all of them or none, in one step of the service. */
  readonly churchIds?: readonly string[];
  readonly page?: number;
  readonly all?: true;
  readonly trust?: true;
  readonly muted?: boolean;
  readonly name?: string;
  readonly city?: string;
  /** The act to take back, by the revision that it was answered. */
  readonly act?: number;
}

/** One `POST …/actions/{action}`. */
export interface Call {
  readonly action: ActionName;
  readonly body: ActionBody;
}

/** What one press comes to: one call. The server knows how it was before. */
export interface Plan {
  readonly call: Call;
  /** What was done, for the note: `Grace Chapel hidden`. */
  readonly said: string;
  /** The button of the note that takes it back; null where another press does. */
  readonly undo: string | null;
  /** The way back where it is another act; else the server takes back what it has noted. */
  readonly back?: Call;
  /** Churches that leave the filter they were in, so that the selection goes on to the next. */
  readonly leaves: readonly string[];
  /** Everyone sees it happen on the page; a note would only be in the way. */
  readonly quiet?: true;
  /** Asked before it is done: too many churches for one key. */
  readonly ask?: Question;
  /** Notes of one name take each other's place. */
  readonly note?: 'blank';
}

export interface Question {
  readonly title: string;
  readonly text: string;
  /** The verb on the button. */
  readonly action: string;
}

/** More churches than this no single key takes off the wall unasked. */
const mostUnasked = 3;
/** Names that a question tells; the number tells the rest. */
const mostNames = 6;

const who = (rows: readonly Row[]): string => (rows.length === 1 ? (rows[0]?.name ?? '') : many(rows.length, 'church', 'churches'));

const idsOf = (rows: readonly Row[]): readonly string[] => rows.map((row) => row.churchId);

const plan = (said: string, action: ActionName, body: ActionBody = {}, more: Partial<Plan> = {}): Plan => ({
  call: { action, body }, said, undo: null, leaves: [], ...more,
});

/** An act on churches; null when it is about nobody. */
function onChurches(rows: readonly Row[], said: string, action: ActionName, body: ActionBody = {}, more: Partial<Plan> = {}): Plan | null {
  const [first] = rows;
  if (first === undefined) return null;
  const whom = rows.length === 1 ? { churchId: first.churchId } : { churchIds: idsOf(rows) };
  return plan(`${who(rows)} ${said}`, action, { ...whom, ...body }, { undo: 'Undo', ...more });
}

/** The question before many churches go at once; nothing to ask for a few. */
function asked(rows: readonly Row[], verb: string, text: string): Partial<Plan> {
  if (rows.length <= mostUnasked) return {};
  const names = rows.slice(0, mostNames).map((row) => row.name).join(', ');
  const others = rows.length - mostNames;
  const listed = others > 0 ? `${names} and ${many(others, 'other')}` : names;
  const action = `${verb} ${many(rows.length, 'church', 'churches')}`;
  return { ask: { title: `${action}?`, text: `${text} ${listed}.`, action } };
}

const isSeated = (row: Row) => row.seat !== null && row.state !== 'hidden';

export function admit(rows: readonly Row[]): Plan | null {
  const fit = rows.filter((row) => row.state === 'waiting' || isOut(row));
  return onChurches(fit, 'admitted', 'admit', {}, { leaves: idsOf(fit) });
}

/** Admits, and remembers in the registry that this church never waits again. */
export const trust = (rows: readonly Row[]): Plan | null =>
  onChurches(rows, 'always admitted from now on', 'admit', { trust: true }, { leaves: idsOf(rows), undo: null });

export const admitAll = (waiting: number): Plan | null =>
  waiting === 0 ? null : plan(`${many(waiting, 'church', 'churches')} admitted`, 'admit', { all: true }, { undo: 'Undo' });

export function deny(rows: readonly Row[]): Plan | null {
  const fit = rows.filter((row) => row.state === 'waiting');
  return onChurches(fit, 'turned away', 'deny', {}, { leaves: idsOf(fit), ...asked(fit, 'Turn away', 'They are not let in:') });
}

/** Hides those that can be seen; when all of them are hidden, shows them. */
export function toggleHidden(rows: readonly Row[]): Plan | null {
  const seen = rows.filter((row) => row.state !== 'hidden' && isHere(row));
  if (seen.length > 0) return onChurches(seen, 'hidden', 'hide', {}, { leaves: idsOf(seen), ...asked(seen, 'Hide', 'They leave every wall:') });
  const hidden = rows.filter((row) => row.state === 'hidden');
  return onChurches(hidden, 'shown again', 'show', {}, { leaves: idsOf(hidden) });
}

export function remove(rows: readonly Row[]): Plan | null {
  const fit = rows.filter((row) => row.state !== 'removed');
  return onChurches(fit, 'removed', 'remove', {}, { undo: 'Let back in', leaves: idsOf(fit), ...asked(fit, 'Remove', 'They leave the walls and the service:') });
}

/** Large on every page, alone; when exactly these are large already, back to normal. */
export function toggleSpotlight(rows: readonly Row[], spotlight: readonly string[]): Plan | null {
  const fit = rows.filter(isSeated);
  const ids = idsOf(fit);
  const same = ids.length === spotlight.length && ids.every((id) => spotlight.includes(id));
  if (ids.length === 0) return null;
  return same ? endSpotlight(spotlight) : plan(`${who(fit)} in the spotlight`, 'spotlight', { churchIds: ids }, { undo: 'Undo' });
}

export const endSpotlight = (spotlight: readonly string[]): Plan | null =>
  spotlight.length === 0 ? null : plan('Spotlight ended', 'unspotlight', {}, { undo: 'Undo' });

export function togglePin(rows: readonly Row[]): Plan | null {
  const fresh = rows.filter((row) => isSeated(row) && !row.spotlit);
  if (fresh.length > 0) return onChurches(fresh, 'added to the spotlight', 'pin');
  return onChurches(rows.filter((row) => row.spotlit), 'taken out of the spotlight', 'unspotlight');
}

export function toggleMute(rows: readonly Row[]): Plan | null {
  const fit = rows.filter(isHere);
  // A church that stopped its own picture is not ours to allow: only what a producer stopped is.
  const loud = fit.filter((row) => !row.mutedByProducer);
  if (loud.length > 0) return onChurches(loud, 'without a picture now', 'mute', { muted: true }, asked(loud, 'Stop the pictures of', 'The walls show their names instead:'));
  return onChurches(fit, 'may send a picture again', 'mute', { muted: false });
}

export const rename = (row: Row, name: string, city: string): Plan | null =>
  name === row.name && city === (row.city ?? '') ? null : plan(`${row.name} is now ${name}`, 'rename', { churchId: row.churchId, name, city }, { undo: 'Undo' });

/** Gives a church the name that it asked for. */
export const grantName = (row: Row): Plan | null =>
  row.wish === null ? null : plan(`${row.name} is now ${row.wish.name}`, 'admit', { churchId: row.churchId }, { undo: 'Undo' });

export const refuseName = (row: Row): Plan => plan(`${row.name} keeps its name`, 'deny', { churchId: row.churchId });

export const toggleLock = (locked: boolean): Plan =>
  locked
    ? plan('The doors are unlocked', 'unlock')
    : plan('The doors are locked: nobody new comes in but churches with a personal link', 'lock', {}, { undo: 'Unlock', back: { action: 'unlock', body: {} } });

export interface WallNow {
  readonly held: boolean;
  readonly blank: boolean;
  readonly pages: number;
}

const quiet = { quiet: true } as const;

export const blanked = 'Every wall is blank';

/** Turning a page is its own undo, so these carry none; a blank wall is worth one. */
export const toggleHold = (wall: WallNow): Plan => (wall.held ? plan('Pages turn again', 'resume', {}, quiet) : plan('Page held', 'hold', {}, quiet));

export const turn = (step: 'next' | 'previous'): Plan => plan(step === 'next' ? 'Next page' : 'Previous page', step, {}, quiet);

/** `page` from 0. */
export const goTo = (page: number, wall: WallNow): Plan | null => (page >= wall.pages ? null : plan(`Page ${page + 1} held`, 'goto', { page }, quiet));

export const toggleBlank = (wall: WallNow): Plan =>
  wall.blank
    ? plan('Walls show pictures again', 'unblank', {}, quiet)
    : plan(blanked, 'blank', {}, { undo: 'Show again', back: { action: 'unblank', body: {} }, note: 'blank' });

export const compact = (): Plan => plan('Gaps close at the next turn', 'compact');

/** Takes an act back, by the revision that it was answered. */
export const undo = (act: number): Call => ({ action: 'undo', body: { act } });
