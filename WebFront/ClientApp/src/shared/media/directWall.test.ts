import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakePeer, FakeSocket, FakeStream, FakeTrack, fakeBrowser } from '../../test/fakePeer';
import { DirectWall } from './directWall';
import { OwnRoomWall } from './ownRoomWall';

const settle = (milliseconds = 0) => vi.advanceTimersByTimeAsync(milliseconds);
let wall: DirectWall;
let tile: { srcObject: unknown; play: () => Promise<void>; marked: boolean; toggleAttribute: (name: string, on: boolean) => void };

beforeEach(async () => {
  fakeBrowser();
  tile = { srcObject: null, play: () => Promise.resolve(), marked: false, toggleAttribute: (_name, on) => void (tile.marked = on) };
  wall = new DirectWall(() => Promise.resolve({ token: 't', livekitUrl: null }));
  wall.connect();
  await settle();
  FakeSocket.last.say({ type: 'joined', iceServers: [] });
  wall.attach('TR_1', tile as unknown as HTMLVideoElement);
});

/** A picture arrives over a link. */
function flow(link: string, trackSid = 'TR_1'): FakeTrack {
  FakeSocket.last.say({ type: 'open', link, trackSid });
  const track = new FakeTrack();
  FakePeer.last.ontrack!({ track });
  track.onunmute!();
  return track;
}

const shown = () => (tile.srcObject as FakeStream | null)?.tracks[0] ?? null;

describe('a wall without a media server', () => {
  it('asks for what it shows, and answers offers', async () => {
    wall.setVisible(['TR_1'], ['TR_2']);
    wall.setVisible(['TR_1'], ['TR_2']);
    expect(FakeSocket.last.sent).toEqual([
      { type: 'watch', tracks: [] },
      { type: 'watch', tracks: ['TR_1', 'TR_2'] },
    ]);
    FakeSocket.last.say({ type: 'open', link: 'L1', trackSid: 'TR_1' });
    FakeSocket.last.say({ type: 'signal', link: 'L1', data: { description: { type: 'offer', sdp: 'theirs' } } });
    await settle();
    expect(FakeSocket.last.sent.at(-1)).toEqual({ type: 'signal', link: 'L1', data: { description: { type: 'answer', sdp: 'sdp 0' } } });
  });

  it('shows a picture until it is not wanted any more', () => {
    wall.setVisible(['TR_1'], []);
    const track = flow('L1');
    expect([shown(), wall.subscribed]).toEqual([track, 1]);
    wall.setVisible([], []);
    expect([shown(), wall.subscribed, FakePeer.last.connectionState]).toEqual([null, 0, 'closed']);
  });

  it('keeps the old picture until the new one is there', () => {
    wall.setVisible(['TR_1'], []);
    const old = flow('L1');
    FakeSocket.last.say({ type: 'over', link: 'L1' });
    FakeSocket.last.say({ type: 'open', link: 'L2', trackSid: 'TR_1' });
    expect(shown()).toBe(old);
    const next = new FakeTrack();
    FakePeer.last.ontrack!({ track: next });
    expect(shown()).toBe(old);
    next.onunmute!();
    expect([shown(), FakePeer.all[0]!.connectionState]).toEqual([next, 'closed']);
  });

  it.each([
    ['does not come up', 10_000, () => undefined],
    ['failed', 0, () => FakePeer.last.becomes('failed')],
    ['is silent for long', 4_000, () => FakePeer.last.becomes('disconnected')],
  ])('asks for another connection when one %s', async (_what, after, happens) => {
    wall.setVisible(['TR_1'], []);
    FakeSocket.last.say({ type: 'open', link: 'L1', trackSid: 'TR_1' });
    happens();
    await settle(after);
    expect(FakeSocket.last.sent.at(-1)).toEqual({ type: 'again', link: 'L1' });
  });

  it('is patient with a connection that stands, whether it brings pictures or not', async () => {
    wall.setVisible(['TR_1'], []);
    FakeSocket.last.say({ type: 'open', link: 'L1', trackSid: 'TR_1' });
    FakePeer.last.becomes('connected');
    FakePeer.last.becomes('disconnected');
    FakePeer.last.becomes('connected');
    await settle(60_000);
    expect(FakeSocket.last.sent.at(-1)).toMatchObject({ type: 'watch' });
  });

  it('goes on showing pictures while the server is away, and asks again when it is back', async () => {
    wall.setVisible(['TR_1'], []);
    const track = flow('L1');
    FakeSocket.last.close();
    await settle();
    expect([shown(), wall.connection]).toEqual([track, 'retrying']);
    await settle(1_000);
    FakeSocket.last.say({ type: 'joined' });
    expect([FakeSocket.all.length, FakeSocket.last.sent, wall.connection]).toEqual([2, [{ type: 'watch', tracks: ['TR_1'] }], 'open']);
  });

  it('marks pictures that it may not have', () => {
    wall.setVisible(['TR_1'], []);
    FakeSocket.last.say({ type: 'full', trackSid: 'TR_1' });
    expect(tile.marked).toBe(true);
    FakeSocket.last.say({ type: 'open', link: 'L1', trackSid: 'TR_1' });
    expect(tile.marked).toBe(false);
  });

  it('ends all when it is closed', async () => {
    wall.setVisible(['TR_1'], []);
    flow('L1');
    wall.close();
    await settle(60_000);
    expect([shown(), wall.connection, FakeSocket.all.length, FakePeer.last.connectionState]).toEqual([null, 'closed', 1, 'closed']);
  });
});

describe('pictures of real and of simulated churches in one room', () => {
  it('go each their own way', () => {
    const [direct, synthetic] = [0, 1].map(() => ({ setVisible: vi.fn(), attach: vi.fn(), connect: vi.fn(), close: vi.fn(), subscribed: 2, connection: 'open' as const }));
    const both = new OwnRoomWall(direct!, synthetic!);
    both.setVisible(['TR_1', 'TR_DRAWN_1'], ['TR_DRAWN_2', 'TR_2']);
    both.attach('TR_DRAWN_1', tile as unknown as HTMLVideoElement);
    expect(direct!.setVisible).toHaveBeenCalledExactlyOnceWith(['TR_1'], ['TR_2']);
    expect(synthetic!.setVisible).toHaveBeenCalledExactlyOnceWith(['TR_DRAWN_1'], ['TR_DRAWN_2']);
    expect([direct!.attach.mock.calls.length, synthetic!.attach.mock.calls.length, both.subscribed]).toEqual([0, 1, 4]);
  });
});
