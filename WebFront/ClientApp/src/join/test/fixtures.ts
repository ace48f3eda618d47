import type { Problem } from '../../shared/api';
import type { ChurchView, JoinPass } from '../../shared/contract';
import { turn } from '../logic/machine';
import { firstState, type Effect, type JoinEvent, type JoinState, type Turn } from '../logic/machineTypes';

export const pass = (change: Partial<JoinPass> = {}): JoinPass => ({
  token: 'token',
  livekitUrl: 'wss://livekit.example',
  room: 'svc-1',
  identity: 'church-1',
  church: { id: '1', name: 'St. Mary' },
  service: { id: 's1', title: 'Sunday', state: 'live' },
  hubToken: 'hub',
  media: 'livekit',
  admission: 'admitted',
  ...change,
});

export const problem = (status: number, code: string, change: Partial<Problem> = {}): Problem => ({
  status,
  code,
  title: code,
  detail: null,
  errors: {},
  retryAfter: null,
  more: {},
  ...change,
});

/** Seated on page 1 of 3 (seats of 2), pages turning every 10 s since the epoch: turn 0 is on show at time 0. */
export const view = (change: Partial<ChurchView> = {}): ChurchView => ({
  serviceId: 's1',
  churchId: '1',
  name: 'St. Mary',
  city: null,
  title: 'Sunday',
  startsAt: null,
  state: 'seated',
  live: true,
  seat: 2,
  page: 1,
  muted: false,
  spotlight: false,
  blank: false,
  clock: { epoch: '1970-01-01T00:00:00Z', intervalSeconds: 10, heldTurn: null },
  pages: 3,
  screens: 1,
  pageSize: 2,
  serviceState: 'live',
  serverTime: null,
  admission: 'admitted',
  ...change,
});

export const opened = (change: Partial<Extract<JoinEvent, { type: 'opened' }>> = {}): JoinEvent => ({
  type: 'opened',
  entry: null,
  name: '',
  city: '',
  resume: false,
  ...change,
});

/** Plays events on a machine; `effects` are those of the last event. */
export function play(state: JoinState, ...events: JoinEvent[]): Turn {
  let effects: readonly Effect[] = [];
  for (const event of events) ({ state, effects } = turn(state, event));
  return { state, effects };
}

const answer = (state: JoinState, event: { pass: JoinPass } | { problem: Problem }): Turn =>
  'pass' in event
    ? turn(state, { type: 'answered', call: state.call, pass: event.pass })
    : turn(state, { type: 'refused', call: state.call, problem: event.problem });

/** The server lets in, or refuses, what the machine asked last. */
export const letIn = (state: JoinState, change: Partial<JoinPass> = {}): Turn => answer(state, { pass: pass(change) });
export const refuse = (state: JoinState, ...about: Parameters<typeof problem>): Turn => answer(state, { problem: problem(...about) });

/** In the green room, having come with a code. */
export function inGreenRoom(): JoinState {
  const asked = play(firstState, opened({ entry: { kind: 'code', code: 'ABC234' } })).state;
  const named = refuse(asked, 400, 'invalid', { errors: { name: ['name is empty.'] } }).state;
  return letIn(play(named, { type: 'name-submitted', name: 'St. Mary', city: '' }).state).state;
}

/** On air and connected. */
export const onAir = (): JoinState => letIn(play(inGreenRoom(), { type: 'join-pressed' }).state).state;
