import type { RemoteTrackPublication, Room, Track } from 'livekit-client';
import { Backoff, Pause } from '../retry';
import { loadLiveKit, type LiveKit } from './livekit';
import { TrackElements } from './tracks';
import type { MediaConnection, MediaPass, WallMedia } from './types';

/** Receives tracks of a LiveKit room one by one: nothing is subscribed that was not asked for. */
export class LiveKitWall implements WallMedia {
  readonly #elements = new TrackElements();
  readonly #publications = new Map<string, RemoteTrackPublication>();
  readonly #pause = new Pause();
  #wanted: ReadonlySet<string> = new Set();
  #room: Room | null = null;
  #over = false;
  connection: MediaConnection = 'idle';

  /** @param pass a fresh one for each try; a rejection is tried again for ever. */
  constructor(
    private readonly pass: () => Promise<MediaPass>,
    private readonly load: () => Promise<LiveKit> = loadLiveKit,
  ) {}

  get subscribed(): number {
    let count = 0;
    for (const publication of this.#publications.values()) if (publication.isSubscribed) count++;
    return count;
  }

  connect(): void {
    if (this.connection === 'idle') void this.#run();
  }

  setVisible(visible: readonly string[], warm: readonly string[]): void {
    this.#wanted = new Set([...visible, ...warm]);
    for (const publication of this.#publications.values()) this.#subscribe(publication);
  }

  attach(trackSid: string, element: HTMLVideoElement): () => void {
    return this.#elements.attach(trackSid, element);
  }

  close(): void {
    this.#over = true;
    this.connection = 'closed';
    this.#pause.cut();
    this.#elements.clear();
    void this.#room?.disconnect();
  }

  async #run(): Promise<void> {
    const backoff = new Backoff();
    this.connection = 'connecting';
    while (!this.#over) {
      try {
        const livekit = await this.load();
        await this.#once(livekit, await this.pass(), () => backoff.reset());
      } catch {
        // Whatever it was, a wall has nobody to tell: the name cards stand until the next try succeeds.
      }
      if (this.#isOver()) break;
      this.connection = 'retrying';
      await this.#pause.wait(backoff.next());
    }
  }

  #isOver(): boolean {
    return this.#over;
  }

  async #once(livekit: LiveKit, pass: MediaPass, connected: () => void): Promise<void> {
    const { Room, RoomEvent } = livekit;
    // Adaptive stream would pause tiles of a covered window, and gains nothing with single-layer pictures.
    const room = new Room({ adaptiveStream: false, dynacast: false });
    this.#room = room;
    const gone = new Promise<void>((resolve) => void room.once(RoomEvent.Disconnected, () => resolve()));
    room
      .on(RoomEvent.TrackPublished, (publication) => this.#add(publication, livekit.Track.Kind.Video))
      .on(RoomEvent.TrackUnpublished, (publication) => this.#remove(publication.trackSid))
      .on(RoomEvent.TrackSubscribed, (track, publication) =>
        this.#elements.setTrack(publication.trackSid, track.mediaStreamTrack),
      )
      .on(RoomEvent.TrackUnsubscribed, (_track, publication) => this.#elements.dropTrack(publication.trackSid));
    try {
      await room.connect(pass.livekitUrl ?? '', pass.token, { autoSubscribe: false });
      connected();
      this.connection = 'open';
      for (const participant of room.remoteParticipants.values())
        for (const publication of participant.trackPublications.values()) this.#add(publication, livekit.Track.Kind.Video);
      await gone;
    } finally {
      this.#room = null;
      for (const trackSid of [...this.#publications.keys()]) this.#remove(trackSid);
      await room.disconnect();
    }
  }

  #add(publication: RemoteTrackPublication, kind: Track.Kind): void {
    if (publication.kind !== kind) return;
    this.#publications.set(publication.trackSid, publication);
    this.#subscribe(publication);
  }

  #remove(trackSid: string): void {
    this.#publications.delete(trackSid);
    this.#elements.dropTrack(trackSid);
  }

  #subscribe(publication: RemoteTrackPublication): void {
    const wanted = this.#wanted.has(publication.trackSid);
    if (publication.isDesired !== wanted) publication.setSubscribed(wanted);
  }
}
