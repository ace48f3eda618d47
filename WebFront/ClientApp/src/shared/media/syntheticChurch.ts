import { HubRefused } from '../hubConnection';
import { Backoff, Pause } from '../retry';
import { ChurchStateBox } from './churchState';
import { picture } from './profile';
import type { ChurchMedia, ChurchMediaState, MediaEnd, MediaPass } from './types';

/**
 * A church of a simulated service: it holds a WebSocket to the server's `/simulator` door, which lets the simulated
 * room see it come, publish and go. No picture leaves the machine.
 */
export class SyntheticChurch implements ChurchMedia {
  readonly #box: ChurchStateBox;
  readonly #pause = new Pause();
  readonly #backoff = new Backoff();
  #camera: MediaStreamTrack | null = null;
  #socket: WebSocket | null = null;
  #started = false;
  #over = false;

  /** @param pass a fresh one for each try; `HubRefused` ends it. */
  constructor(
    private readonly pass: () => Promise<MediaPass>,
    onState: (state: ChurchMediaState) => void,
  ) {
    this.#box = new ChurchStateBox(onState);
  }

  get state(): ChurchMediaState {
    return this.#box.state;
  }

  connect(): void {
    if (this.#started) return;
    this.#started = true;
    void this.#run();
  }

  setCamera(track: MediaStreamTrack | null): void {
    const before = this.#camera;
    this.#camera = track;
    if ((before === null) === (track === null)) return;
    this.#say(track === null ? 'unpublish' : 'publish');
    if (track === null) this.#box.set({ published: false, sending: false, fps: null, kbps: null, trackSid: null });
  }

  setMuted(): void {
    // No picture leaves this page: muting is between the server and its simulated room.
  }

  kick(): void {
    this.#backoff.reset();
    this.#pause.cut();
  }

  close(): void {
    this.#over = true;
    this.#pause.cut();
    this.#socket?.close();
    this.#box.lost({ connection: 'closed' });
  }

  async #run(): Promise<void> {
    this.#box.set({ connection: 'connecting' });
    while (!this.#isOver()) {
      try {
        const end = await this.#once(await this.pass());
        if (end !== null) return this.#finish(end);
      } catch (fault) {
        if (fault instanceof HubRefused) return this.#finish('REFUSED');
      }
      if (this.#isOver()) return;
      this.#box.lost({ connection: 'retrying' });
      await this.#pause.wait(this.#backoff.next());
    }
  }

  #isOver(): boolean {
    return this.#over;
  }

  #finish(end: MediaEnd): void {
    this.#over = true;
    this.#box.lost({ connection: 'closed', end });
  }

  /** One socket from open to close; the reason when the room ended it for good, null when it was lost. */
  #once(pass: MediaPass): Promise<MediaEnd | null> {
    const address = new URL('/simulator', location.href);
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
    address.searchParams.set('access_token', pass.token);
    const socket = new WebSocket(address);
    this.#socket = socket;
    let end: MediaEnd | null = null;
    socket.onmessage = ({ data }) => {
      const message = readMessage(data);
      if (message.type === 'joined') {
        this.#backoff.reset();
        this.#box.set({ connection: 'open' });
        if (this.#camera !== null) this.#say('publish');
      } else if (message.type === 'published') {
        this.#box.set({
          published: true,
          sending: this.#camera?.readyState === 'live',
          fps: picture.frameRate,
          kbps: picture.maxBitrate / 1000,
          trackSid: message.trackSid ?? null,
        });
      } else if (message.type === 'removed') {
        end = endOf(message.reason);
        socket.close();
      }
    };
    return new Promise((resolve) => {
      socket.onclose = () => {
        this.#socket = null;
        resolve(end);
      };
    });
  }

  #say(type: 'publish' | 'unpublish'): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify({ type }));
  }
}

interface SimulatorMessage {
  readonly type?: string;
  readonly trackSid?: string;
  readonly reason?: string;
}

function readMessage(data: unknown): SimulatorMessage {
  try {
    return typeof data === 'string' ? (JSON.parse(data) as SimulatorMessage) : {};
  } catch {
    return {};
  }
}

const endOf = (reason: string | undefined): MediaEnd =>
  reason === 'DUPLICATE_IDENTITY' || reason === 'ROOM_DELETED' ? reason : 'PARTICIPANT_REMOVED';
