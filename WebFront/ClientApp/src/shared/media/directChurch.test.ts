import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakePeer, FakeSocket, fakeBrowser } from '../../test/fakePeer';
import { DirectChurch } from './directChurch';

const camera = { readyState: 'live', getSettings: () => ({ width: 240, height: 180, frameRate: 8 }) } as MediaStreamTrack;
const settle = (milliseconds = 0) => vi.advanceTimersByTimeAsync(milliseconds);
let church: DirectChurch;

beforeEach(async () => {
  fakeBrowser();
  church = new DirectChurch(
    () => Promise.resolve({ token: 'a b', livekitUrl: null }),
    () => undefined,
  );
  church.connect();
  await settle();
});

function onAir() {
  church.setCamera(camera);
  FakeSocket.last.say({ type: 'joined', participantSid: 'PA_1', iceServers: [{ urls: ['stun:here'] }] });
  FakeSocket.last.say({ type: 'published', trackSid: 'TR_1' });
}

describe('a church without a media server', () => {
  it('joins with its token and publishes once it has a camera', () => {
    expect(String(FakeSocket.last.address)).toMatch(/^ws:.*\/direct\?access_token=a\+b$/);
    FakeSocket.last.say({ type: 'joined', participantSid: 'PA_1' });
    expect(FakeSocket.last.sent).toEqual([]);
    church.setCamera(camera);
    FakeSocket.last.say({ type: 'published', trackSid: 'TR_1' });
    expect(FakeSocket.last.sent).toEqual([{ type: 'publish' }]);
    expect(church.state).toMatchObject({ connection: 'open', participantSid: 'PA_1', published: true, sending: true, trackSid: 'TR_1' });
    church.setCamera(null);
    expect([FakeSocket.last.sent.at(-1), church.state.published]).toEqual([{ type: 'unpublish' }, false]);
  });

  it('offers its picture to each who wants it, small and slow', async () => {
    onAir();
    FakeSocket.last.say({ type: 'open', link: 'L1', trackSid: 'TR_1' });
    await settle();
    expect(FakePeer.last.configuration.iceServers).toEqual([{ urls: ['stun:here'] }]);
    expect([FakePeer.last.senders[0]!.track, FakePeer.last.sendEncodings]).toEqual([camera, [{ maxBitrate: 70_000, maxFramerate: 8 }]]);
    expect(FakeSocket.last.sent.at(-1)).toEqual({ type: 'signal', link: 'L1', data: { description: { type: 'offer', sdp: 'sdp 0' } } });
    FakePeer.last.onicecandidate!({ candidate: { toJSON: () => ({ candidate: 'way' }) } });
    expect(FakeSocket.last.sent.at(-1)).toEqual({ type: 'signal', link: 'L1', data: { candidate: { candidate: 'way' } } });
    FakeSocket.last.say({ type: 'signal', link: 'L1', data: { candidate: { candidate: 'early' } } });
    await settle();
    expect(FakePeer.last.candidates).toEqual([]);
    FakeSocket.last.say({ type: 'signal', link: 'L1', data: { description: { type: 'answer', sdp: 'theirs' } } });
    await settle();
    expect([FakePeer.last.remoteDescription?.sdp, FakePeer.last.candidates]).toEqual(['theirs', [{ candidate: 'early' }]]);
    FakeSocket.last.say({ type: 'over', link: 'L1' });
    expect(FakePeer.last.connectionState).toBe('closed');
  });

  it('pauses and changes the picture in every connection', async () => {
    onAir();
    FakeSocket.last.say({ type: 'open', link: 'L1', trackSid: 'TR_1' });
    FakeSocket.last.say({ type: 'open', link: 'L2', trackSid: 'TR_1' });
    await settle();
    const shown = () => FakePeer.all.map(({ senders }) => senders[0]!.track);
    church.setMuted(true);
    expect(shown()).toEqual([null, null]);
    const other = { readyState: 'live', getSettings: () => camera.getSettings() } as MediaStreamTrack;
    church.setCamera(other);
    expect(shown()).toEqual([null, null]);
    church.setMuted(false);
    expect(shown()).toEqual([other, other]);
  });

  it('comes back after a loss, and goes on sending until those who watch have new connections', async () => {
    onAir();
    FakeSocket.last.say({ type: 'open', link: 'L1', trackSid: 'TR_1' });
    FakeSocket.last.close();
    await settle();
    expect([church.state.published, FakePeer.last.connectionState]).toEqual([false, 'new']);
    await settle(1_000);
    expect(FakeSocket.all).toHaveLength(2);
    FakeSocket.last.say({ type: 'joined' });
    expect(FakeSocket.last.sent).toEqual([{ type: 'publish' }]);
    await settle(10_000);
    expect(FakePeer.last.connectionState).toBe('closed');
  });

  it.each(['DUPLICATE_IDENTITY', 'PARTICIPANT_REMOVED', 'ROOM_DELETED', 'ROOM_FULL'])('stays away after %s, and sends nobody anything', async (reason) => {
    onAir();
    FakeSocket.last.say({ type: 'open', link: 'L1', trackSid: 'TR_1' });
    FakeSocket.last.say({ type: 'removed', reason });
    await settle(600_000);
    expect([FakeSocket.all.length, church.state.connection, church.state.end, FakePeer.last.connectionState]).toEqual([1, 'closed', reason, 'closed']);
  });

  it('bears messages that make no sense', () => {
    FakeSocket.last.onmessage?.({ data: 'not json' });
    FakeSocket.last.onmessage?.({ data: 'null' });
    FakeSocket.last.say({ type: 'future' });
    FakeSocket.last.say({ type: 'signal', link: 'nobody', data: {} });
    expect(church.state.connection).toBe('connecting');
  });
});
