import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Camera, type CameraState } from './camera';

class FakeTrack extends EventTarget {
  muted = false;
  stopped = false;
  constructor(readonly settings: MediaTrackSettings = { deviceId: 'cam-1', width: 240, height: 180, frameRate: 8 }) {
    super();
  }
  getSettings = () => this.settings;
  stop = () => void (this.stopped = true);
}

/** A browser's camera access: each `getUserMedia` is answered by `answer`, with a track or a fault by its name. */
class FakeDevices extends EventTarget {
  asked: MediaStreamConstraints[] = [];
  answer: () => FakeTrack | string = () => new FakeTrack();
  cameras = ['cam-1', 'cam-2'];
  getUserMedia = async (constraints: MediaStreamConstraints) => {
    this.asked.push(constraints);
    const answer = this.answer();
    if (typeof answer === 'string') throw new DOMException('Permission denied', answer);
    return { getVideoTracks: () => [answer] };
  };
  enumerateDevices = async () => this.cameras.map((deviceId) => ({ kind: 'videoinput', deviceId, label: `Camera ${deviceId}` }));
}

class FakePermission extends EventTarget {
  state: PermissionState = 'granted';
  change(state: PermissionState): void {
    this.state = state;
    this.dispatchEvent(new Event('change'));
  }
}

let devices: FakeDevices;
let permission: FakePermission;
let camera: Camera;

const until = (isSo: (state: CameraState) => boolean): Promise<CameraState> =>
  new Promise((resolve) => {
    const look = () => {
      if (isSo(camera.state)) resolve(camera.state);
    };
    camera.subscribe(look);
    look();
  });
const on = () => until(({ phase }) => phase === 'on');
const problem = (name: string) => until((state) => state.problem === name);

beforeEach(() => {
  vi.useFakeTimers();
  devices = new FakeDevices();
  permission = new FakePermission();
  Object.assign(navigator, { mediaDevices: devices, permissions: { query: async () => permission } });
  vi.stubGlobal('isSecureContext', true);
  camera = new Camera({});
});

afterEach(() => {
  camera.stop();
  vi.unstubAllGlobals();
});

describe('the camera', () => {
  it('opens without a microphone and lists the choices', async () => {
    camera.start();
    await on();
    expect(devices.asked).toHaveLength(1);
    expect(devices.asked[0]).toMatchObject({ audio: false, video: { width: { ideal: 240 }, height: { ideal: 180 }, frameRate: { ideal: 8 } } });
    expect((await until(({ choices }) => choices.length === 2)).choices[1]).toEqual({ id: 'cam-2', label: 'Camera cam-2' });
  });

  it('remembers the choice, and lets go of the old camera before it takes the new one', async () => {
    const remember = vi.fn();
    camera = new Camera({}, remember);
    camera.start();
    const { track } = await on();
    const seen: string[] = [];
    camera.subscribe(() => seen.push(`${camera.state.phase} ${camera.state.track === null ? 'dark' : 'bright'}`));
    camera.use({ deviceId: 'cam-2' });
    // Never "on" without a track: that would take the tile from the wall for the second in between.
    expect(seen).toEqual(['asking dark']);
    expect((track as unknown as FakeTrack).stopped).toBe(true);
    await on();
    expect(devices.asked[1]).toMatchObject({ video: { deviceId: { exact: 'cam-2' } } });
    expect(remember).toHaveBeenCalledExactlyOnceWith({ deviceId: 'cam-2' });
  });

  it('turns around on phones', async () => {
    camera.start();
    await on();
    camera.flip();
    await on();
    expect(devices.asked[1]).toMatchObject({ video: { facingMode: { ideal: 'environment' } } });
    camera.flip();
    await on();
    expect(devices.asked[2]).toMatchObject({ video: { facingMode: { ideal: 'user' } } });
  });

  it('takes any other camera when the remembered one is gone', async () => {
    camera = new Camera({ deviceId: 'lost' });
    const answers: (FakeTrack | string)[] = ['OverconstrainedError', new FakeTrack()];
    devices.answer = () => answers.shift() ?? 'NotFoundError';
    camera.start();
    await on();
    expect(devices.asked[1]).not.toMatchObject({ video: { deviceId: expect.anything() as object } });
  });

  it('switches off for good, also when the browser answers late', async () => {
    const late = new FakeTrack();
    devices.answer = () => late;
    camera.start();
    camera.stop();
    await vi.waitFor(() => expect(late.stopped).toBe(true));
    expect(camera.state).toMatchObject({ phase: 'off', track: null });
  });

  it('says when the picture stands still', async () => {
    camera.start();
    const track = (await on()).track as unknown as FakeTrack;
    track.muted = true;
    track.dispatchEvent(new Event('mute'));
    expect(camera.state.paused).toBe(true);
    track.muted = false;
    track.dispatchEvent(new Event('unmute'));
    expect(camera.state.paused).toBe(false);
  });
});

describe('the camera comes back without a click', () => {
  it('when it is allowed after all', async () => {
    permission.state = 'denied';
    devices.answer = () => 'NotAllowedError';
    camera.start();
    await problem('denied');
    // A "no" is not asked again as long as it stands.
    await vi.advanceTimersByTimeAsync(30_000);
    expect(devices.asked).toHaveLength(1);
    devices.answer = () => new FakeTrack();
    permission.change('granted');
    await on();
  });

  it('when the permission changed without telling', async () => {
    permission.state = 'denied';
    devices.answer = () => 'NotAllowedError';
    camera.start();
    await problem('denied');
    devices.answer = () => new FakeTrack();
    permission.state = 'granted';
    await vi.advanceTimersByTimeAsync(3_000);
    await on();
  });

  it('when one is plugged in', async () => {
    devices.cameras = [];
    devices.answer = () => 'NotFoundError';
    camera.start();
    await problem('missing');
    devices.answer = () => new FakeTrack();
    devices.cameras = ['cam-1'];
    devices.dispatchEvent(new Event('devicechange'));
    await on();
  });

  it('when the other program lets go', async () => {
    devices.answer = () => 'NotReadableError';
    camera.start();
    await problem('busy');
    await vi.advanceTimersByTimeAsync(3_000);
    expect(devices.asked).toHaveLength(2);
    devices.answer = () => new FakeTrack();
    await vi.advanceTimersByTimeAsync(3_000);
    await on();
  });

  it('when its cable was pulled and another one is there', async () => {
    camera.start();
    const { track } = await on();
    devices.answer = () => new FakeTrack({ deviceId: 'cam-2', width: 240, height: 180, frameRate: 8 });
    track?.dispatchEvent(new Event('ended'));
    await until(({ deviceId }) => deviceId === 'cam-2');
  });

  it('but a question that was closed waits for the person', async () => {
    permission.state = 'prompt';
    devices.answer = () => 'NotAllowedError';
    camera.start();
    await problem('dismissed');
    await vi.advanceTimersByTimeAsync(30_000);
    window.dispatchEvent(new Event('pageshow'));
    expect(devices.asked).toHaveLength(1);
    devices.answer = () => new FakeTrack();
    camera.retry();
    await on();
  });
});

it('on a page without https there is nothing to ask', async () => {
  vi.stubGlobal('isSecureContext', false);
  Object.assign(navigator, { mediaDevices: undefined });
  camera.start();
  await problem('insecure');
});
