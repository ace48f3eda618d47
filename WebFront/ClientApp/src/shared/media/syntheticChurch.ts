import { at } from '../base';
import { ChurchStays } from './churchStays';
import { picture } from './profile';
import type { MediaEnd, MediaPass } from './types';

/**
 * A church of a simulated service: it holds a WebSocket to the server's `/simulator` door, which lets the simulated
 * room see it come, publish and go. No picture leaves the machine.
 */
export class SyntheticChurch extends ChurchStays {
  #camera: MediaStreamTrack | null = null;
  #socket: WebSocket | null = null;

  setCamera(track: MediaStreamTrack | null): void {
    const before = this.#camera;
    this.#camera = track;
    if ((before === null) === (track === null)) return;
    this.#say(track === null ? 'unpublish' : 'publish');
    if (track === null) this.box.lost({});
  }

  setMuted(): void {
    // No picture leaves this page: muting is between the server and its simulated room.
  }

  protected prepare(): Promise<void> {
    return Promise.resolve();
  }

  protected leave(): void {
    this.#socket?.close();
  }

  /** One socket from open to close. */
  protected stay(pass: MediaPass): Promise<MediaEnd | null> {
    const address = new URL(at('/simulator'), location.href);
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
    address.searchParams.set('access_token', pass.token);
    const socket = new WebSocket(address);
    this.#socket = socket;
    let end: MediaEnd | null = null;
    socket.onmessage = ({ data }) => {
      const message = readMessage(data);
      if (message.type === 'joined') {
        this.arrived(message.participantSid ?? null);
        if (this.#camera !== null) this.#say('publish');
      } else if (message.type === 'published') {
        this.box.set({
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
  readonly participantSid?: string;
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
