import type { LocalVideoTrack, Room } from 'livekit-client';
import { ChurchStays } from './churchStays';
import { loadLiveKit, type LiveKit } from './livekit';
import { constrain, picture } from './profile';
import { SendMeter } from './sendMeter';
import type { ChurchMediaState, MediaEnd, MediaPass } from './types';

/** Milliseconds until a picture that the server did not take is offered again; on a bad line its answer may get lost. */
const offerAgain = 5_000;
/** Milliseconds within which the producer's own word comes by the hub, when LiveKit's mute was quicker. */
const hearsay = 2_000;

/** Publishes one small camera picture to a LiveKit room, and nothing else. */
export class LiveKitChurch extends ChurchStays {
  readonly #meter = new SendMeter((measured) => this.box.set(measured));
  #livekit: LiveKit | null = null;
  #camera: MediaStreamTrack | null = null;
  #room: Room | null = null;
  #published: LocalVideoTrack | null = null;
  #publishing: Promise<void> = Promise.resolve();
  #muted = false;
  #again: ReturnType<typeof setTimeout> | undefined;
  #heard: ReturnType<typeof setTimeout> | undefined;

  constructor(
    pass: () => Promise<MediaPass>,
    onState: (state: ChurchMediaState) => void,
    private readonly load: () => Promise<LiveKit> = loadLiveKit,
  ) {
    super(pass, onState);
  }

  setCamera(track: MediaStreamTrack | null): void {
    this.#camera = track;
    this.#publishSoon();
  }

  setMuted(muted: boolean): void {
    if (this.#muted === muted) return;
    this.#muted = muted;
    this.#publishSoon();
  }

  protected async prepare(): Promise<void> {
    this.#livekit ??= await this.load();
  }

  protected leave(): void {
    clearTimeout(this.#again);
    clearTimeout(this.#heard);
    this.#meter.stop();
    void this.#room?.disconnect(false);
  }

  protected async stay(pass: MediaPass): Promise<MediaEnd | null> {
    if (this.#livekit === null) throw new Error('LiveKit is not loaded');
    const { DisconnectReason, Room, RoomEvent } = this.#livekit;
    // The camera belongs to the page: leaving the room must not switch its preview off.
    const room = new Room({ stopLocalTrackOnUnpublish: false, dynacast: false });
    this.#room = room;
    const gone = new Promise<MediaEnd | null>((resolve) => {
      room.once(RoomEvent.Disconnected, (reason) => {
        if (reason === DisconnectReason.DUPLICATE_IDENTITY) resolve('DUPLICATE_IDENTITY');
        else if (reason === DisconnectReason.PARTICIPANT_REMOVED) resolve('PARTICIPANT_REMOVED');
        else if (reason === DisconnectReason.ROOM_DELETED) resolve('ROOM_DELETED');
        else resolve(null);
      });
    });
    room
      .on(RoomEvent.Reconnecting, () => this.box.set({ connection: 'retrying', sending: false }))
      .on(RoomEvent.Reconnected, () => this.box.set({ connection: 'open', participantSid: room.localParticipant.sid }));
    try {
      await room.connect(pass.livekitUrl ?? '', pass.token, { autoSubscribe: false });
      this.arrived(room.localParticipant.sid);
      this.#publishSoon();
      return await gone;
    } finally {
      this.#meter.stop();
      this.#room = null;
      this.#published = null;
      await room.disconnect(false);
    }
  }

  /** One change after the other: what counts is the camera at the time a change begins. */
  #publishSoon(): void {
    clearTimeout(this.#again);
    this.#publishing = this.#publishing.then(() => this.#publish()).then(() => this.#mute()).catch(() => this.#failed());
  }

  #failed(): void {
    this.box.set({ published: false, sending: false });
    // Without a room there is nothing to offer it to; the next stay begins with it.
    if (this.#room !== null) this.#again = setTimeout(() => this.#publishSoon(), offerAgain);
  }

  async #publish(): Promise<void> {
    const { room, camera, livekit } = { room: this.#room, camera: this.#camera, livekit: this.#livekit };
    if (room === null || livekit === null || this.#published?.mediaStreamTrack === camera) return;
    if (camera === null) {
      if (this.#published !== null) await room.localParticipant.unpublishTrack(this.#published, false);
      this.#published = null;
      this.#meter.stop();
      this.box.lost({});
      return;
    }
    // A single layer is never scaled down for us: what the camera gives is what everyone would pay for.
    await constrain(camera);
    if (this.#published !== null) {
      await this.#published.replaceTrack(camera, { userProvidedTrack: true, stopProcessor: false });
      return;
    }
    const track = new livekit.LocalVideoTrack(camera, undefined, true);
    track.on(livekit.TrackEvent.Muted, () => this.#mutedBySomebody());
    const publication = await room.localParticipant.publishTrack(track, {
      source: livekit.Track.Source.Camera,
      simulcast: false,
      videoCodec: 'vp8',
      videoEncoding: { maxBitrate: picture.maxBitrate, maxFramerate: picture.frameRate },
      degradationPreference: 'maintain-resolution',
    });
    this.#published = track;
    this.box.set({ published: true, trackSid: publication.trackSid });
    this.#meter.start(() => track.getRTCStatsReport());
  }

  /** LiveKit's server, for a producer or for somebody else: nobody but this page can undo it. */
  #mutedBySomebody(): void {
    clearTimeout(this.#heard);
    if (!this.#muted) this.#heard = setTimeout(() => this.#publishSoon(), hearsay);
  }

  /** livekit-client mutes a track whose camera was unplugged, and leaves it so when a new camera takes its place. */
  async #mute(): Promise<void> {
    const track = this.#published;
    if (track === null || track.isMuted === this.#muted) return;
    if (!this.#muted && track.mediaStreamTrack.readyState === 'ended') return;
    await (this.#muted ? track.mute() : track.unmute());
  }
}
