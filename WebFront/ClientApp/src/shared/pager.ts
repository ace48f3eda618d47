import type { PageClock } from './contract';

/**
 * The page clock: every wall, church page and console computes the same page from the server's time, so nothing has to
 * be sent at a turn. Times are server milliseconds since 1970; turns, pages and screens count from 0.
 */

/** What the page clock needs to know of a service. */
export interface Paging {
  readonly clock: PageClock;
  /** 0 while nobody is seated. */
  readonly pages: number;
  readonly screens: number;
}

export const pageOfSeat = (seat: number, pageSize: number): number => Math.floor(seat / pageSize);

export const turnsOf = ({ pages, screens }: Paging): number => Math.ceil(pages / screens);

export const turnOfPage = (page: number, screens: number): number => Math.floor(page / screens);

/** Milliseconds into the present interval, also when the epoch lies ahead. */
function intoInterval(clock: PageClock, now: number): { count: number; rest: number; length: number } {
  const length = clock.intervalSeconds * 1000;
  const passed = now - Date.parse(clock.epoch);
  const count = Math.floor(passed / length);
  return { count, rest: passed - count * length, length };
}

/** The turn on show: the held one, or the one of the clock; 0 while there are no pages. */
export function turnAt(paging: Paging, now: number): number {
  const turns = turnsOf(paging);
  if (turns <= 1) return 0;
  // A turn held while there were more pages wraps like the others, as it does on the server.
  const count = paging.clock.heldTurn ?? intoInterval(paging.clock, now).count;
  return ((count % turns) + turns) % turns;
}

/** The turn that follows; the same one while it is held or the only one. */
export function nextTurnAt(paging: Paging, now: number): number {
  const turn = turnAt(paging, now);
  const turns = turnsOf(paging);
  return paging.clock.heldTurn !== null || turns <= 1 ? turn : (turn + 1) % turns;
}

/** Milliseconds to the next turn, above 0; null when none comes by itself (held, or one turn only). */
export function timeToNextTurn(paging: Paging, now: number): number | null {
  if (paging.clock.heldTurn !== null || turnsOf(paging) <= 1) return null;
  const { rest, length } = intoInterval(paging.clock, now);
  return length - rest;
}

/** The page of a screen in a turn; null when there is no such page (the screen shows its title card). */
export function pageOfScreen(paging: Paging, turn: number, screen: number): number | null {
  const page = turn * paging.screens + screen;
  return screen < paging.screens && page < paging.pages ? page : null;
}

/** True while some screen shows this page. */
export function isOnShow(paging: Paging, page: number, now: number): boolean {
  return page < paging.pages && turnOfPage(page, paging.screens) === turnAt(paging, now);
}

/** True when the next turn shows this page and the present one does not. */
export function isNext(paging: Paging, page: number, now: number): boolean {
  const next = nextTurnAt(paging, now);
  return page < paging.pages && next !== turnAt(paging, now) && turnOfPage(page, paging.screens) === next;
}

/** Milliseconds until the page comes on show; 0 while it is, null when it never comes by itself (another is held). */
export function timeToShow(paging: Paging, page: number, now: number): number | null {
  if (page >= paging.pages) return null;
  if (isOnShow(paging, page, now)) return 0;
  const toNext = timeToNextTurn(paging, now);
  if (toNext === null) return null;
  const turns = turnsOf(paging);
  const away = (turnOfPage(page, paging.screens) - turnAt(paging, now) + turns) % turns;
  return toNext + (away - 1) * paging.clock.intervalSeconds * 1000;
}
