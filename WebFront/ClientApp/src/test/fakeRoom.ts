import { vi } from 'vitest';

type Listener = (...args: unknown[]) => void;

/** Just enough of livekit-client to see what is subscribed and published, and to end a stay for a reason. */
export class FakeRoom {
  static readonly all: FakeRoom[] = [];
  readonly remoteParticipants = new Map<string, { trackPublications: Map<string, FakePublication> }>();
  readonly localParticipant = {
    sid: `PA_${FakeRoom.all.length + 1}`,
    publishTrack: vi.fn((_track: unknown, _options: unknown) => Promise.resolve({ trackSid: 'TR_me' })),
    unpublishTrack: vi.fn(() => Promise.resolve()),
  };
  connectedWith: readonly unknown[] = [];
  readonly #listeners = new Map<string, Listener[]>();

  constructor(readonly options: unknown) {
    FakeRoom.all.push(this);
  }

  static get last(): FakeRoom {
    const room = FakeRoom.all.at(-1);
    if (room === undefined) throw new Error('no room yet');
    return room;
  }

  on(event: string, listener: Listener): this {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
    return this;
  }

  once(event: string, listener: Listener): this {
    return this.on(event, listener);
  }

  connect(...args: unknown[]): Promise<void> {
    this.connectedWith = args;
    return Promise.resolve();
  }

  disconnect(): Promise<void> {
    return Promise.resolve();
  }

  emit(event: string, ...args: unknown[]): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(...args);
  }

  publish(trackSid: string): FakePublication {
    const publication = new FakePublication(trackSid);
    this.emit('TrackPublished', publication);
    return publication;
  }
}

export class FakePublication {
  readonly kind = 'video';
  isDesired = false;
  constructor(readonly trackSid: string) {}

  get isSubscribed(): boolean {
    return this.isDesired;
  }

  setSubscribed(wanted: boolean): void {
    this.isDesired = wanted;
  }
}

export class FakeLocalVideoTrack {
  replaceTrack = vi.fn((track: unknown) => {
    this.mediaStreamTrack = track;
    return Promise.resolve(this);
  });
  isMuted = false;
  readonly #muted: (() => void)[] = [];
  mute = () => {
    this.isMuted = true;
    for (const listener of this.#muted) listener();
    return Promise.resolve();
  };
  unmute = () => Promise.resolve(void (this.isMuted = false));
  getRTCStatsReport = () => Promise.resolve(undefined);
  constructor(public mediaStreamTrack: unknown) {}

  on(event: string, listener: () => void): this {
    if (event === 'muted') this.#muted.push(listener);
    return this;
  }
}

/** What stands in for livekit-client. */
export const fakeLiveKit = {
  Room: FakeRoom,
  LocalVideoTrack: FakeLocalVideoTrack,
  Track: { Kind: { Video: 'video' }, Source: { Camera: 'camera' } },
  RoomEvent: {
    Disconnected: 'Disconnected',
    TrackPublished: 'TrackPublished',
    TrackUnpublished: 'TrackUnpublished',
    TrackSubscribed: 'TrackSubscribed',
    TrackUnsubscribed: 'TrackUnsubscribed',
    Reconnecting: 'Reconnecting',
    Reconnected: 'Reconnected',
  },
  TrackEvent: { Muted: 'muted' },
  DisconnectReason: { DUPLICATE_IDENTITY: 2, SERVER_SHUTDOWN: 3, PARTICIPANT_REMOVED: 4, ROOM_DELETED: 5 },
};
