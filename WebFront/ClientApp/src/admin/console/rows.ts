import type { NameWish, Seat, SeatState } from '../../shared/contract';
import { pageOfSeat, turnOfPage } from '../../shared/pager';
import type { RosterState } from '../../shared/rosterStore';
import { byName, plain } from '../format';

/** One church as the console lists it. */
export interface Row {
  readonly churchId: string;
  readonly identity: string;
  readonly name: string;
  readonly city: string | null;
  readonly state: SeatState;
  /** The seat; below zero for a church that has none on the wall, the first to come nearest to zero. */
  readonly place: number;
  /** From 0; null without a seat on the wall. */
  readonly seat: number | null;
  /** From 0. */
  readonly page: number | null;
  /** On a wall right now: its page is on show, or it is in the spotlight. */
  readonly onAir: boolean;
  readonly spotlit: boolean;
  /** The picture is stopped, by the church itself or by a producer. */
  readonly muted: boolean;
  /** Another name and city that it asks for. */
  readonly wish: NameWish | null;
  readonly mutedByProducer: boolean;
  readonly participantSid: string | null;
  readonly trackSid: string | null;
  readonly since: string | null;
  /** What a search looks through. */
  readonly text: string;
}

export type FilterName = 'all' | 'waiting' | 'onAir' | 'noPicture' | 'lost' | 'hidden' | 'removed' | 'away';
export type SortName = 'wall' | 'name' | 'attention';

const isPresent = (state: SeatState) => state === 'live' || state === 'joining';

/** Turned away at the door, or taken out. */
export const isOut = (row: Row): boolean => row.state === 'removed' || row.state === 'denied';

/** Takes part, or is about to: there is something to hide or to mute. */
export const isHere = (row: Row): boolean => !isOut(row) && row.state !== 'away';

/** The test of each filter, in the order in which they are offered. */
export const filters: Readonly<Record<FilterName, (row: Row) => boolean>> = {
  all: () => true,
  waiting: (row) => row.state === 'waiting',
  onAir: (row) => row.onAir,
  noPicture: (row) => row.state === 'joining' || (row.state === 'live' && row.muted),
  lost: (row) => row.state === 'reconnecting',
  hidden: (row) => row.state === 'hidden',
  removed: isOut,
  away: (row) => row.state === 'away',
};

export const filterNames = Object.keys(filters) as readonly FilterName[];

const texts = new WeakMap<Seat, string>();

/** Seats do not change, they are replaced: what was computed for one stays true. */
function searchText(seat: Seat): string {
  let text = texts.get(seat);
  if (text === undefined) texts.set(seat, (text = plain(`${seat.name} ${seat.city ?? ''}`)));
  return text;
}

/**
 * Everyone whom the console knows of, by place; `turn` is the one on show, null while nothing is. After the end all are away: that is no
 * list, but the attendance.
 */
export function rowsOf(roster: RosterState, turn: number | null): Row[] {
  const spotlight = new Set(roster.spotlight);
  const shows = roster.state === 'live' && !roster.blank;
  return [...roster.seats.values()]
    .filter(({ state }) => state !== 'away' || roster.state !== 'ended')
    .map((seat) => {
      const page = seat.seat < 0 ? null : pageOfSeat(seat.seat, roster.pageSize);
      const spotlit = spotlight.has(seat.churchId);
      const onShow = spotlit || (page !== null && turn !== null && turnOfPage(page, roster.screens) === turn);
      return {
        churchId: seat.churchId,
        identity: seat.identity,
        name: seat.name,
        city: seat.city === '' ? null : seat.city,
        state: seat.state,
        place: seat.seat,
        seat: page === null ? null : seat.seat,
        page,
        onAir: shows && onShow && page !== null && isPresent(seat.state),
        spotlit,
        muted: seat.muted,
        wish: seat.wish,
        mutedByProducer: seat.mutedByProducer,
        participantSid: seat.participantSid,
        trackSid: seat.trackSid,
        since: seat.since,
        text: searchText(seat),
      };
    })
    .sort(byPlace);
}

export interface Counts extends Readonly<Record<FilterName, number>> {
  readonly present: number;
}

export function countsOf(rows: readonly Row[]): Counts {
  const counts = { present: 0, all: 0, waiting: 0, onAir: 0, noPicture: 0, lost: 0, hidden: 0, removed: 0, away: 0 };
  for (const row of rows) {
    for (const name of filterNames) if (filters[name](row)) counts[name]++;
    if (row.participantSid !== null && !isOut(row)) counts.present++;
  }
  return counts;
}

const attention: Readonly<Record<SeatState, number>> = {
  waiting: 0, joining: 1, reconnecting: 2, hidden: 3, live: 4, denied: 5, removed: 6, away: 7,
};

const byPlace = (a: Row, b: Row) => placeOf(a) - placeOf(b);

/** Who waits comes first, the first to come before the others; then the wall; then who was sent away; then who is away. */
function placeOf(row: Row): number {
  if (row.place >= 0) return row.place;
  return row.state === 'waiting' ? -farAway - row.place : farAway - row.place;
}

const farAway = 1e9;

const orders: Readonly<Record<SortName, (a: Row, b: Row) => number>> = {
  wall: byPlace,
  name: (a, b) => byName(a.name, b.name) || byPlace(a, b),
  attention: (a, b) => attention[a.state] - attention[b.state] || Number(b.muted) - Number(a.muted) || byPlace(a, b),
};

/** The rows that a search and a filter leave, sorted. Every word of the search has to occur. */
export function choose(rows: readonly Row[], search: string, filter: FilterName, sort: SortName): Row[] {
  const words = plain(search).split(' ').filter((word) => word !== '');
  return rows
    .filter((row) => filters[filter](row) && words.every((word) => row.text.includes(word)))
    .sort(orders[sort]);
}

/** The queue at the door, the first to come first. */
export const queueOf = (rows: readonly Row[]): Row[] => rows.filter(filters.waiting).sort(byPlace);
