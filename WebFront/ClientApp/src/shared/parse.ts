import type { ChurchView, Delta, NameWish, PageClock, Seat, SeatPatch, SeatState, ServiceState, Snapshot, WatchAnswer } from './contract';

/** A message from the hub is not what the contract says; `message` names the field. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
}

type Fields = Record<string, unknown>;

const seatStates: readonly string[] = ['live', 'joining', 'reconnecting', 'away', 'hidden', 'waiting', 'removed', 'denied'];
const serviceStates: readonly string[] = ['scheduled', 'live', 'ended'];

function fields(value: unknown, where: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new ContractError(`${where} is not an object`);
}

function text(from: Fields, key: string): string {
  const value = from[key];
  if (typeof value === 'string') return value;
  throw new ContractError(`${key} is not text`);
}

const textOrNull = (from: Fields, key: string): string | null => (from[key] == null ? null : text(from, key));
const textOrEmpty = (from: Fields, key: string): string => textOrNull(from, key) ?? '';
const flag = (from: Fields, key: string): boolean => from[key] === true;

function whole(from: Fields, key: string, least = Number.MIN_SAFE_INTEGER): number {
  const value = from[key];
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value;
  throw new ContractError(`${key} is not a whole number of at least ${least}`);
}

function list(from: Fields, key: string): readonly unknown[] {
  const value = from[key];
  if (value == null) return [];
  if (Array.isArray(value)) return value;
  throw new ContractError(`${key} is not a list`);
}

function seatState(from: Fields): SeatState {
  const value = from['state'];
  // A state of a later version is shown as a name card, which is true of any church without a picture.
  return typeof value === 'string' && seatStates.includes(value) ? (value as SeatState) : 'joining';
}

function serviceState(from: Fields): ServiceState {
  const value = text(from, 'state');
  if (serviceStates.includes(value)) return value as ServiceState;
  throw new ContractError(`state "${value}" of a service is unknown`);
}

function nameWish(seat: Fields): NameWish | null {
  if (seat['wish'] == null) return null;
  const from = fields(seat['wish'], 'wish');
  return { name: text(from, 'name'), city: textOrEmpty(from, 'city') };
}

function churchIds(from: Fields): readonly string[] {
  return list(from, 'spotlight').filter((id): id is string => typeof id === 'string');
}

export function parseClock(value: unknown): PageClock {
  const from = fields(value, 'clock');
  const epoch = text(from, 'epoch');
  if (Number.isNaN(Date.parse(epoch))) throw new ContractError('epoch is not a time');
  const interval = from['intervalSeconds'];
  if (typeof interval !== 'number' || !(interval > 0)) throw new ContractError('intervalSeconds is not above 0');
  return { epoch, intervalSeconds: interval, heldTurn: from['heldTurn'] == null ? null : whole(from, 'heldTurn', 0) };
}

/** How each field of a seat is read; null means that the field went away. */
const seatReaders: { readonly [K in Exclude<keyof Seat, 'seat'>]: (from: Fields) => Seat[K] } = {
  churchId: (from) => textOrEmpty(from, 'churchId'),
  identity: (from) => textOrEmpty(from, 'identity'),
  name: (from) => textOrEmpty(from, 'name'),
  city: (from) => textOrNull(from, 'city'),
  state: seatState,
  participantSid: (from) => textOrNull(from, 'participantSid'),
  trackSid: (from) => textOrNull(from, 'trackSid'),
  muted: (from) => flag(from, 'muted'),
  wish: nameWish,
  mutedByProducer: (from) => flag(from, 'mutedByProducer'),
  since: (from) => textOrNull(from, 'since'),
};

const seatKeys = Object.keys(seatReaders) as (keyof typeof seatReaders)[];

function parseSeat(value: unknown): Seat {
  const from = fields(value, 'seat');
  const seat: Record<string, unknown> = { seat: whole(from, 'seat') };
  for (const key of seatKeys) seat[key] = seatReaders[key](from);
  if (seat['churchId'] === '') throw new ContractError('churchId is missing');
  return seat as unknown as Seat;
}

function parseSeatPatch(value: unknown): SeatPatch {
  const from = fields(value, 'seat');
  const patch: Record<string, unknown> = { seat: whole(from, 'seat') };
  for (const key of seatKeys) if (key in from) patch[key] = seatReaders[key](from);
  return patch as unknown as SeatPatch;
}

export function parseSnapshot(value: unknown): Snapshot {
  const from = fields(value, 'snapshot');
  return {
    serviceId: text(from, 'serviceId'),
    revision: whole(from, 'revision', 0),
    epoch: textOrNull(from, 'epoch'),
    serverTime: textOrNull(from, 'serverTime'),
    state: serviceState(from),
    title: textOrEmpty(from, 'title'),
    startsAt: textOrNull(from, 'startsAt'),
    pageSize: whole(from, 'pageSize', 1),
    screens: whole(from, 'screens', 1),
    clock: parseClock(from['clock']),
    pages: whole(from, 'pages', 0),
    blank: flag(from, 'blank'),
    locked: flag(from, 'locked'),
    spotlight: churchIds(from),
    seats: list(from, 'seats').map(parseSeat),
  };
}

export function parseDelta(value: unknown): Delta {
  const from = fields(value, 'delta');
  return {
    from: whole(from, 'from', 0),
    to: whole(from, 'to', 0),
    seats: list(from, 'seats').map(parseSeatPatch),
    removed: list(from, 'removed').filter((seat): seat is number => Number.isSafeInteger(seat)),
    ...('serviceId' in from && { serviceId: text(from, 'serviceId') }),
    ...('state' in from && { state: serviceState(from) }),
    ...('title' in from && { title: textOrEmpty(from, 'title') }),
    ...('startsAt' in from && { startsAt: textOrNull(from, 'startsAt') }),
    ...(from['pageSize'] != null && { pageSize: whole(from, 'pageSize', 1) }),
    ...(from['screens'] != null && { screens: whole(from, 'screens', 1) }),
    ...(from['clock'] != null && { clock: parseClock(from['clock']) }),
    ...(from['pages'] != null && { pages: whole(from, 'pages', 0) }),
    ...('blank' in from && { blank: flag(from, 'blank') }),
    ...('locked' in from && { locked: flag(from, 'locked') }),
    ...('spotlight' in from && { spotlight: churchIds(from) }),
  };
}

/** @throws ContractError when the answer is neither a snapshot nor a list of deltas. */
export function parseWatchAnswer(value: unknown): WatchAnswer {
  const from = fields(value, 'answer of Watch');
  if (!('deltas' in from) || from['deltas'] === null) return { kind: 'snapshot', snapshot: parseSnapshot(from) };
  return {
    kind: 'missed',
    serviceId: text(from, 'serviceId'),
    serverTime: textOrNull(from, 'serverTime'),
    deltas: list(from, 'deltas').map(parseDelta),
  };
}

/** @throws ContractError when the message lacks what the church page decides by. */
export function parseChurchView(value: unknown): ChurchView {
  const from = fields(value, 'church');
  const places = ['waiting', 'seated', 'hidden', 'removed', 'ended', 'absent'] as const;
  const serviceStateText = from['serviceState'];
  return {
    serviceId: text(from, 'serviceId'),
    churchId: text(from, 'churchId'),
    name: textOrEmpty(from, 'name'),
    city: textOrNull(from, 'city'),
    title: textOrEmpty(from, 'title'),
    startsAt: textOrNull(from, 'startsAt'),
    state: places.find((place) => place === from['state']) ?? 'absent',
    live: flag(from, 'live'),
    seat: from['seat'] == null ? null : whole(from, 'seat'),
    page: from['page'] == null ? null : whole(from, 'page'),
    muted: flag(from, 'muted'),
    spotlight: flag(from, 'spotlight'),
    blank: flag(from, 'blank'),
    clock: parseClock(from['clock']),
    pages: whole(from, 'pages', 0),
    screens: whole(from, 'screens', 1),
    pageSize: whole(from, 'pageSize', 1),
    serviceState: serviceStateText === 'scheduled' || serviceStateText === 'ended' ? serviceStateText : 'live',
    serverTime: textOrNull(from, 'serverTime'),
    admission: from['admission'] === 'waiting' ? 'waiting' : 'admitted',
  };
}
