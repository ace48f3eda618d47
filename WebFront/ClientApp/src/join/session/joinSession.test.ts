import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Camera } from '../camera/camera';
import type { JoinState } from '../logic/machineTypes';
import { pass } from '../test/fixtures';
import { JoinSession } from './joinSession';
import { rememberSession } from './storage';

/** What the page asked, and what it is answered: the last answer counts for all further questions. */
function answer(...answers: (() => Response)[]) {
  const asked: Record<string, unknown>[] = [];
  vi.stubGlobal('fetch', async (_path: string, init: RequestInit) => {
    asked.push(JSON.parse(init.body as string) as Record<string, unknown>);
    const next = answers.length > 1 ? answers.shift() : answers[0];
    return next!();
  });
  return asked;
}

const json = (status: number, body: object, headers = {}) => () =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } });
const away = (): never => {
  throw new TypeError('Failed to fetch');
};
const letIn = json(200, pass({ media: 'direct', livekitUrl: null }));
const unnamed = json(400, { code: 'invalid', errors: { name: ['name is empty.'] } });

let running: JoinSession | null = null;

/** A page opened at an address; chance is always one half, so that waits are as long as they say. */
function open(address: string): JoinSession {
  history.replaceState(null, '', address);
  const session = new JoinSession(new Camera({}), () => 0.5);
  running = session;
  session.open();
  return session;
}

/** The first state, from now on, that is so; answers arrive without any time passing. */
const until = (session: JoinSession, isSo: (state: JoinState) => boolean): Promise<JoinState> =>
  new Promise((resolve) => {
    const look = () => {
      if (isSo(session.snapshot())) resolve(session.snapshot());
    };
    session.subscribe(look);
    look();
  });

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  sessionStorage.clear();
  // A hub and a room that never answer: these tests are about the way there.
  vi.stubGlobal('WebSocket', class { close = vi.fn(); });
});

afterEach(() => {
  running?.dispatch({ type: 'leave-pressed' });
  running = null;
  vi.unstubAllGlobals();
});

/** A page on air in a simulated room, in which it is the session PA_7; and what its beacons carry. */
async function onAir() {
  const beacons: unknown[] = [];
  vi.stubGlobal('WebSocket', class {
    static readonly OPEN = 1;
    readonly readyState = 1;
    onmessage: ((event: { data: string }) => void) | null = null;
    onclose: (() => void) | null = null;
    constructor(address: string | URL) {
      if (String(address).includes('/direct')) setTimeout(() => this.onmessage?.({ data: '{"type":"joined","participantSid":"PA_7"}' }));
    }
    send = vi.fn();
    close() {
      this.onclose?.();
    }
  });
  Object.defineProperty(navigator, 'sendBeacon', { configurable: true, value: (path: string, body: Blob) => (beacons.push([path, body]), true) });
  rememberSession({ kind: 'code', code: 'ABC234' }, { name: 'St. Mary', city: '' });
  const asked = answer(json(200, pass({ media: 'simulated' })));
  const session = open('/join/ABC234');
  await vi.advanceTimersByTimeAsync(10);
  await until(session, ({ air }) => air?.media.participantSid === 'PA_7');
  return { session, asked, beacons };
}

describe('leaving', () => {
  it('says goodbye as the session it was, and again until it is heard', async () => {
    const { session } = await onAir();
    const asked = answer(away, json(503, {}), () => new Response(null, { status: 204 }));
    session.dispatch({ type: 'leave-pressed' });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(asked).toEqual(Array.from({ length: 3 }, () => ({ token: 'hub', participantSid: 'PA_7' })));
  });

  it('sends a beacon when the tab goes, and none once the place is another device\'s', async () => {
    const { session, beacons } = await onAir();
    window.dispatchEvent(new Event('pagehide'));
    expect(beacons).toEqual([['/api/v1/leave', expect.any(Blob) as Blob]]);
    session.dispatch({ type: 'media', state: { ...session.snapshot().air!.media, end: 'DUPLICATE_IDENTITY', connection: 'closed' } });
    window.dispatchEvent(new Event('pagehide'));
    expect(beacons).toHaveLength(1);
  });
});

describe('a visit', () => {
  it('goes from a code to the name, the green room and on air', async () => {
    const asked = answer(unnamed, letIn);
    const session = open('/join/abc-234');
    await until(session, ({ step }) => step === 'name');
    session.dispatch({ type: 'name-submitted', name: 'St. Mary', city: 'Ulm' });
    await until(session, ({ step }) => step === 'green-room');
    session.dispatch({ type: 'join-pressed' });
    await until(session, ({ air }) => air?.link === 'open');
    expect(asked).toHaveLength(3);
    expect(asked[0]).toMatchObject({ code: 'ABC234', name: '' });
    expect(asked[2]).toEqual({ code: 'ABC234', name: 'St. Mary', city: 'Ulm', device: asked[0]?.['device'] });
  });

  it('with a personal link sends the key and the device, no name', async () => {
    const asked = answer(letIn);
    const session = open('/j/KeY');
    await until(session, ({ step }) => step === 'green-room');
    expect(asked).toEqual([{ key: 'KeY', device: expect.any(String) as string }]);
  });

  it('after a reload is on air again without a click', async () => {
    rememberSession({ kind: 'code', code: 'ABC234' }, { name: 'St. Mary', city: '' });
    answer(letIn);
    const session = open('/join/ABC234');
    expect(session.snapshot().step).toBe('on-air');
    await until(session, ({ air }) => air?.link === 'open');
  });

  it('keeps trying while the server is away, and goes on when it is back', async () => {
    const asked = answer(away, away, json(502, {}), unnamed);
    const session = open('/join/ABC234');
    await until(session, ({ tries }) => tries === 1);
    await vi.advanceTimersByTimeAsync(700);
    await until(session, ({ tries }) => tries === 2);
    await vi.advanceTimersByTimeAsync(1_399);
    expect(asked).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    await until(session, ({ tries }) => tries === 3);
    await vi.advanceTimersByTimeAsync(2_800);
    expect((await until(session, ({ step }) => step === 'name')).notice).toBeNull();
  });

  it('tries at once when the network is back', async () => {
    answer(away, unnamed);
    const session = open('/join/ABC234');
    await until(session, ({ tries }) => tries === 1);
    window.dispatchEvent(new Event('online'));
    await until(session, ({ step }) => step === 'name');
  });

  it('stands before closed doors until they open, by the clock of the server', async () => {
    const serverTime = '2030-01-06T09:29:56Z';
    const early = json(409, { code: 'doors_closed', opensAt: '2030-01-06T09:30:00Z', serverTime });
    const asked = answer(early, unnamed);
    const session = open('/join/ABC234');
    await until(session, ({ notice }) => notice?.kind === 'doors');
    expect(Math.round(session.clock.now() / 1000)).toBe(Date.parse(serverTime) / 1000);
    await vi.advanceTimersByTimeAsync(3_900);
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(700);
    await until(session, ({ step }) => step === 'name');
  });

  it('notices within seconds when doors are opened by hand', async () => {
    const early = json(409, { code: 'doors_closed', opensAt: '2030-01-06T09:30:00Z', serverTime: '2030-01-06T08:00:00Z' });
    const asked = answer(early, unnamed);
    const session = open('/join/ABC234');
    await until(session, ({ notice }) => notice?.kind === 'doors');
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(5_000);
    await until(session, ({ step }) => step === 'name');
  });

  it('waits as long as the server says after too many tries', async () => {
    const asked = answer(json(429, { code: 'too_many_tries' }, { 'Retry-After': '40' }), unnamed);
    const session = open('/join/ABC234');
    await until(session, ({ notice }) => notice?.kind === 'too-many');
    await vi.advanceTimersByTimeAsync(39_000);
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_000);
    await until(session, ({ step }) => step === 'name');
  });
});
