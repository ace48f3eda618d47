import type { Delta, PageClock, Seat, SeatPatch, ServiceState, Snapshot } from './contract';

/** The service as a page knows it; a new object for each revision, so that `===` tells whether anything changed. */
export interface RosterState {
  readonly serviceId: string;
  readonly revision: number;
  readonly epoch: string | null;
  readonly state: ServiceState;
  readonly title: string;
  readonly startsAt: string | null;
  readonly pageSize: number;
  readonly screens: number;
  readonly clock: PageClock;
  readonly pages: number;
  readonly blank: boolean;
  readonly locked: boolean;
  readonly spotlight: readonly string[];
  /** By seat number. */
  readonly seats: ReadonlyMap<number, Seat>;
}

/**
 * What became of a delta: `applied`; `old` when its revision is here already; `gap` when revisions are missing between
 * (Watch again with the revision at hand); `broken` when it contradicts the state (Watch again for a snapshot).
 */
export type Outcome =
  | { readonly kind: 'applied'; readonly state: RosterState }
  | { readonly kind: 'old' | 'gap' | 'broken'; readonly state: RosterState };

export function fromSnapshot(snapshot: Snapshot): RosterState {
  const { serverTime: _serverTime, seats, ...rest } = snapshot;
  return { ...rest, seats: new Map(seats.map((seat) => [seat.seat, seat])) };
}

/** Applies one delta by the rules of the contract: known ones are ignored, only one that starts here is applied. */
export function applyDelta(state: RosterState, delta: Delta): Outcome {
  if (delta.to <= state.revision) return { kind: 'old', state };
  if (delta.from !== state.revision) return { kind: 'gap', state };
  const seats = changeSeats(state.seats, delta);
  if (seats === null) return { kind: 'broken', state };
  return {
    kind: 'applied',
    state: {
      serviceId: state.serviceId,
      revision: delta.to,
      epoch: state.epoch,
      seats,
      state: delta.state ?? state.state,
      title: delta.title ?? state.title,
      startsAt: delta.startsAt === undefined ? state.startsAt : delta.startsAt,
      pageSize: delta.pageSize ?? state.pageSize,
      screens: delta.screens ?? state.screens,
      clock: delta.clock ?? state.clock,
      pages: delta.pages ?? state.pages,
      blank: delta.blank ?? state.blank,
      locked: delta.locked ?? state.locked,
      spotlight: delta.spotlight ?? state.spotlight,
    },
  };
}

/** Null when a patch speaks of a seat that is not here without saying who sits there. */
function changeSeats(before: ReadonlyMap<number, Seat>, delta: Delta): ReadonlyMap<number, Seat> | null {
  if (delta.seats.length === 0 && delta.removed.length === 0) return before;
  const after = new Map(before);
  for (const seat of delta.removed) after.delete(seat);
  for (const patch of delta.seats) {
    const seat = changeSeat(after.get(patch.seat), patch);
    if (seat === null) return null;
    after.set(patch.seat, seat);
  }
  return after;
}

function changeSeat(before: Seat | undefined, patch: SeatPatch): Seat | null {
  if (patch.churchId === undefined) return before === undefined ? null : { ...before, ...patch };
  if (before === undefined) return { ...emptySeat, ...patch, churchId: patch.churchId };
  if (patch.churchId === before.churchId) return { ...before, ...patch };
  // Another church took the seat: whatever the message leaves out, the former owner's picture and wishes must not stay under its name.
  return { ...before, participantSid: null, trackSid: null, wish: null, ...patch };
}

const emptySeat: Omit<Seat, 'seat' | 'churchId'> = {
  identity: '',
  name: '',
  city: null,
  state: 'joining',
  participantSid: null,
  trackSid: null,
  muted: false,
  wish: null,
  mutedByProducer: false,
  since: null,
};
