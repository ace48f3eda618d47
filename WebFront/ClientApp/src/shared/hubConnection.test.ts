// @vitest-environment node
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeHub } from '../test/fakeHub';
import { HubRefused, orRefuse, ResilientHub, type HubLike, type HubOptions } from './hubConnection';
import { Backoff } from './retry';

let hubs: FakeHub[];
let phases: string[];

function resilient(change: Partial<HubOptions> & { hub?: (token: string | null) => FakeHub } = {}) {
  let tokens = 0;
  return new ResilientHub({
    build: (token): HubLike => {
      const hub = (change.hub ?? ((given) => new FakeHub(given)))(token);
      hubs.push(hub);
      return hub;
    },
    token: () => Promise.resolve(`token-${++tokens}`),
    opened: () => Promise.resolve(),
    onStatus: ({ phase, reason }) => phases.push(reason === null ? phase : `${phase}:${reason}`),
    ...change,
  });
}

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

beforeEach(() => {
  vi.useFakeTimers();
  hubs = [];
  phases = [];
});

describe('a resilient hub', () => {
  it('opens a new connection with a fresh token after each loss', async () => {
    void resilient().run();
    await pass(0);
    hubs[0]?.break();
    await pass(500);
    expect(hubs.map((hub) => hub.token)).toEqual(['token-1', 'token-2']);
    expect(phases).toEqual(['open', 'retrying', 'open']);
    expect(hubs[0]?.stopped).toBe(true);
  });

  it('never gives up, and says once that the page is stale', async () => {
    void resilient({ hub: (token) => new FakeHub(token, undefined, () => Promise.reject(new Error('refused'))) }).run();
    await pass(3_600_000);
    expect(hubs.length).toBeGreaterThan(450);
    expect(phases).toEqual(['stale']);
  });

  it('comes back from stale', async () => {
    let down = true;
    void resilient({ hub: (token) => new FakeHub(token, undefined, () => (down ? Promise.reject(new Error()) : Promise.resolve())) }).run();
    await pass(60_000);
    down = false;
    await pass(8_000);
    expect(phases).toEqual(['stale', 'open']);
    await pass(60_000);
    expect(phases).toEqual(['stale', 'open']);
  });

  it('gives up a socket that never answers, and tries the next', async () => {
    let first = true;
    const silent = () => (first ? ((first = false), new Promise<void>(() => undefined)) : Promise.resolve());
    void resilient({ hub: (token) => new FakeHub(token, undefined, silent) }).run();
    await pass(11_000);
    expect([hubs.length, hubs[0]?.stopped, phases.at(-1)]).toEqual([2, true, 'open']);
  });

  it('closes for good when the server says so', async () => {
    const hub = resilient({ token: () => Promise.reject(new HubRefused('service_ended')) });
    const running = hub.run();
    await pass(0);
    await running;
    expect([phases, hubs.length, hub.status.phase]).toEqual([['closed:service_ended'], 0, 'closed']);
    await pass(60_000);
    expect(phases).toEqual(['closed:service_ended']);
  });

  it('restarts at once when asked, and tries at once when kicked', async () => {
    const hub = resilient({ backoff: new Backoff(60_000, 60_000) });
    void hub.run();
    await pass(0);
    hub.restart();
    await pass(0);
    hub.kick();
    await pass(0);
    expect(hubs.length).toBe(2);
  });

  it('refuses calls while it is not open', async () => {
    const hub = resilient();
    await expect(hub.invoke('Time')).rejects.toThrow('not open');
    void hub.run();
    await pass(0);
    await expect(hub.invoke('Time')).resolves.toBeNull();
  });

  it('is quiet within three seconds of a line that was cut, and open again when it answers', async () => {
    let cut = false;
    const hub = resilient({ heartbeat: () => (cut ? new Promise(() => undefined) : Promise.resolve()) });
    void hub.run();
    await pass(60_000);
    expect(phases).toEqual(['open']);
    cut = true;
    await pass(3_000);
    expect(phases).toEqual(['open', 'quiet']);
    expect(hubs).toHaveLength(1);
  });

  it('believes a line that answers late', async () => {
    let delay = 0;
    const hub = resilient({ heartbeat: () => new Promise((resolve) => setTimeout(resolve, delay)) });
    void hub.run();
    await pass(2_000);
    delay = 4_000;
    await pass(4_000);
    expect(phases).toEqual(['open', 'quiet']);
    delay = 10;
    await pass(3_000);
    expect(phases).toEqual(['open', 'quiet', 'open']);
    await pass(60_000);
    expect([phases.length, hubs.length]).toEqual([3, 1]);
  });

  it('takes a new connection when the old one has not answered for long', async () => {
    const hub = resilient({ heartbeat: () => (hubs.length === 1 ? new Promise(() => undefined) : Promise.resolve()) });
    void hub.run();
    await pass(12_000);
    expect([hubs.length, phases]).toEqual([2, ['open', 'quiet', 'retrying', 'open']]);
  });

  it('stays stopped', async () => {
    const hub = resilient();
    void hub.run();
    await pass(0);
    await hub.stop();
    await pass(60_000);
    expect(hubs.length).toBe(1);
  });
});

describe('waiting between tries', () => {
  it('doubles up to the cap and is never in step', () => {
    const longest = new Backoff(400, 8_000, () => 1);
    expect(Array.from({ length: 7 }, () => longest.next())).toEqual([400, 800, 1600, 3200, 6400, 8000, 8000]);
    const shortest = new Backoff(400, 8_000, () => 0);
    expect(shortest.next()).toBe(200);
  });
});

describe('an answer of the API', () => {
  const problem = { code: 'x', title: 'X', detail: null, errors: {}, retryAfter: null, more: {} };

  it.each([0, 429, 500, 503])('is tried again after %i', (status) => {
    expect(() => orRefuse({ ok: false, problem: { ...problem, status } })).not.toThrow(HubRefused);
  });

  it.each([401, 403, 404, 410])('is final after %i', (status) => {
    expect(() => orRefuse({ ok: false, problem: { ...problem, status } })).toThrow(HubRefused);
  });
});
