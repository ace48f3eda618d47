import { Backoff, Pause } from '../retry';
import { DirectSocket, type DirectMessage } from './directSocket';
import { PeerLink } from './peerLink';
import { TrackElements } from './tracks';
import type { MediaConnection, MediaPass, WallMedia } from './types';

interface Incoming {
  readonly trackSid: string;
  readonly link: PeerLink;
}

/** Receives pictures from churches' browsers directly: a connection each, and none that was not asked for. */
export class DirectWall implements WallMedia {
  readonly #elements = new TrackElements();
  readonly #pause = new Pause();
  readonly #links = new Map<string, Incoming>();
  /** The link whose picture is shown. */
  readonly #shown = new Map<string, string>();
  #wanted: readonly string[] = [];
  #socket: DirectSocket | null = null;
  #iceServers: RTCIceServer[] = [];
  #over = false;
  connection: MediaConnection = 'idle';

  /** @param pass a fresh one for each try; a rejection is tried again for ever. */
  constructor(private readonly pass: () => Promise<MediaPass>) {}

  get subscribed(): number {
    return this.#shown.size;
  }

  connect(): void {
    if (this.connection === 'idle') void this.#run();
  }

  setVisible(visible: readonly string[], warm: readonly string[]): void {
    const wanted = [...new Set([...visible, ...warm])];
    if (wanted.length === this.#wanted.length && wanted.every((sid, place) => sid === this.#wanted[place])) return;
    this.#wanted = wanted;
    for (const [id, { trackSid }] of this.#links) if (!wanted.includes(trackSid)) this.#end(id);
    this.#socket?.say({ type: 'watch', tracks: wanted });
  }

  attach(trackSid: string, element: HTMLVideoElement): () => void {
    return this.#elements.attach(trackSid, element);
  }

  close(): void {
    this.#over = true;
    this.connection = 'closed';
    this.#pause.cut();
    this.#socket?.close();
    for (const id of [...this.#links.keys()]) this.#end(id);
    this.#elements.clear();
  }

  async #run(): Promise<void> {
    const backoff = new Backoff();
    this.connection = 'connecting';
    while (!this.#isOver()) {
      try {
        const { token } = await this.pass();
        if (this.#isOver()) return;
        const socket = new DirectSocket(token, (message) => {
          if (message.type === 'joined') backoff.reset();
          this.#take(message);
        });
        this.#socket = socket;
        await socket.closed;
      } catch {
        // Whatever it was, a wall has nobody to tell: what is shown stays until the next try succeeds.
      }
      this.#socket = null;
      if (this.#isOver()) return;
      this.connection = 'retrying';
      await this.#pause.wait(backoff.next());
    }
  }

  #isOver(): boolean {
    return this.#over;
  }

  #take({ type, trackSid, link, data, iceServers }: DirectMessage): void {
    if (type === 'joined') {
      this.connection = 'open';
      this.#iceServers = iceServers ?? [];
      this.#socket?.say({ type: 'watch', tracks: this.#wanted });
    } else if (type === 'full' && trackSid !== undefined) this.#elements.setRefused(trackSid, true);
    else if (link === undefined) return;
    else if (type === 'open' && trackSid !== undefined) this.#open(link, trackSid);
    else if (type === 'over') this.#replace(link);
    else if (type === 'signal' && data !== undefined) this.#links.get(link)?.link.take(data);
  }

  #open(id: string, trackSid: string): void {
    this.#elements.setRefused(trackSid, false);
    const again = () => this.#socket?.say({ type: 'again', link: id });
    const link = new PeerLink(this.#iceServers, (data) => this.#socket?.say({ type: 'signal', link: id, data }), again);
    this.#links.set(id, { trackSid, link });
    link.connection.ontrack = ({ track }) => {
      track.onunmute = () => this.#show(id, trackSid, track); // its first packets are there
    };
  }

  /** The new picture takes the old one's place when it is there, not before. */
  #show(id: string, trackSid: string, track: MediaStreamTrack): void {
    if (!this.#links.has(id) || this.#shown.get(trackSid) === id) return;
    this.#shown.set(trackSid, id);
    this.#elements.setTrack(trackSid, track);
    for (const [other, { trackSid: theirs }] of this.#links) if (theirs === trackSid && other !== id) this.#end(other);
  }

  /** The server ended it; what it shows stays until there is a newer one, or nobody wants it. */
  #replace(id: string): void {
    if (![...this.#shown.values()].includes(id)) this.#end(id);
  }

  #end(id: string): void {
    const incoming = this.#links.get(id);
    if (incoming === undefined) return;
    this.#links.delete(id);
    incoming.link.close();
    if (this.#shown.get(incoming.trackSid) !== id) return;
    this.#shown.delete(incoming.trackSid);
    this.#elements.dropTrack(incoming.trackSid);
  }
}
