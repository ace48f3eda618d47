import { ChurchStays } from './churchStays';
import { DirectSocket, type DirectMessage } from './directSocket';
import { PeerLink } from './peerLink';
import { constrain, picture } from './profile';
import { SendMeter } from './sendMeter';
import type { MediaEnd, MediaPass } from './types';

/** Milliseconds that links of a lost stay go on: by then those who watch have new ones. */
const outlive = 10_000;

/**
 * A church where there is no media server: it holds a WebSocket to the server, which keeps the room and says who wants the
 * picture; the picture goes to each of them directly, in a connection of its own.
 */
export class DirectChurch extends ChurchStays {
  readonly #links = new Map<string, PeerLink>();
  readonly #meter = new SendMeter((measured) => {
    if (this.#links.size > 0) this.box.set(measured);
  });
  #camera: MediaStreamTrack | null = null;
  #muted = false;
  #socket: DirectSocket | null = null;
  #iceServers: RTCIceServer[] = [];

  setCamera(track: MediaStreamTrack | null): void {
    const before = this.#camera;
    this.#camera = track;
    if (track !== null) void constrain(track);
    this.#show();
    if ((before === null) === (track === null)) return;
    this.#socket?.say({ type: track === null ? 'unpublish' : 'publish' });
    if (track === null) this.box.lost({});
  }

  setMuted(muted: boolean): void {
    this.#muted = muted;
    this.#show();
  }

  protected prepare(): Promise<void> {
    return Promise.resolve();
  }

  protected leave(): void {
    this.#socket?.close();
    this.#meter.stop();
    for (const link of [...this.#links.keys()]) this.#end(link);
  }

  protected async stay(pass: MediaPass): Promise<MediaEnd | null> {
    let end: MediaEnd | null = null;
    const before = [...this.#links.keys()];
    const socket = new DirectSocket(pass.token, (message) => {
      if (message.type === 'removed') {
        end = endOf(message.reason);
        socket.close();
      } else this.#take(message);
    });
    this.#socket = socket;
    const forget = setTimeout(() => before.forEach((link) => this.#end(link)), outlive);
    await socket.closed;
    clearTimeout(forget);
    this.#socket = null;
    return end;
  }

  #take({ type, participantSid, trackSid, link, data, iceServers }: DirectMessage): void {
    if (type === 'joined') {
      this.#iceServers = iceServers ?? [];
      this.arrived(participantSid ?? null);
      if (this.#camera !== null) this.#socket?.say({ type: 'publish' });
    } else if (type === 'published') {
      this.box.set({ published: true, trackSid: trackSid ?? null });
      this.#idle();
    } else if (link === undefined) return;
    else if (type === 'open') this.#offer(link);
    else if (type === 'over') this.#end(link);
    else if (type === 'signal' && data !== undefined) this.#links.get(link)?.take(data);
  }

  #offer(id: string): void {
    const link = new PeerLink(
      this.#iceServers,
      (data) => this.#socket?.say({ type: 'signal', link: id, data }),
      () => this.#end(id), // who watches asks for another
    );
    const way = link.connection.addTransceiver(this.#shown() ?? 'video', {
      direction: 'sendonly',
      sendEncodings: [{ maxBitrate: picture.maxBitrate, maxFramerate: picture.frameRate }],
    });
    preferVp8(way);
    this.#links.set(id, link);
    link.offer();
    if (this.#links.size === 1) this.#meter.start(() => this.#stats());
  }

  #end(id: string): void {
    this.#links.get(id)?.close();
    this.#links.delete(id);
    if (this.#links.size > 0) return;
    this.#meter.stop();
    this.#idle();
  }

  /** Nobody watches, so nothing leaves; it would. */
  #idle(): void {
    if (this.#links.size > 0 || !this.state.published) return;
    this.box.set({ sending: this.#camera?.readyState === 'live', fps: null, kbps: null, lossy: false, cut: false });
  }

  #shown(): MediaStreamTrack | null {
    return this.#muted ? null : this.#camera;
  }

  #show(): void {
    for (const { connection } of this.#links.values())
      for (const sender of connection.getSenders()) void sender.replaceTrack(this.#shown()).catch(() => undefined);
  }

  /** Of all links together: the picture leaves while it leaves to anybody. */
  async #stats(): Promise<RTCStatsReport> {
    const all = new Map<string, unknown>();
    for (const [id, { connection }] of this.#links)
      (await connection.getStats()).forEach((stats: { readonly id: string }) => void all.set(`${id} ${stats.id}`, stats));
    return all;
  }
}

/** Every browser has it, and it is what this picture is measured with. */
function preferVp8(way: RTCRtpTransceiver): void {
  const all = RTCRtpReceiver.getCapabilities('video')?.codecs ?? [];
  const vp8 = all.filter(({ mimeType }) => mimeType.toLowerCase() === 'video/vp8');
  if (vp8.length > 0) way.setCodecPreferences([...vp8, ...all.filter(({ mimeType }) => /rtx|red|ulpfec/i.test(mimeType))]);
}

const endOf = (reason: string | undefined): MediaEnd =>
  reason === 'DUPLICATE_IDENTITY' || reason === 'ROOM_DELETED' || reason === 'ROOM_FULL' ? reason : 'PARTICIPANT_REMOVED';
