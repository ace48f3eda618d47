import { at } from '../base';

/** One message to or from the room that the server keeps where there is no LiveKit; the server's side says which there are. */
export interface DirectMessage {
  readonly type: string;
  readonly participantSid?: string;
  readonly trackSid?: string;
  readonly reason?: string;
  /** One picture on its way from one page to another. */
  readonly link?: string;
  readonly tracks?: readonly string[];
  readonly data?: Signal;
  readonly iceServers?: RTCIceServer[];
}

/** What two browsers tell each other through the server; `candidate` null: there are no more. */
export interface Signal {
  readonly description?: RTCSessionDescriptionInit;
  readonly candidate?: RTCIceCandidateInit | null;
}

/** The WebSocket of one page to its room, from open to close. */
export class DirectSocket {
  readonly #socket: WebSocket;
  /** Resolves when it is closed, by whomever. */
  readonly closed: Promise<void>;

  constructor(token: string, take: (message: DirectMessage) => void) {
    const address = new URL(at('/direct'), location.href);
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
    address.searchParams.set('access_token', token);
    this.#socket = new WebSocket(address);
    this.#socket.onmessage = ({ data }) => {
      const message = read(data);
      if (message !== null) take(message);
    };
    this.closed = new Promise((resolve) => {
      this.#socket.onclose = () => resolve();
    });
  }

  /** What is said before it is open, or after it is closed, is lost: both ends begin anew with each socket. */
  say(message: DirectMessage): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  close(): void {
    this.#socket.close();
  }
}

function read(data: unknown): DirectMessage | null {
  try {
    const message: unknown = typeof data === 'string' ? JSON.parse(data) : null;
    return typeof message === 'object' && message !== null && 'type' in message ? (message as DirectMessage) : null;
  } catch {
    return null;
  }
}
