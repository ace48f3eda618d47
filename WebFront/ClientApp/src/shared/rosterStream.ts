import type { Delta, WatchRequest } from './contract';
import type { HubLike } from './hubConnection';
import { parseDelta, parseWatchAnswer } from './parse';
import { applyDelta, fromSnapshot, type RosterState } from './rosterStore';

export interface StreamOptions {
  readonly request: () => WatchRequest;
  readonly onState: (state: RosterState) => void;
  /** The server's time out of an answer of `Watch`, for a first guess of the clock. */
  readonly onServerTime?: (serverTime: string | null) => void;
  /** Called when a running stream could not be mended; the owner restarts the hub. */
  readonly onFault?: (fault: unknown) => void;
}

/** Asking again for the same gap more often than this is a fault of the server, not of the line. */
const mostRounds = 4;

/**
 * Follows one service over one hub after the other: a snapshot, then deltas; after a reconnect or a gap it asks for what
 * it missed, and for a snapshot where that does not fit. The state outlives every connection.
 */
export class RosterStream {
  #state: RosterState | null = null;
  #waiting: Delta[] = [];
  #asking: Promise<void> | null = null;
  #hub: HubLike | null = null;

  constructor(private readonly options: StreamOptions) {}

  get state(): RosterState | null {
    return this.#state;
  }

  /** Hand this to `ResilientHub` as (part of) `opened`. */
  async open(hub: HubLike): Promise<void> {
    this.#hub = hub;
    this.#waiting = [];
    hub.on('changed', (message) => {
      if (this.#hub === hub) this.#take(message);
    });
    this.#asking = this.#ask(hub);
    try {
      await this.#asking;
    } finally {
      this.#asking = null;
    }
  }

  #take(message: unknown): void {
    let delta: Delta;
    try {
      delta = parseDelta(message);
    } catch (fault) {
      this.options.onFault?.(fault);
      return;
    }
    this.#waiting.push(delta);
    if (this.#asking !== null) return;
    if (this.#drain() !== 'done') this.#repair();
  }

  #repair(): void {
    const hub = this.#hub;
    if (hub === null) return;
    this.#asking = this.#ask(hub)
      .catch((fault: unknown) => this.options.onFault?.(fault))
      .finally(() => (this.#asking = null));
  }

  /** Watches until state and waiting deltas fit together. */
  async #ask(hub: HubLike): Promise<void> {
    let needsSnapshot = this.#state === null;
    for (let round = 0; round < mostRounds; round++) {
      const answer = parseWatchAnswer(await hub.invoke('Watch', { ...this.options.request(), ...(needsSnapshot ? {} : this.#known()) }));
      if (this.#hub !== hub) return;
      if (answer.kind === 'snapshot') {
        this.options.onServerTime?.(answer.snapshot.serverTime);
        this.#set(fromSnapshot(answer.snapshot));
      } else {
        this.options.onServerTime?.(answer.serverTime);
        this.#waiting = [...answer.deltas, ...this.#waiting];
      }
      const outcome = this.#drain();
      if (outcome === 'done') return;
      // What was missed did not close the gap: only the whole can.
      needsSnapshot = outcome === 'broken' || answer.kind === 'missed';
    }
    throw new Error('The stream of changes does not fit together');
  }

  /** What the server has to lead on from. A revision means nothing without its epoch, which an older server does not tell. */
  #known(): Pick<WatchRequest, 'revision' | 'epoch'> {
    if (this.#state === null) return {};
    const { revision, epoch } = this.#state;
    return epoch === null ? { revision } : { revision, epoch };
  }

  /** Applies what waits, in order; stops at the first that does not fit. */
  #drain(): 'done' | 'gap' | 'broken' {
    if (this.#state === null) return 'gap';
    let state = this.#state;
    let outcome: 'done' | 'gap' | 'broken' = 'done';
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const [index, delta] of waiting.entries()) {
      const next = applyDelta(state, delta);
      state = next.state;
      if (next.kind !== 'gap' && next.kind !== 'broken') continue;
      outcome = next.kind;
      this.#waiting = next.kind === 'gap' ? waiting.slice(index) : [];
      break;
    }
    if (state !== this.#state) this.#set(state);
    return outcome;
  }

  #set(state: RosterState): void {
    this.#state = state;
    this.options.onState(state);
  }
}
