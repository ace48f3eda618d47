import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { HubStatus } from '../shared/hubConnection';
import type { MediaPass, WallMedia } from '../shared/media';
import { FakeHub } from '../test/fakeHub';
import { FakeWallMedia } from '../test/fakeMedia';
import { readFixture } from '../test/fixtures';
import type { WallAddress } from './address';
import { WallSession } from './session';

const hubs: FakeHub[] = [];
const medias: { media: FakeWallMedia; pass: () => Promise<MediaPass> }[] = [];

vi.mock('../shared/signalr', () => ({
  signalr: (_path: string, token: string) => {
    const hub = new FakeHub(token, () => readFixture('snapshot'));
    hubs.push(hub);
    return hub;
  },
}));

vi.mock('../shared/media', () => ({
  wallMedia: (kind: string, pass: () => Promise<MediaPass>) => {
    if (kind === 'none') return null;
    const media = new FakeWallMedia();
    medias.push({ media, pass });
    return media;
  },
}));

const address: WallAddress = { code: 'CODE', key: 'key', screen: 0, transparent: false, clean: false, labels: true, debug: false };
const given = { token: 'jwt', livekitUrl: 'ws://livekit.example', media: 'livekit', room: 'svc-s1', serviceId: 's1', title: 'Advent', state: 'live', startsAt: null, screen: 0, wallId: 'w', hubToken: 'hub_1' };

let opens: boolean;
let asked: number;
const seen: { status: HubStatus[]; media: (WallMedia | null)[] } = { status: [], media: [] };
const settle = (milliseconds = 0) => vi.advanceTimersByTimeAsync(milliseconds);

beforeEach(() => {
  vi.useFakeTimers();
  hubs.length = medias.length = seen.status.length = seen.media.length = 0;
  opens = true;
  asked = 0;
  vi.stubGlobal('fetch', () => {
    asked++;
    const problem = { code: 'wall_key_wrong', title: 'This wall link is not valid any more.' };
    return Promise.resolve(new Response(JSON.stringify(opens ? given : problem), { status: opens ? 200 : 403, headers: { 'Content-Type': 'application/json' } }));
  });
});

afterEach(() => vi.useRealTimers());

function open(): WallSession {
  const session = new WallSession(address, {
    onRoster: () => undefined,
    onStatus: (status) => seen.status.push(status),
    onMedia: (media) => seen.media.push(media),
    onSign: () => undefined,
  });
  void session.run();
  return session;
}

it('stops trying for media when its key opens no more, and keeps its title', async () => {
  const session = open();
  await settle();
  opens = false;
  await expect(medias[0]?.pass()).rejects.toThrow('wall_key_wrong'); // LiveKit put the wall out
  hubs.at(-1)?.break(); // and so did the server
  await settle(20_000);
  expect([medias[0]?.media.connection, session.media, session.title, seen.status.at(-1)]).toEqual([
    'closed', null, 'Advent', { phase: 'closed', reason: 'wall_key_wrong' },
  ]);
  expect(asked).toBe(3); // the pass that let it in, one for media, one for the hub
});

it('closes media too when only the hub has heard of it', async () => {
  const session = open();
  await settle();
  opens = false;
  hubs.at(-1)?.break();
  await settle(20_000);
  expect([medias[0]?.media.connection, session.media, seen.media.at(-1)]).toEqual(['closed', null, null]);
});

it('has media again when the link opens again', async () => {
  const session = open();
  await settle();
  opens = false;
  await medias[0]?.pass().catch(() => undefined);
  opens = true;
  hubs.at(-1)?.break();
  await settle(20_000);
  expect([medias.length, session.media === medias[1]?.media, medias[1]?.media.connection]).toEqual([2, true, 'open']);
});
