import { isPassing, post, type Result } from '../shared/api';
import type { MediaKind, WallBeat, WallPass } from '../shared/contract';
import { orRefuse, ResilientHub, type HubStatus } from '../shared/hubConnection';
import { wallMedia, type WallMedia } from '../shared/media';
import { onReturn } from '../shared/presence';
import { Backoff, Overdue, Pause } from '../shared/retry';
import { RosterStream } from '../shared/rosterStream';
import type { RosterState } from '../shared/rosterStore';
import { ServerClock } from '../shared/serverClock';
import { signalr } from '../shared/signalr';
import type { WallAddress } from './address';

export interface SessionEvents {
  readonly onRoster: (roster: RosterState) => void;
  readonly onStatus: (status: HubStatus) => void;
  readonly onMedia: (media: WallMedia | null) => void;
  /** The server was heard. */
  readonly onSign: () => void;
}

/** How long a refused wall waits before it asks again; wrong keys are counted per address, and a hall has one. */
const askAgainAfter = 30_000;
const syncEvery = 60_000;

/** Everything between a wall and the server: pass, hub, roster, clock, media. Never ends. */
export class WallSession {
  readonly clock = new ServerClock();
  readonly #stream: RosterStream;
  readonly #pause = new Pause();
  #hub: ResilientHub | null = null;
  #pass: WallPass | null = null;
  #media: WallMedia | null = null;
  #isLiveKit = false;
  #syncedAt = 0;

  constructor(
    private readonly address: WallAddress,
    private readonly events: SessionEvents,
  ) {
    this.#stream = new RosterStream({
      request: () => ({ serviceId: this.#pass?.serviceId ?? '', screen: address.screen }),
      onState: (roster) => {
        events.onSign();
        events.onRoster(roster);
      },
      onServerTime: (time) => this.clock.seed(time),
      onFault: () => this.#hub?.restart(),
    });
    onReturn(() => {
      this.#hub?.kick();
      this.#pause.cut();
      this.#syncedAt = Number.NEGATIVE_INFINITY;
    });
  }

  get roster(): RosterState | null {
    return this.#stream.state;
  }

  /** The service's title as far as it is known. */
  get title(): string {
    return this.roster?.title ?? this.#pass?.title ?? '';
  }

  /** The planned start, ISO 8601, as far as it is known. */
  get startsAt(): string | null {
    return this.roster === null ? (this.#pass?.startsAt ?? null) : this.roster.startsAt;
  }

  get media(): WallMedia | null {
    return this.#media;
  }

  async run(): Promise<never> {
    for (;;) {
      this.#hub = new ResilientHub({
        build: (token) => signalr('/hubs/wall', token),
        token: async () => (await this.#fetchPass()).hubToken,
        opened: async (hub) => {
          await this.#stream.open(hub);
          this.#syncedAt = Number.NEGATIVE_INFINITY;
        },
        onStatus: this.events.onStatus,
        backoff: new Backoff(400, 2_000), // walls are few, and everybody looks at them
      });
      await this.#hub.run();
      await this.#pause.wait(askAgainAfter);
    }
  }

  /** Once a second: keeps the clock true. */
  tick(): void {
    const now = performance.now();
    if (this.#hub?.status.phase !== 'open') return;
    if (now - this.#syncedAt > syncEvery) {
      this.#syncedAt = now;
      void this.#sync();
    }
  }

  /** Tells the server that this wall lives. A wall that gets no answer takes a new connection. */
  async beat(beat: WallBeat): Promise<void> {
    if (this.#hub?.status.phase !== 'open') return;
    try {
      await this.#hub.invoke('Beat', beat);
      this.events.onSign();
    } catch (fault) {
      if (fault instanceof Overdue) this.#hub.restart();
    }
  }

  async #sync(): Promise<void> {
    try {
      await this.clock.sync(async () => {
        const answer = await this.#hub?.invoke<{ serverTime: string }>('Time');
        return answer?.serverTime ?? '';
      });
      this.events.onSign();
    } catch {
      // The clock goes on with what it has; the next minute asks again.
    }
  }

  /** @throws HubRefused when the server will never let this wall in, Error when it may later. */
  async #fetchPass(): Promise<WallPass> {
    const { code, key, screen } = this.address;
    const result: Result<WallPass> = await post('/api/v1/wall', { code, key: key ?? undefined, screen });
    // Refused for good: what an earlier pass opened is tried no more, until another one is given.
    if (!result.ok && !isPassing(result.problem)) this.#closeMedia();
    this.#pass = orRefuse(result);
    this.#openMedia(this.#pass.media);
    return this.#pass;
  }

  /** A server has LiveKit or not for as long as it runs; a simulation, which comes and goes, is shown by the same media. */
  #openMedia(kind: MediaKind): void {
    const isLiveKit = kind === 'livekit';
    if (this.#media !== null && this.#isLiveKit === isLiveKit) return;
    this.#isLiveKit = isLiveKit;
    this.#media?.close();
    this.#media = wallMedia(kind, () => this.#fetchPass());
    this.#media.connect();
    this.events.onMedia(this.#media);
  }

  #closeMedia(): void {
    if (this.#media === null) return;
    this.#media.close();
    this.#media = null;
    this.events.onMedia(null);
  }
}
