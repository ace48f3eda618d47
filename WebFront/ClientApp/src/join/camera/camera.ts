import { openCamera, type CameraWish } from '../../shared/media';
import { onReturn } from '../../shared/presence';
import { problemOf, recoveryOf, type CameraProblem, type Permission } from './problem';

export interface CameraChoice {
  readonly id: string;
  /** Empty until the browser tells names (after the permission). */
  readonly label: string;
}

export interface CameraState {
  readonly phase: 'off' | 'asking' | 'on' | 'problem';
  readonly problem: CameraProblem | null;
  readonly track: MediaStreamTrack | null;
  /** The picture stands still although the camera is ours: a phone call, a closed cover, a camera that hangs. */
  readonly paused: boolean;
  readonly choices: readonly CameraChoice[];
  readonly deviceId: string | null;
  readonly facing: 'user' | 'environment';
}

const off: CameraState = { phase: 'off', problem: null, track: null, paused: false, choices: [], deviceId: null, facing: 'user' };

/** Milliseconds between looks at something that may have changed without an event. */
const lookEvery = 3_000;

/** One camera of this device that comes back by itself: after a permission, a plugged cable, another program's end. */
export class Camera {
  #state = off;
  #wish: CameraWish;
  #try = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #listeners = new Set<() => void>();
  #stops: (() => void)[] = [];

  constructor(
    wish: CameraWish,
    private readonly remember: (wish: CameraWish) => void = () => undefined,
  ) {
    this.#wish = wish;
    this.#state = { ...off, facing: wish.facing ?? 'user' };
  }

  get state(): CameraState {
    return this.#state;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): CameraState => this.#state;

  /** Switches on, if it is not on already. */
  start(): void {
    if (this.#state.phase !== 'off') return;
    this.#listen();
    void this.#open();
  }

  /** Tries again now, because a person asked to. */
  retry(): void {
    if (this.#state.phase === 'problem') void this.#open();
  }

  use(wish: CameraWish): void {
    this.#wish = wish;
    this.remember(wish);
    void this.#open();
  }

  /** The camera on the other side of a phone. */
  flip(): void {
    this.use({ facing: this.#state.facing === 'user' ? 'environment' : 'user' });
  }

  /** The page saw, or misses, new frames of this track: a picture may stand still without its browser saying so. */
  flows(track: MediaStreamTrack, isFlowing: boolean): void {
    const paused = track.muted || !isFlowing;
    if (this.#state.track === track && this.#state.paused !== paused) this.#set({ ...this.#state, paused });
  }

  stop(): void {
    this.#try++;
    clearTimeout(this.#timer);
    for (const end of this.#stops.splice(0)) end();
    this.#swap({ ...off, facing: this.#state.facing });
  }

  async #open(): Promise<void> {
    const mine = ++this.#try;
    clearTimeout(this.#timer);
    // Phones open only one camera at a time: the old one goes first.
    this.#swap({ ...this.#state, phase: 'asking', problem: null, track: null, paused: false });
    try {
      const track = await openCamera(this.#wish);
      if (mine === this.#try) this.#take(track);
      else track.stop();
    } catch (fault) {
      const permission = await cameraPermission();
      if (mine !== this.#try) return;
      const problem = problemOf(fault, { isSecure: window.isSecureContext, permission });
      this.#set({ ...this.#state, phase: 'problem', problem });
      this.#watch(problem, permission);
    }
    await this.#listChoices(mine);
  }

  #take(track: MediaStreamTrack): void {
    // The cable was pulled, or the system took the camera away: any camera is better than none.
    track.addEventListener('ended', () => {
      if (this.#state.track === track) void this.#open();
    });
    const pause = () => {
      if (this.#state.track === track) this.#set({ ...this.#state, paused: track.muted });
    };
    track.addEventListener('mute', pause);
    track.addEventListener('unmute', pause);
    const { deviceId, facingMode } = track.getSettings();
    const facing = facingMode === 'environment' || facingMode === 'user' ? facingMode : (this.#wish.facing ?? 'user');
    this.#set({ ...this.#state, phase: 'on', problem: null, track, paused: track.muted, deviceId: deviceId ?? null, facing });
  }

  /** Goes to a state without the present track, and then lets go of it: nobody shows a track that has stopped. */
  #swap(state: CameraState): void {
    const { track } = this.#state;
    this.#set(state);
    track?.stop();
  }

  /** Looks again after a while, until the picture is there. */
  #watch(problem: CameraProblem, permission: Permission): void {
    const recovery = recoveryOf(problem);
    if (recovery === 'never') return;
    this.#timer = setTimeout(() => void this.#look(problem, permission), lookEvery);
  }

  async #look(problem: CameraProblem, before: Permission): Promise<void> {
    const mine = this.#try;
    const isVisible = document.visibilityState === 'visible';
    const permission = await cameraPermission();
    const cameras = problem === 'missing' ? await videoInputs() : [];
    if (mine !== this.#try) return;
    // While the answer stands at "no", asking again only makes the browser's warnings worse.
    const hasChanged = permission !== before || (problem === 'denied-by-system' && isVisible) || cameras.length > 0;
    if (isVisible && (recoveryOf(problem) === 'often' || hasChanged)) void this.#open();
    else this.#watch(problem, before);
  }

  #listen(): void {
    const again = () => {
      if (this.#state.phase === 'problem' && this.#state.problem !== 'dismissed') void this.#open();
    };
    this.#stops.push(onReturn(again));
    // Undefined on pages that are neither https nor localhost, whatever its type says.
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    const changed = () => {
      if (this.#state.problem === 'missing') again();
      else void this.#listChoices(this.#try);
    };
    devices?.addEventListener('devicechange', changed);
    this.#stops.push(() => devices?.removeEventListener('devicechange', changed));
    void this.#listenToPermission(again);
  }

  async #listenToPermission(again: () => void): Promise<void> {
    const status = await permissionStatus();
    if (status === null || this.#state.phase === 'off') return;
    const changed = () => {
      if (status.state === 'granted') again();
    };
    status.addEventListener('change', changed);
    this.#stops.push(() => status.removeEventListener('change', changed));
  }

  async #listChoices(mine: number): Promise<void> {
    const choices = (await videoInputs()).filter(({ deviceId }) => deviceId !== '');
    if (mine === this.#try) this.#set({ ...this.#state, choices: choices.map(({ deviceId, label }) => ({ id: deviceId, label })) });
  }

  #set(state: CameraState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

async function permissionStatus(): Promise<PermissionStatus | null> {
  try {
    return await navigator.permissions.query({ name: 'camera' });
  } catch {
    return null;
  }
}

const cameraPermission = async (): Promise<Permission> => (await permissionStatus())?.state ?? 'unknown';

async function videoInputs(): Promise<MediaDeviceInfo[]> {
  try {
    return (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === 'videoinput');
  } catch {
    return [];
  }
}
