import { act, cleanup, render, screen } from '@testing-library/react';
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ServerClock } from '../shared/serverClock';
import { App } from './App';
import type { CameraState } from './camera/camera';
import { turn } from './logic/machine';
import type { Air, Closed, JoinEvent, JoinState, Notice } from './logic/machineTypes';
import { firstState } from './logic/machineTypes';
import { inGreenRoom, onAir, view } from './test/fixtures';
import { JoinContext, type JoinPage } from './view/context';

const dark: CameraState = { phase: 'off', problem: null, track: null, paused: false, choices: [], deviceId: null, facing: 'user' };

/** The page over a machine without a world: its orders are heard by nobody. */
class FakePage {
  state = firstState;
  camera = dark;
  now = 0;
  dispatched: JoinEvent[] = [];
  readonly cameraCalls = { start: vi.fn(), stop: vi.fn(), retry: vi.fn(), use: vi.fn(), flip: vi.fn(), flows: vi.fn() };
  #listeners = new Set<() => void>();

  show(state: JoinState, camera = this.camera): void {
    this.state = state;
    this.camera = camera;
    for (const listener of this.#listeners) listener();
  }

  readonly page = (): JoinPage => {
    const subscribe = (listener: () => void) => {
      this.#listeners.add(listener);
      return () => this.#listeners.delete(listener);
    };
    const clock = new ServerClock(() => this.now);
    clock.seed(new Date(this.now).toISOString());
    const dispatch = (event: JoinEvent) => {
      this.dispatched.push(event);
      this.show(turn(this.state, event).state);
    };
    return {
      session: { subscribe, snapshot: () => this.state, dispatch, clock },
      camera: { ...this.cameraCalls, subscribe, snapshot: () => this.camera, state: this.camera },
    };
  };
}

let fake: FakePage;

function open(state: JoinState, camera = dark): HTMLElement {
  fake.show(state, camera);
  render(<JoinContext value={fake.page()}><App /></JoinContext>);
  return screen.getByRole('main');
}

const air = (change: Partial<Air>): JoinState => {
  const state = onAir();
  return { ...state, air: { ...state.air!, ...change } };
};
const sending = { connection: 'open', end: null, published: true, sending: true, fps: 8, kbps: 62, lossy: false, cut: false, trackSid: 'TR_1', participantSid: 'PA_1' } as const;
const hooks = (main: HTMLElement) => {
  const { dataset } = main.querySelector<HTMLElement>('[data-sending]')!;
  return { tally: dataset['tally'], sending: dataset['sending'] };
};

async function findings(): Promise<string[]> {
  // Colours are measured in a real browser; this one paints nothing.
  const { violations } = await axe.run(document, { rules: { 'color-contrast': { enabled: false } } });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

beforeEach(() => {
  fake = new FakePage();
  document.documentElement.lang = 'en';
  document.title = 'VideoWall';
  vi.stubGlobal('MediaStream', class { readonly active = true; });
  HTMLMediaElement.prototype.play = async () => undefined;
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('each step', () => {
  const notices: Notice[] = [
    { kind: 'empty-code' },
    { kind: 'unknown-code' },
    { kind: 'unknown-link' },
    { kind: 'ended' },
    { kind: 'offline' },
    { kind: 'too-many', seconds: 42 },
    { kind: 'shut', why: 'doors_locked' },
    { kind: 'shut', why: 'service_full' },
    { kind: 'shut', why: 'too_many_joins' },
    { kind: 'other', title: 'No coffee.', detail: null },
    { kind: 'choose', services: [{ id: 'a', title: 'Morning', startsAt: '2026-11-22T09:00:00Z' }, { id: 'b', title: 'Evening', startsAt: null }] },
    { kind: 'doors', opensAt: '1970-01-01T01:02:03Z', startsAt: '1970-01-01T02:00:00Z', title: 'Sunday' },
    { kind: 'doors', opensAt: null, startsAt: null, title: null },
  ];
  const reasons: Closed[] = ['left', 'ended', 'removed', 'revoked', 'gone', 'kept-elsewhere'];
  const all: [string, JoinState][] = [
    ['code', firstState],
    ...notices.map((notice): [string, JoinState] => ['code', { ...firstState, notice }]),
    ['name', { ...firstState, step: 'name' }],
    ['name', { ...firstState, step: 'name', errors: { name: 'name is too long.', city: 'city is too long.' } }],
    ['green-room', inGreenRoom()],
    ['on-air', onAir()],
    ['on-air', air({ view: view(), media: sending, hub: 'open' })],
    ['on-air', air({ link: 'elsewhere' })],
    ['green-room', { ...inGreenRoom(), asksTakeOver: true }],
    ...reasons.map((closed): [string, JoinState] => ['closed', { ...inGreenRoom(), step: 'closed', closed }]),
  ];

  it.each(all)('%s is marked, has one heading and no findings of axe', async (step, state) => {
    expect(open(state).dataset['step']).toBe(step);
    expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1);
    expect(await findings()).toEqual([]);
  });

  it('counts down to the doors', () => {
    open({ ...firstState, notice: notices.find((notice) => notice.kind === 'doors')! });
    expect(screen.getByRole('timer').textContent).toContain('1:02:03');
  });

  it('switches the camera on exactly where its picture has a use', () => {
    open(inGreenRoom());
    expect(fake.cameraCalls.start).toHaveBeenCalledOnce();
    act(() => fake.show(onAir()));
    expect(fake.cameraCalls.stop).not.toHaveBeenCalled();
    act(() => fake.show(air({ link: 'elsewhere' })));
    expect(fake.cameraCalls.stop).toHaveBeenCalledOnce();
  });
});

describe('the page on air', () => {
  const on = (): CameraState => ({ ...dark, phase: 'on', track: { muted: false } as MediaStreamTrack });

  it.each([
    ['next', 0, {}, 'Next'],
    ['on-wall', 10_000, {}, 'On the wall'],
    ['ready', 20_000, {}, 'Ready'],
    ['waiting', 0, { state: 'waiting', seat: null, page: null }, 'Waiting'],
  ] as const)('says %s by attribute, word and announcement', (tally, now, change, word) => {
    fake.now = now;
    const main = open(air({ view: view(change), media: sending, hub: 'open' }), on());
    expect(hooks(main)).toEqual({ tally, sending: 'true' });
    expect(screen.getAllByRole('status').map(({ textContent }) => textContent).join()).toContain(`${word}. `);
    expect(document.title).toBe(`${word} · VideoWall`);
  });

  it('says that nothing is sent, and what to do', () => {
    const main = open(air({ view: view({ live: false }), media: { ...sending, connection: 'retrying', sending: false }, hub: 'open', hasSent: true }), on());
    expect(hooks(main)).toEqual({ tally: 'no-picture', sending: 'false' });
    expect(screen.getByRole('heading', { name: 'The connection is interrupted' })).toBeTruthy();
  });

  it('says of a camera that a phone call holds what is true, and blames neither the producer nor the line', () => {
    open(air({ view: view(), media: { ...sending, sending: false }, hub: 'open' }), { ...on(), paused: true });
    expect(screen.getAllByText(/is there a phone call/)).not.toHaveLength(0);
    expect(screen.queryByText(/paused your picture|not getting through/)).toBeNull();
  });

  it('says when the line is weak, only while it is', () => {
    open(air({ view: view(), media: { ...sending, lossy: true }, hub: 'open' }), on());
    expect(screen.getByText(/line is weak/)).toBeTruthy();
    act(() => fake.show(air({ view: view(), media: sending, hub: 'open' })));
    expect(screen.queryByText(/line is weak/)).toBeNull();
  });

  it('has steps for a camera that is blocked, and goes on asking', () => {
    open(air({ view: view({ live: false }), hub: 'open' }), { ...dark, phase: 'problem', problem: 'denied' });
    expect(screen.getByRole('heading', { name: 'The camera is blocked for this page' })).toBeTruthy();
    screen.getByRole('button', { name: 'Try the camera again' }).click();
    expect(fake.cameraCalls.retry).toHaveBeenCalledOnce();
  });

  it('is away as soon as the hub does not answer, and within three seconds of its loss', () => {
    vi.useFakeTimers();
    const main = open(air({ view: view({ spotlight: true }), media: sending, hub: 'open' }), on());
    expect(hooks(main).tally).toBe('on-wall');
    act(() => fake.show(air({ view: view({ spotlight: true }), media: sending, hub: 'quiet' })));
    expect(hooks(main).tally).toBe('away');
    act(() => fake.show(air({ view: view({ spotlight: true }), media: sending, hub: 'open' })));
    act(() => void vi.advanceTimersByTime(500));
    act(() => fake.show(air({ view: view({ spotlight: true }), media: sending, hub: 'retrying' })));
    expect(hooks(main).tally).toBe('on-wall');
    act(() => void vi.advanceTimersByTime(1_300));
    expect(hooks(main).tally).toBe('away');
    expect(screen.getAllByRole('status').map(({ textContent }) => textContent).join()).toContain('Away. The connection to the service is lost.');
  });

  it('is away at once when what it sends is not acknowledged, and after two seconds of a lost line', () => {
    vi.useFakeTimers();
    const main = open(air({ view: view({ spotlight: true }), media: { ...sending, sending: false, cut: true }, hub: 'open' }), on());
    expect(hooks(main)).toEqual({ tally: 'away', sending: 'false' });
    act(() => fake.show(air({ view: view({ spotlight: true }), media: sending, hub: 'open' })));
    act(() => void vi.advanceTimersByTime(500));
    act(() => fake.show(air({ view: view({ spotlight: true }), media: { ...sending, connection: 'retrying', sending: false }, hub: 'open', hasSent: true })));
    expect(hooks(main).tally).toBe('on-wall');
    act(() => void vi.advanceTimersByTime(2_300));
    expect(hooks(main).tally).toBe('away');
  });

  it('tells a camera that stands still as such', () => {
    vi.useFakeTimers();
    const main = open(air({ view: view({ spotlight: true }), media: sending, hub: 'open' }), { ...on(), paused: true });
    act(() => void vi.advanceTimersByTime(2_300));
    expect(hooks(main)).toEqual({ tally: 'no-picture', sending: 'false' });
    expect(screen.getByRole('heading', { name: 'Your camera picture stands still' })).toBeTruthy();
  });

  it('never reads connected before the church was let in', () => {
    const waiting = air({ view: view({ state: 'absent', seat: null, page: null }), hub: 'open' });
    const main = open({ ...waiting, welcome: { ...waiting.welcome!, media: 'direct', admission: 'waiting' } });
    expect(hooks(main).tally).toBe('waiting');
    expect(screen.queryByText(/Connected/)).toBeNull();
  });

  it('counts to the start while it has not come', () => {
    vi.useFakeTimers();
    open(air({ view: view({ startsAt: '1970-01-01T00:10:00Z' }), media: sending, hub: 'open' }), on());
    expect(screen.getByRole('timer').textContent).toBe('The service starts in 10:00');
    fake.now = 600_000;
    act(() => void vi.advanceTimersByTime(300));
    expect(screen.queryByRole('timer')).toBeNull();
  });

  it('offers the place back when another device took it', () => {
    open(air({ link: 'elsewhere' }));
    act(() => screen.getByRole('button', { name: 'Use this device again' }).click());
    expect(fake.dispatched).toEqual([{ type: 'take-over-pressed' }]);
  });
});
