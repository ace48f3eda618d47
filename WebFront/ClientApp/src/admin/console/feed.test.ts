// @vitest-environment node
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeHub } from '../../test/fakeHub';
import { ConsoleFeed } from './feed';

const snapshot = {
  serviceId: 's', revision: 1, serverTime: '2026-11-28T10:00:00Z', state: 'live', title: 'Sunday', startsAt: null, pageSize: 20, screens: 1,
  clock: { epoch: '2026-11-28T10:00:00Z', intervalSeconds: 15, heldTurn: null }, pages: 0, blank: false, spotlight: [], seats: [],
};

let hubs: FakeHub[];
let server: 'well' | 'silent' | 'gone';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('document', new EventTarget());
  [hubs, server] = [[], 'well'];
});

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

async function opened(): Promise<{ feed: ConsoleFeed; stop: () => void }> {
  const feed = new ConsoleFeed({
    serviceId: 's',
    build: () => {
      const hub = new FakeHub(
        null,
        (method) => (server === 'silent' ? new Promise(() => undefined) : method === 'Watch' ? snapshot : { serverTime: snapshot.serverTime }),
        () => (server === 'gone' ? Promise.reject(new Error('refused')) : Promise.resolve()),
      );
      hubs.push(hub);
      return hub;
    },
    check: () => Promise.resolve(),
  });
  const stop = feed.start();
  await pass(10_000);
  expect(feed.view().status.phase).toBe('open');
  return { feed, stop };
}

describe('the console', () => {
  it.each(['gone', 'silent'] as const)('knows within three seconds that the server is %s, and when it is back', async (how) => {
    const { feed, stop } = await opened();
    server = how;
    if (how === 'gone') hubs.at(-1)?.break();
    await pass(3_000);
    expect(['stale', 'quiet']).toContain(feed.view().status.phase);
    server = 'well';
    await pass(20_000);
    expect(feed.view().status.phase).toBe('open');
    stop();
  });

  it('makes nothing of a moment\'s loss', async () => {
    const { feed, stop } = await opened();
    hubs.at(-1)?.break();
    await pass(1_000);
    expect(feed.view().status.phase).toBe('open');
    stop();
  });
});
