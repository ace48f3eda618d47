import { many } from '../format';
import type { Row } from './rows';

export type ActionName =
  | 'admit' | 'deny' | 'hide' | 'show' | 'remove' | 'spotlight' | 'unspotlight' | 'pin' | 'hold' | 'resume'
  | 'next' | 'previous' | 'goto' | 'blank' | 'unblank' | 'compact' | 'rename' | 'mute';

export interface ActionBody {
  readonly churchId?: string;
  readonly churchIds?: readonly string[];
  readonly page?: number;
  readonly all?: true;
  readonly trust?: true;
  readonly muted?: boolean;
  readonly name?: string;
  readonly city?: string;
}

/** One `POST …/actions/{action}`. */
export interface Call {
  readonly action: ActionName;
  readonly body: ActionBody;
}

/** What one press comes to: calls in this order, and what takes them back. */
export interface Plan {
  readonly calls: readonly Call[];
  /** What was done, for the note: `Grace Chapel hidden`. */
  readonly said: string;
  readonly undo: readonly Call[];
  /** The button of the note; other words where the undo is not quite the way back. */
  readonly undoLabel: string;
  /** Churches that leave the filter they were in, so that the selection goes on to the next. */
  readonly leaves: readonly string[];
  /** Everyone sees it happen on the page; a note would only be in the way. */
  readonly quiet?: true;
}

const call = (action: ActionName, body: ActionBody = {}): Call => ({ action, body });
const each = (rows: readonly Row[], action: ActionName, body: ActionBody = {}) =>
  rows.map((row) => call(action, { churchId: row.churchId, ...body }));

const who = (rows: readonly Row[]): string => (rows.length === 1 ? (rows[0]?.name ?? '') : many(rows.length, 'church', 'churches'));

function plan(said: string, calls: readonly Call[], more: Partial<Plan> = {}): Plan | null {
  return calls.length === 0 ? null : { calls, said, undo: [], undoLabel: 'Undo', leaves: [], ...more };
}

/** Puts the spotlight back as it was; nothing when it was not touched. */
const spotlightAgain = (before: readonly string[]): Call =>
  before.length === 0 ? call('unspotlight') : call('spotlight', { churchIds: before });

const restored = (rows: readonly Row[], before: readonly string[]): readonly Call[] =>
  rows.some((row) => row.spotlit) ? [spotlightAgain(before)] : [];

const idsOf = (rows: readonly Row[]): readonly string[] => rows.map((row) => row.churchId);

const isOut = (row: Row) => row.state === 'removed' || row.state === 'denied';
const isSeated = (row: Row) => row.seat !== null && row.state !== 'hidden';

export function admit(rows: readonly Row[]): Plan | null {
  const fit = rows.filter((row) => row.state === 'waiting' || isOut(row));
  return plan(`${who(fit)} admitted`, each(fit, 'admit'), { leaves: idsOf(fit) });
}

/** Admits, and remembers in the registry that this church never waits again. */
export function trust(rows: readonly Row[]): Plan | null {
  return plan(`${who(rows)} always admitted from now on`, each(rows, 'admit', { trust: true }), { leaves: idsOf(rows) });
}

export const admitAll = (waiting: number): Plan | null =>
  waiting === 0 ? null : plan(`${many(waiting, 'church', 'churches')} admitted`, [call('admit', { all: true })]);

export function deny(rows: readonly Row[]): Plan | null {
  const fit = rows.filter((row) => row.state === 'waiting');
  // There is no way back into the queue; to let it in is the way to mend a slip.
  return plan(`${who(fit)} turned away`, each(fit, 'deny'), { undo: each(fit, 'admit'), undoLabel: 'Admit instead', leaves: idsOf(fit) });
}

/** Hides those that can be seen; when all of them are hidden, shows them. */
export function toggleHidden(rows: readonly Row[], spotlight: readonly string[]): Plan | null {
  const seen = rows.filter((row) => row.state !== 'hidden' && !isOut(row));
  if (seen.length > 0) {
    return plan(`${who(seen)} hidden`, each(seen, 'hide'), {
      undo: [...each(seen, 'show'), ...restored(seen, spotlight)],
      leaves: idsOf(seen),
    });
  }
  const hidden = rows.filter((row) => row.state === 'hidden');
  return plan(`${who(hidden)} shown again`, each(hidden, 'show'), { undo: each(hidden, 'hide'), leaves: idsOf(hidden) });
}

/** A church that is let back in has to connect again first, so its place in the spotlight does not come back with it. */
export function remove(rows: readonly Row[]): Plan | null {
  const fit = rows.filter((row) => row.state !== 'removed');
  return plan(`${who(fit)} removed`, each(fit, 'remove'), {
    undo: each(fit, 'admit'),
    undoLabel: 'Let back in',
    leaves: idsOf(fit),
  });
}

/** Large on every page, alone; when exactly these are large already, back to normal. */
export function toggleSpotlight(rows: readonly Row[], spotlight: readonly string[]): Plan | null {
  const ids = idsOf(rows.filter(isSeated));
  const same = ids.length === spotlight.length && ids.every((id) => spotlight.includes(id));
  if (ids.length === 0) return null;
  const undo = [spotlightAgain(spotlight)];
  return same ? endSpotlight(spotlight) : plan(`${who(rows.filter(isSeated))} in the spotlight`, [call('spotlight', { churchIds: ids })], { undo });
}

export const endSpotlight = (spotlight: readonly string[]): Plan | null =>
  spotlight.length === 0 ? null : plan('Spotlight ended', [call('unspotlight')], { undo: [spotlightAgain(spotlight)] });

export function togglePin(rows: readonly Row[], spotlight: readonly string[]): Plan | null {
  const undo = [spotlightAgain(spotlight)];
  const fresh = rows.filter((row) => isSeated(row) && !row.spotlit);
  if (fresh.length > 0) return plan(`${who(fresh)} added to the spotlight`, each(fresh, 'pin'), { undo });
  const pinned = rows.filter((row) => row.spotlit);
  return plan(`${who(pinned)} taken out of the spotlight`, each(pinned, 'unspotlight'), { undo });
}

export function toggleMute(rows: readonly Row[]): Plan | null {
  const fit = rows.filter((row) => !isOut(row));
  const loud = fit.filter((row) => !row.muted);
  if (loud.length > 0) {
    return plan(`Picture of ${who(loud)} stopped`, each(loud, 'mute', { muted: true }), { undo: each(loud, 'mute', { muted: false }) });
  }
  return plan(`Picture of ${who(fit)} allowed`, each(fit, 'mute', { muted: false }), { undo: each(fit, 'mute', { muted: true }) });
}

export function rename(row: Row, name: string, city: string): Plan | null {
  if (name === row.name && city === (row.city ?? '')) return null;
  return plan(`${row.name} is now ${name}`, [call('rename', { churchId: row.churchId, name, city })], {
    undo: [call('rename', { churchId: row.churchId, name: row.name, city: row.city ?? '' })],
  });
}

export interface WallNow {
  readonly held: boolean;
  readonly blank: boolean;
  readonly pages: number;
}

const quiet = { quiet: true } as const;

/** Turning a page is its own undo, so these carry none; a blank wall is worth one. */
export const toggleHold = (wall: WallNow): Plan | null =>
  wall.held ? plan('Pages turn again', [call('resume')], quiet) : plan('Page held', [call('hold')], quiet);

export const turn = (step: 'next' | 'previous'): Plan | null => plan(step === 'next' ? 'Next page' : 'Previous page', [call(step)], quiet);

/** `page` from 0. */
export const goTo = (page: number, wall: WallNow): Plan | null =>
  page >= wall.pages ? null : plan(`Page ${page + 1} held`, [call('goto', { page })], quiet);

export const toggleBlank = (wall: WallNow): Plan | null =>
  wall.blank
    ? plan('Walls show pictures again', [call('unblank')], quiet)
    : plan('Every wall is blank', [call('blank')], { undo: [call('unblank')], undoLabel: 'Show again' });

export const compact = (): Plan | null => plan('Gaps close at the next turn', [call('compact')]);
