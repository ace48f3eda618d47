// @vitest-environment node
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeLiveKit, FakeRoom, type FakeLocalVideoTrack } from '../../test/fakeRoom';
import { HubRefused } from '../hubConnection';
import type { LiveKit } from './livekit';
import { LiveKitChurch } from './livekitChurch';
import { LiveKitWall } from './livekitWall';
import type { ChurchMediaState } from './types';

const load = () => Promise.resolve(fakeLiveKit as unknown as LiveKit);

const camera = (id = 'camera') =>
  ({
    id,
    getSettings: () => ({ width: 240, height: 180, frameRate: 8 }),
  }) as unknown as MediaStreamTrack;

let passes: number;
const pass = () => Promise.resolve({ livekitUrl: 'ws://livekit.example', token: `token-${++passes}` });
const settle = (milliseconds = 0) => vi.advanceTimersByTimeAsync(milliseconds);

beforeEach(() => {
  vi.useFakeTimers();
  passes = 0;
  FakeRoom.all.length = 0;
});

describe('the wall in a LiveKit room', () => {
  it('subscribes to what is wanted and to nothing else', async () => {
    const wall = new LiveKitWall(pass, load);
    wall.setVisible(['TR_1'], ['TR_2']);
    wall.connect();
    await settle();
    const [one, two, three] = ['TR_1', 'TR_2', 'TR_3'].map((sid) => FakeRoom.last.publish(sid));
    expect(FakeRoom.last.connectedWith).toEqual(['ws://livekit.example', 'token-1', { autoSubscribe: false }]);
    expect([one?.isDesired, two?.isDesired, three?.isDesired, wall.subscribed]).toEqual([true, true, false, 2]);
    wall.setVisible(['TR_2'], ['TR_3']);
    expect([one?.isDesired, two?.isDesired, three?.isDesired, wall.subscribed]).toEqual([false, true, true, 2]);
  });

  it('comes back with a fresh token for ever', async () => {
    const wall = new LiveKitWall(pass, load);
    wall.connect();
    for (let loss = 0; loss < 5; loss++) {
      await settle(10_000);
      FakeRoom.last.emit('Disconnected', 3);
    }
    await settle(10_000);
    expect(FakeRoom.all.map((room) => room.connectedWith[1])).toEqual(['token-1', 'token-2', 'token-3', 'token-4', 'token-5', 'token-6']);
    expect(wall.connection).toBe('open');
    wall.close();
  });
});

describe('a church in a LiveKit room', () => {
  const states: ChurchMediaState[] = [];
  const church = (given = pass) => {
    states.length = 0;
    return new LiveKitChurch(given, (state) => states.push(state), load);
  };

  it('publishes the camera by the profile, once', async () => {
    const sender = church();
    sender.setCamera(camera());
    sender.connect();
    await settle();
    expect(FakeRoom.last.localParticipant.publishTrack.mock.calls.map(([, options]) => options)).toEqual([
      {
        source: 'camera',
        simulcast: false,
        videoCodec: 'vp8',
        videoEncoding: { maxBitrate: 70_000, maxFramerate: 8 },
        degradationPreference: 'maintain-resolution',
      },
    ]);
    expect(sender.state).toMatchObject({ connection: 'open', published: true, trackSid: 'TR_me', participantSid: 'PA_1', end: null });
    sender.close();
  });

  it('offers the picture again when the server did not take it', async () => {
    const sender = church();
    sender.connect();
    await settle();
    const { publishTrack } = FakeRoom.last.localParticipant;
    publishTrack.mockRejectedValueOnce(new Error('publishing rejected as engine not connected within timeout'));
    sender.setCamera(camera());
    await settle();
    expect([publishTrack.mock.calls.length, sender.state.published, sender.state.connection]).toEqual([1, false, 'open']);
    await settle(5_000);
    expect([publishTrack.mock.calls.length, sender.state.published, FakeRoom.all.length]).toEqual([2, true, 1]);
    sender.close();
  });

  it('replaces the camera without publishing anew, and unpublishes without one', async () => {
    const sender = church();
    sender.setCamera(camera('a'));
    sender.connect();
    await settle();
    sender.setCamera(camera('b'));
    await settle();
    expect(FakeRoom.last.localParticipant.publishTrack).toHaveBeenCalledTimes(1);
    sender.setCamera(null);
    await settle();
    expect(FakeRoom.last.localParticipant.unpublishTrack).toHaveBeenCalledTimes(1);
    expect(sender.state.published).toBe(false);
    sender.close();
  });

  it('unmutes what only its owner may unmute: after the producer, and after a new camera', async () => {
    const sender = church();
    sender.setCamera(camera('a'));
    sender.connect();
    await settle();
    const track = FakeRoom.last.localParticipant.publishTrack.mock.calls[0]?.[0] as FakeLocalVideoTrack;
    sender.setMuted(true);
    await settle();
    expect(track.isMuted).toBe(true);
    sender.setMuted(false);
    await settle();
    expect(track.isMuted).toBe(false);
    track.isMuted = true; // as livekit-client does when the camera is unplugged
    sender.setCamera(camera('b'));
    await settle();
    expect(track.isMuted).toBe(false);
    sender.close();
  });

  it('does not stay muted by anybody but the producer', async () => {
    const sender = church();
    sender.setCamera(camera('a'));
    sender.connect();
    await settle();
    const track = FakeRoom.last.localParticipant.publishTrack.mock.calls[0]?.[0] as FakeLocalVideoTrack;
    await track.mute(); // the server's mute, late: the producer has allowed the picture again meanwhile
    await settle(2_000);
    expect(track.isMuted).toBe(false);
    await track.mute(); // the server's mute, quicker than the hub's word for it
    sender.setMuted(true);
    await settle(60_000);
    expect(track.isMuted).toBe(true);
    sender.close();
  });

  it.each([
    [2, 'DUPLICATE_IDENTITY'],
    [4, 'PARTICIPANT_REMOVED'],
    [5, 'ROOM_DELETED'],
  ] as const)('stays away after reason %i (%s)', async (reason, end) => {
    const sender = church();
    sender.connect();
    await settle();
    FakeRoom.last.emit('Disconnected', reason);
    await settle(600_000);
    expect([FakeRoom.all.length, sender.state.connection, sender.state.end]).toEqual([1, 'closed', end]);
  });

  it('comes back after any other loss, with a fresh token and its camera', async () => {
    const sender = church();
    sender.setCamera(camera());
    sender.connect();
    await settle();
    FakeRoom.last.emit('Disconnected', 3);
    await settle(1_000);
    expect([passes, FakeRoom.last.localParticipant.publishTrack.mock.calls.length]).toEqual([2, 1]);
    expect(states.map(({ connection }) => connection)).toContain('retrying');
    sender.close();
  });

  it('ends when the server refuses for good', async () => {
    const sender = church(() => Promise.reject(new HubRefused('church_removed')));
    sender.connect();
    await settle(60_000);
    expect([FakeRoom.all.length, sender.state.end]).toEqual([0, 'REFUSED']);
  });
});
