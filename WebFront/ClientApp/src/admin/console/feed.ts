import type { WallReport } from '../../shared/contract';
import { ResilientHub, type HubLike, type HubStatus } from '../../shared/hubConnection';
import { onReturn } from '../../shared/presence';
import type { RosterState } from '../../shared/rosterStore';
import { RosterStream } from '../../shared/rosterStream';
import { ServerClock } from '../../shared/serverClock';

/** What the console knows of one service at a moment; a new object for each change. */
export interface FeedView {
  readonly roster: RosterState | null;
  readonly status: HubStatus;
  readonly walls: readonly WallReport[];
  /** Grows with each revision that changed nothing of the roster: then the settings may have changed. */
  readonly silent: number;
}

export interface FeedOptions {
  readonly serviceId: string;
  readonly build: () => HubLike;
  /** Called before each try to connect; throws `HubRefused` when the session or the service is gone. */
  readonly check: () => Promise<void>;
}

/** Milliseconds between two paints in a storm of changes; the first one is shown at once. */
const paintEvery = 80;
/** Milliseconds without the server until the console says so: a producer who acts on an old page acts on nothing. */
const lostAfter = 2_500;
/** Milliseconds between two comparisons of the clock with the server's. */
const syncEvery = 120_000;

/** Follows one service over the hub for as long as the page is open. A store for `useSyncExternalStore`. */
export class ConsoleFeed {
  readonly clock = new ServerClock();
  readonly #listeners = new Set<() => void>();
  readonly #stream: RosterStream;
  #view: FeedView = { roster: null, status: { phase: 'connecting', reason: null }, walls: [], silent: 0 };
  #hub: ResilientHub | null = null;
  #fresh: RosterState | null = null;
  #paint: ReturnType<typeof setTimeout> | undefined;
  #paintedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: FeedOptions) {
    this.#stream = new RosterStream({
      request: () => ({ serviceId: options.serviceId }),
      onState: (state) => this.#take(state),
      onServerTime: (serverTime) => this.clock.seed(serverTime),
      onFault: () => this.#hub?.restart(),
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly view = (): FeedView => this.#view;

  /** Connects and stays connected until the returned function is called. */
  start(): () => void {
    const hub = new ResilientHub({
      build: () => this.options.build(),
      token: async () => {
        await this.options.check();
        return null;
      },
      opened: (connection) => this.#opened(connection),
      staleAfter: lostAfter,
      heartbeat: (connection) => timeOf(connection),
      onStatus: (status) => {
        if (this.#hub === hub) this.#set({ status });
      },
    });
    this.#hub = hub;
    const stopListening = onReturn(() => hub.kick());
    const timer = setInterval(() => void this.#sync(hub), syncEvery);
    void hub.run();
    return () => {
      if (this.#hub === hub) this.#hub = null;
      stopListening();
      clearInterval(timer);
      clearTimeout(this.#paint);
      void hub.stop();
    };
  }

  /** Tries to connect now. */
  retry(): void {
    this.#hub?.kick();
  }

  async #opened(connection: HubLike): Promise<void> {
    connection.on('walls', (message) => this.#set({ walls: wallsOf(message) }));
    await this.#stream.open(connection);
    void this.clock.sync(() => timeOf(connection)).catch(() => undefined);
  }

  #sync(hub: ResilientHub): Promise<void> {
    return this.clock.sync(async () => (await hub.invoke<{ serverTime: string }>('Time')).serverTime, 3).catch(() => undefined);
  }

  #take(state: RosterState): void {
    this.#fresh = state;
    clearTimeout(this.#paint);
    const due = this.#paintedAt + paintEvery - performance.now();
    if (due <= 0) this.#show();
    else this.#paint = setTimeout(() => this.#show(), due);
  }

  #show(): void {
    const roster = this.#fresh;
    if (roster === null) return;
    this.#paintedAt = performance.now();
    const before = this.#view.roster;
    const silent = before !== null && before.revision !== roster.revision && sameButRevision(before, roster);
    this.#set({ roster, silent: this.#view.silent + Number(silent) });
  }

  #set(change: Partial<FeedView>): void {
    this.#view = { ...this.#view, ...change };
    for (const listener of this.#listeners) listener();
  }
}

const timeOf = async (hub: HubLike) => (await hub.invoke<{ serverTime: string }>('Time')).serverTime;

/** Deltas leave alone what they do not change, so that the parts stay the same objects. */
export function sameButRevision(a: RosterState, b: RosterState): boolean {
  const keys = Object.keys(a) as (keyof RosterState)[];
  return keys.every((key) => key === 'revision' || a[key] === b[key]);
}

const statuses = ['ok', 'stalled', 'gone'] as const;

/** The walls of a `walls` message, by screen; what is no wall is left out. */
export function wallsOf(message: unknown): readonly WallReport[] {
  const list: unknown = typeof message === 'object' && message !== null && 'walls' in message ? message.walls : message;
  if (!Array.isArray(list)) return [];
  return list
    .filter((one): one is Record<string, unknown> => typeof one === 'object' && one !== null && 'wallId' in one)
    .map((one) => {
      const number = (key: string) => (typeof one[key] === 'number' ? one[key] : 0);
      const text = (key: string) => (typeof one[key] === 'string' ? one[key] : null);
      return {
        wallId: text('wallId') ?? '',
        screen: number('screen'),
        since: text('since') ?? '',
        lastBeat: text('lastBeat'),
        page: typeof one['page'] === 'number' ? one['page'] : null,
        tiles: number('tiles'),
        frames: number('frames'),
        status: statuses.find((status) => status === one['status']) ?? 'gone',
      };
    })
    .sort((a, b) => a.screen - b.screen || a.since.localeCompare(b.since));
}
