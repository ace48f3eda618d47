import type { Signal } from './directSocket';

/** Milliseconds until a connection stands, or another is tried. */
const longestWay = 10_000;
/** Milliseconds that a connection may be silent: most silences end by themselves, and browsers wait for half a minute. */
const silence = 4_000;

/**
 * One end of a picture's way between two browsers: a connection of its own, so that one bad line spoils no other. The sender
 * offers; candidates that come before their description wait for it.
 */
export class PeerLink {
  readonly connection: RTCPeerConnection;
  readonly #early: (RTCIceCandidateInit | null)[] = [];
  #doubt: ReturnType<typeof setTimeout> | undefined;
  #working: Promise<void> = Promise.resolve();

  /**
   * @param say to the other end.
   * @param onBroken it does not come up, or was lost: another link may do better. Whether there is a picture to send is no matter.
   */
  constructor(
    iceServers: RTCIceServer[],
    private readonly say: (signal: Signal) => void,
    onBroken: () => void,
  ) {
    this.connection = new RTCPeerConnection({ iceServers, bundlePolicy: 'max-bundle' });
    this.connection.onicecandidate = ({ candidate }) => say({ candidate: candidate?.toJSON() ?? null });
    this.connection.onconnectionstatechange = () => {
      const state = this.connection.connectionState;
      clearTimeout(this.#doubt);
      if (state === 'failed') onBroken();
      else if (state === 'disconnected') this.#doubt = setTimeout(onBroken, silence);
    };
    this.#doubt = setTimeout(onBroken, longestWay);
  }

  /** Offers what was added to the connection. */
  offer(): void {
    this.#then(async () => {
      await this.connection.setLocalDescription();
      this.#describe();
    });
  }

  /** Signals are taken in the order in which they came. */
  take({ description, candidate }: Signal): void {
    this.#then(async () => {
      if (description !== undefined) await this.#described(description);
      if (candidate === undefined) return;
      if (this.connection.remoteDescription === null) this.#early.push(candidate);
      else await this.#candidate(candidate);
    });
  }

  close(): void {
    clearTimeout(this.#doubt);
    this.connection.onconnectionstatechange = null;
    this.connection.onicecandidate = null;
    this.connection.ontrack = null;
    this.connection.close();
  }

  async #described(description: RTCSessionDescriptionInit): Promise<void> {
    await this.connection.setRemoteDescription(description);
    if (description.type === 'offer') {
      await this.connection.setLocalDescription();
      this.#describe();
    }
    for (const candidate of this.#early.splice(0)) await this.#candidate(candidate);
  }

  #describe(): void {
    const description = this.connection.localDescription;
    if (description !== null) this.say({ description: { type: description.type, sdp: description.sdp } });
  }

  async #candidate(candidate: RTCIceCandidateInit | null): Promise<void> {
    // A candidate that this browser cannot use (a name it cannot look up, say) is no reason to give the others up.
    await this.connection.addIceCandidate(candidate ?? undefined).catch(() => undefined);
  }

  #then(step: () => Promise<void>): void {
    // What fails here ends as a connection that never comes up, which is noticed and begun anew.
    this.#working = this.#working.then(step).catch(() => undefined);
  }
}
