import type { Seat } from '../shared/contract';
import { timeToStart } from '../shared/countdown';
import { pageOfScreen, pageOfSeat, turnAt, turnsOf } from '../shared/pager';
import type { RosterState } from '../shared/rosterStore';
import { layoutWall, type Rect, type Size, type WallLayout } from './gridFit';

/** What covers, or stands in for, the tiles. */
export type CardKind = 'blank' | 'closing' | 'countdown' | 'title' | 'waiting';

export interface PlacedSeat {
  readonly seat: Seat;
  readonly rect: Rect;
  readonly large: boolean;
}

/** All that a wall shows at one moment, computed from the roster and the server's time alone. */
export interface WallPlan {
  readonly card: CardKind | null;
  readonly turn: number;
  /** Null when the screen has no page in this turn. */
  readonly page: number | null;
  readonly visible: readonly PlacedSeat[];
  /** The next turn's tiles of this screen, to be ready when it comes. */
  readonly warm: readonly PlacedSeat[];
  /** Milliseconds to the announced start, above the tiles; null when there is nothing to count, or a card does. */
  readonly startsIn: number | null;
}

const nothing = { visible: [], warm: [], startsIn: null } as const;

/** Share of the screen's height that the countdown takes from the tiles: it never covers a picture. */
export const countdownShare = 0.065;

export function planWall(roster: RosterState, screen: number, now: number, size: Size): WallPlan {
  const turn = turnAt(roster, now);
  const page = pageOfScreen(roster, turn, screen);
  if (roster.state === 'ended') return { ...nothing, card: 'closing', turn, page: null };
  const startsIn = timeToStart(roster, now);
  const bar = startsIn === null ? 0 : Math.round(size.height * countdownShare);
  const holds = holdingOf(roster, { left: 0, top: bar, width: size.width, height: size.height - bar });
  const spotlit = holds.large.map((seat, i) => ({ seat, rect: layoutOf(holds, 0).large[i] ?? noRect, large: true }));
  const visible = [...spotlit, ...seatsOfPage(holds, page)];
  const card = cardOf(roster, visible.length > 0, startsIn);
  return { card, turn, page, visible, warm: warmSeats(roster, holds, screen, turn), startsIn: card === null ? startsIn : null };
}

function cardOf(roster: RosterState, hasTiles: boolean, startsIn: number | null): CardKind | null {
  if (roster.blank) return 'blank';
  if (roster.state === 'scheduled') return 'countdown';
  if (hasTiles) return null;
  if (startsIn !== null) return 'countdown';
  return roster.pages === 0 ? 'waiting' : 'title';
}

/** Also while a turn is held: a producer may go on at any moment. */
function warmSeats(roster: RosterState, holds: WallHolding, screen: number, turn: number): PlacedSeat[] {
  const turns = turnsOf(roster);
  return turns <= 1 ? [] : seatsOfPage(holds, pageOfScreen(roster, (turn + 1) % turns, screen));
}

/** What there is to place: the spotlight, and by page the others, in the order of their seats. */
interface WallHolding {
  readonly area: Rect;
  readonly large: readonly Seat[];
  readonly pages: ReadonlyMap<number, readonly Seat[]>;
  readonly fullest: number;
}

function holdingOf(roster: RosterState, area: Rect): WallHolding {
  const large = spotlightOf(roster);
  const lit = new Set(large);
  const pages = new Map<number, Seat[]>();
  for (const seat of [...roster.seats.values()].filter(isForWalls).sort((a, b) => a.seat - b.seat)) {
    if (lit.has(seat)) continue;
    const page = pageOfSeat(seat.seat, roster.pageSize);
    const seats = pages.get(page);
    if (seats === undefined) pages.set(page, [seat]);
    else seats.push(seat);
  }
  return { area, large, pages, fullest: Math.max(0, ...[...pages.values()].map(({ length }) => length)) };
}

/** Layouts change rarely and are asked for at every render. */
const layouts = new Map<string, WallLayout>();
const mostLayouts = 64;

function layoutOf({ area, large, fullest }: WallHolding, page: number): WallLayout {
  const key = [area.top, area.width, area.height, page, fullest, large.length].join();
  const known = layouts.get(key);
  if (known !== undefined) return known;
  if (layouts.size >= mostLayouts) layouts.clear();
  const layout = layoutWall(area, { page, fullest, spotlight: large.length });
  layouts.set(key, layout);
  return layout;
}

const noRect: Rect = { left: 0, top: 0, width: 0, height: 0 };

function seatsOfPage(holds: WallHolding, page: number | null): PlacedSeat[] {
  const seats = page === null ? [] : (holds.pages.get(page) ?? []);
  const { cells } = layoutOf(holds, seats.length);
  return seats.map((seat, i) => ({ seat, rect: cells[i] ?? noRect, large: false }));
}

/** In the producer's order; churches that are not there (any more) take no room. */
function spotlightOf(roster: RosterState): Seat[] {
  if (roster.spotlight.length === 0) return [];
  const byChurch = new Map<string, Seat>();
  for (const seat of roster.seats.values()) if (isForWalls(seat)) byChurch.set(seat.churchId, seat);
  return roster.spotlight.flatMap((id) => byChurch.get(id) ?? []).slice(0, 9);
}

/** The server sends walls nothing else; a wall shows nothing else whatever it is sent. */
const isForWalls = (seat: Seat): boolean =>
  seat.seat >= 0 && (seat.state === 'live' || seat.state === 'joining' || seat.state === 'reconnecting');
