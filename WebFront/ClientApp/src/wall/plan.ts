import type { Seat } from '../shared/contract';
import { pageOfScreen, turnAt, turnsOf } from '../shared/pager';
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
  /** Places without a church; drawn faintly, so that a page looks the same full or not. */
  readonly empty: readonly Rect[];
}

const nothing = { visible: [], warm: [], empty: [] } as const;

export function planWall(roster: RosterState, screen: number, now: number, size: Size): WallPlan {
  const turn = turnAt(roster, now);
  const page = pageOfScreen(roster, turn, screen);
  if (roster.state === 'ended') return { ...nothing, card: 'closing', turn, page: null };
  const large = spotlightOf(roster);
  const layout = layoutOf(size, roster.pageSize, large.length);
  const spotlit = large.map((seat, i) => ({ seat, rect: layout.large[i] ?? noRect, large: true }));
  const lit = new Set(roster.spotlight);
  const seats = page === null ? [] : seatsOfPage(roster, page, layout, lit);
  const taken = new Set(seats.map(({ rect }) => rect));
  return {
    card: cardOf(roster, page !== null || spotlit.length > 0),
    turn,
    page,
    visible: [...spotlit, ...seats],
    warm: warmSeats(roster, screen, turn, layout, lit),
    empty: page === null ? [] : layout.cells.filter((rect) => !taken.has(rect)),
  };
}

/** The layout changes rarely and is asked for at every render. */
let latest: { key: string; layout: WallLayout } | null = null;

function layoutOf(size: Size, pageSize: number, spotlight: number): WallLayout {
  const key = `${size.width} ${size.height} ${pageSize} ${spotlight}`;
  if (latest?.key !== key) latest = { key, layout: layoutWall(size, pageSize, spotlight) };
  return latest.layout;
}

function cardOf(roster: RosterState, hasTiles: boolean): CardKind | null {
  if (roster.blank) return 'blank';
  if (roster.state === 'scheduled') return 'countdown';
  if (hasTiles) return null;
  return roster.pages === 0 ? 'waiting' : 'title';
}

/** Also while a turn is held: a producer may go on at any moment. */
function warmSeats(roster: RosterState, screen: number, turn: number, layout: WallLayout, lit: ReadonlySet<string>) {
  const turns = turnsOf(roster);
  const next = turns === 0 ? null : pageOfScreen(roster, (turn + 1) % turns, screen);
  return next === null || turns === 1 ? [] : seatsOfPage(roster, next, layout, lit);
}

const noRect: Rect = { left: 0, top: 0, width: 0, height: 0 };

function seatsOfPage(roster: RosterState, page: number, layout: WallLayout, lit: ReadonlySet<string>): PlacedSeat[] {
  const placed: PlacedSeat[] = [];
  for (const [place, rect] of layout.cells.entries()) {
    const seat = roster.seats.get(page * roster.pageSize + place);
    if (seat !== undefined && isForWalls(seat) && !lit.has(seat.churchId)) placed.push({ seat, rect, large: false });
  }
  return placed;
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
