import type { Seat } from '../shared/contract';
import type { RosterState } from '../shared/rosterStore';
import { rowsOf, type Row } from '../admin/console/rows';

/** Made-up rosters for tests. */
export const seatOf = (seat: number, name: string, more: Partial<Seat> = {}): Seat => ({
  seat, name, churchId: `c${seat}`, identity: `church-c${seat}`, city: null, state: 'live',
  participantSid: `PA_${seat}`, trackSid: `TR_${seat}`, muted: false, wish: null, mutedByProducer: false, since: null, ...more,
});

export const rosterOf = (seats: readonly Seat[], more: Partial<RosterState> = {}): RosterState => ({
  serviceId: 's', revision: 1, epoch: null, state: 'live', title: 'Sunday', startsAt: null, pageSize: 20, screens: 1,
  clock: { epoch: '2026-01-01T00:00:00Z', intervalSeconds: 15, heldTurn: null },
  pages: 1, blank: false, locked: false, spotlight: [], seats: new Map(seats.map((seat) => [seat.seat, seat])), ...more,
});

/** A row as the console makes it from a seat. */
export function rowOf(seat: number, name: string, more: Partial<Seat> = {}, spotlight: readonly string[] = []): Row {
  const [row] = rowsOf(rosterOf([seatOf(seat, name, more)], { spotlight }), 0);
  if (row === undefined) throw new Error('A seat makes a row');
  return row;
}
