import type { MediaKind } from '../../shared/contract';
import { ResilientHub } from '../../shared/hubConnection';
import { churchMedia, type ChurchMedia } from '../../shared/media';
import { parseChurchView } from '../../shared/parse';
import type { ServerClock } from '../../shared/serverClock';
import { signalr } from '../../shared/signalr';
import type { JoinEvent } from '../logic/machineTypes';
import type { Passes } from './passes';

/** Milliseconds without the hub until the page says so; shorter losses are nobody's worry. */
const staleAfter = 10_000;
/** Milliseconds between looks at the server's clock. */
const syncEvery = 60_000;

/** The two connections of a stay on air: pictures to the media server, news from the hub. */
export class Connections {
  readonly #media: ChurchMedia;
  readonly #hub: ResilientHub;
  readonly #sync: ReturnType<typeof setInterval>;
  #over = false;

  constructor(
    kind: MediaKind,
    private readonly passes: Passes,
    private readonly clock: ServerClock,
    private readonly tell: (event: JoinEvent) => void,
  ) {
    this.#media = churchMedia(kind, () => passes.forMedia(), (state) => this.#say({ type: 'media', state }));
    this.#hub = new ResilientHub({
      build: (token) => signalr('/hubs/church', token),
      token: () => passes.forHub(),
      opened: async (hub) => {
        const take = (message: unknown) => {
          const view = parseChurchView(message);
          clock.seed(view.serverTime);
          this.#media.setMuted(view.muted);
          this.#say({ type: 'view', view });
        };
        hub.on('changed', take);
        take(await hub.invoke('Watch'));
        passes.hubOpened();
        void this.#syncClock((method) => hub.invoke(method));
      },
      onStatus: ({ phase }) => this.#say({ type: 'hub', phase }),
      heartbeat: (hub) => hub.invoke('Time'),
      staleAfter,
    });
    this.#sync = setInterval(() => void this.#syncClock((method) => this.#hub.invoke(method)), syncEvery);
  }

  open(camera: MediaStreamTrack | null): void {
    this.#media.setCamera(camera);
    this.#media.connect();
    void this.#hub.run();
  }

  setCamera(camera: MediaStreamTrack | null): void {
    this.#media.setCamera(camera);
  }

  kick(): void {
    this.#media.kick();
    this.#hub.kick();
  }

  /** Takes leave of the room as the session that this page has there; without one there is nothing to say. */
  goodbye(say: (token: string, participantSid: string) => void): void {
    const session = this.#media.state.participantSid;
    if (session != null) say(this.passes.hubToken, session);
  }

  close(): void {
    this.#over = true;
    clearInterval(this.#sync);
    this.#media.close();
    void this.#hub.stop();
  }

  #say(event: JoinEvent): void {
    if (!this.#over) this.tell(event);
  }

  async #syncClock(invoke: (method: string) => Promise<unknown>): Promise<void> {
    try {
      await this.clock.sync(async () => serverTime(await invoke('Time')));
    } catch {
      // The next minute, or the next connection, asks again.
    }
  }
}

function serverTime(answer: unknown): string {
  const time = typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>)['serverTime'] : answer;
  return typeof time === 'string' ? time : '';
}
