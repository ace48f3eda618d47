import { vi } from 'vitest';

/** A WebSocket to `/direct` whose server is the test. */
export class FakeSocket {
  static readonly OPEN = 1;
  static readonly all: FakeSocket[] = [];
  static get last(): FakeSocket {
    return FakeSocket.all.at(-1)!;
  }
  readonly sent: unknown[] = [];
  readyState = 1;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;

  constructor(readonly address: URL) {
    FakeSocket.all.push(this);
  }

  send(text: string) {
    this.sent.push(JSON.parse(text));
  }

  close() {
    this.readyState = 3;
    this.onclose?.();
  }

  say(message: object) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

/** An RTCPeerConnection that describes itself by a number and connects when the test says so. */
export class FakePeer {
  static readonly all: FakePeer[] = [];
  static get last(): FakePeer {
    return FakePeer.all.at(-1)!;
  }
  readonly candidates: unknown[] = [];
  readonly senders: { track: unknown; replaceTrack: (track: unknown) => Promise<void> }[] = [];
  readonly sendEncodings: unknown[] = [];
  connectionState = 'new';
  localDescription: { type: string; sdp: string } | null = null;
  remoteDescription: { type: string; sdp: string } | null = null;
  onicecandidate: ((event: { candidate: { toJSON: () => unknown } | null }) => void) | null = null;
  onconnectionstatechange: (() => void) | null = null;
  ontrack: ((event: { track: FakeTrack }) => void) | null = null;

  constructor(readonly configuration: { iceServers: unknown[] }) {
    FakePeer.all.push(this);
  }

  addTransceiver(track: unknown, { sendEncodings }: { sendEncodings: unknown[] }) {
    const sender = {
      track,
      replaceTrack: (next: unknown) => {
        sender.track = next;
        return Promise.resolve();
      },
    };
    this.senders.push(sender);
    this.sendEncodings.push(...sendEncodings);
    return { setCodecPreferences: () => undefined };
  }

  getSenders = () => this.senders;
  getStats = () => Promise.resolve(new Map());

  setLocalDescription() {
    this.localDescription = { type: this.remoteDescription === null ? 'offer' : 'answer', sdp: `sdp ${FakePeer.all.indexOf(this)}` };
    return Promise.resolve();
  }

  setRemoteDescription(description: { type: string; sdp: string }) {
    this.remoteDescription = description;
    return Promise.resolve();
  }

  addIceCandidate(candidate: unknown) {
    this.candidates.push(candidate);
    return Promise.resolve();
  }

  becomes(state: string) {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }

  close() {
    this.connectionState = 'closed';
  }
}

/** A picture that arrives. */
export class FakeTrack {
  onunmute: (() => void) | null = null;
}

export class FakeStream {
  constructor(readonly tracks: unknown[]) {}
}

/** Puts the fakes in the browser's place. */
export function fakeBrowser(): void {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('RTCPeerConnection', FakePeer);
  vi.stubGlobal('RTCRtpReceiver', { getCapabilities: () => ({ codecs: [{ mimeType: 'video/VP8' }, { mimeType: 'video/H264' }] }) });
  vi.stubGlobal('MediaStream', FakeStream);
  FakeSocket.all.length = 0;
  FakePeer.all.length = 0;
}
