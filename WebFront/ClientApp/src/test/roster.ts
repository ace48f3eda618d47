import type { Seat } from '../shared/contract';
import type { RosterState } from '../shared/rosterStore';

export const seatOf = (seat: number, change: Partial<Seat> = {}): Seat => ({
  seat,
  churchId: `c${seat}`,
  identity: `church-c${seat}`,
  name: `Church ${seat}`,
  city: 'Town',
  state: 'live',
  participantSid: `PA_${seat}`,
  trackSid: `TR_${seat}`,
  muted: false,
  wish: null,
  mutedByProducer: false,
  since: null,
  ...change,
});

export const epoch = Date.parse('2026-11-22T10:00:00Z');

/** A live service of so many churches, pages of four, turning every ten seconds. */
export function rosterOf(churches: number, change: Partial<RosterState> = {}): RosterState {
  const pageSize = change.pageSize ?? 4;
  const seats = new Map(Array.from({ length: churches }, (_, i) => [i, seatOf(i)]));
  return {
    serviceId: 's1',
    revision: 1,
    epoch: null,
    state: 'live',
    title: 'Advent',
    startsAt: null,
    pageSize,
    screens: 1,
    clock: { epoch: '2026-11-22T10:00:00Z', intervalSeconds: 10, heldTurn: null },
    pages: Math.ceil(churches / pageSize),
    blank: false,
    locked: false,
    spotlight: [],
    seats,
    ...change,
  };
}
