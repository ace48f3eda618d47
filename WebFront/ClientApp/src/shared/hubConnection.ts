import type { Result } from './api';
import { isPassing } from './api';
import { Heartbeat } from './heartbeat';
import { Backoff, Pause, within } from './retry';

/** The part of SignalR's HubConnection in use; tests put a fake in its place. */
export interface HubLike {
  start(): Promise<void>;
  stop(): Promise<void>;
  invoke<T>(method: string, ...args: unknown[]): Promise<T>;
  on(event: string, listener: (...args: unknown[]) => void): void;
  onclose(listener: (error?: Error) => void): void;
}

/**
 * `connecting` the first time; `open`; `quiet` when it looks open and does not answer any more; `retrying` after a loss; `stale` when the loss lasts longer than `staleAfter`
 * (what is on the page is old, and it is time to say so); `closed` when the server said that trying again is of no use.
 */
export type HubPhase = 'connecting' | 'open' | 'quiet' | 'retrying' | 'stale' | 'closed';

export interface HubStatus {
  readonly phase: HubPhase;
  /** Why it is closed: the problem's `code`, for example `service_ended` or `wall_key_wrong`. */
  readonly reason: string | null;
}

/** Thrown by `token` (or `opened`) to give up for good: no retry mends this. */
export class HubRefused extends Error {
  override readonly name = 'HubRefused';
  constructor(readonly code: string) {
    super(`The server refused for good: ${code}`);
  }
}

/** The value, or the exception that `ResilientHub` understands: passing faults are retried, refusals close. */
export function orRefuse<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw isPassing(result.problem) ? new Error(result.problem.title) : new HubRefused(result.problem.code);
}

export interface HubOptions {
  /** Builds one connection; a new one for each try. The token is null where the cookie speaks for the page. */
  readonly build: (token: string | null) => HubLike;
  /** A fresh token for each try. Throws `HubRefused` to close, anything else to be asked again. */
  readonly token: () => Promise<string | null>;
  /** Called on each new connection before it counts as open; a failure is a failed try. */
  readonly opened: (hub: HubLike) => Promise<void>;
  readonly onStatus?: (status: HubStatus) => void;
  /** One cheap round trip, asked every second: within three seconds of the line's end the hub is `quiet`. Without it, a socket is believed. */
  readonly heartbeat?: (hub: HubLike) => Promise<unknown>;
  /** Milliseconds of absence after which the page counts as stale; 20,000 unless said. */
  readonly staleAfter?: number;
  readonly backoff?: Backoff;
}

/** How long one step of a try may take: a black-holed socket must not hold up the next try. */
const stepDeadline = 10_000;
/** Milliseconds without an answer after which a connection is given up, however open it looks. */
const deadAfter = 8_000;

/** A hub connection that never gives up by itself. */
export class ResilientHub {
  readonly #pause = new Pause();
  readonly #backoff: Backoff;
  #status: HubStatus = { phase: 'connecting', reason: null };
  #hub: HubLike | null = null;
  #staleTimer: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;
  #drop: (() => void) | null = null;

  constructor(private readonly options: HubOptions) {
    this.#backoff = options.backoff ?? new Backoff();
  }

  get status(): HubStatus {
    return this.#status;
  }

  /** Starts, and returns when the hub is closed for good or stopped. */
  async run(): Promise<void> {
    this.#awaitStale();
    while (!this.#isOver()) {
      try {
        await this.#once();
      } catch (fault) {
        if (fault instanceof HubRefused) return this.#close(fault.code);
      }
      if (this.#isOver()) break;
      this.#lost();
      await this.#pause.wait(this.#backoff.next());
    }
  }

  /** Tries now instead of after the pause: the network came back, the page came to the front. */
  kick(): void {
    this.#backoff.reset();
    this.#pause.cut();
  }

  /** Drops a connection that looks open but answers no more; a new one follows at once. */
  restart(): void {
    this.#drop?.();
    this.kick();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#staleTimer);
    this.#drop?.();
    this.#pause.cut();
    await this.#hub?.stop();
  }

  /** Calls a method of the open hub; rejects when it is not open or does not answer within the deadline. */
  invoke<T>(method: string, ...args: unknown[]): Promise<T> {
    const hub = this.#hub;
    if (hub === null) return Promise.reject(new Error('The hub is not open'));
    return within(stepDeadline, hub.invoke<T>(method, ...args), method);
  }

  async #once(): Promise<void> {
    const token = await within(2 * stepDeadline, this.options.token(), 'the token');
    if (this.#isOver()) return;
    const hub = this.options.build(token);
    const gone = new Promise<void>((resolve) => {
      hub.onclose(() => resolve());
      this.#drop = resolve;
    });
    const heart = this.#listen(hub);
    try {
      await within(stepDeadline, hub.start(), 'connecting');
      await within(stepDeadline, this.options.opened(hub), 'watching');
      this.#hub = hub;
      clearTimeout(this.#staleTimer);
      this.#set({ phase: 'open', reason: null });
      this.#backoff.reset();
      heart?.start();
      await gone;
    } finally {
      heart?.stop();
      this.#hub = null;
      this.#drop = null;
      // A broken socket may never finish its farewell; nobody waits for it.
      hub.stop().catch(() => undefined);
    }
  }

  #listen(hub: HubLike): Heartbeat | null {
    const ask = this.options.heartbeat;
    return ask === undefined ? null : new Heartbeat(() => ask(hub), (quietFor) => this.#heard(quietFor));
  }

  #heard(quietFor: number): void {
    if (quietFor === 0) {
      clearTimeout(this.#staleTimer);
      this.#set({ phase: 'open', reason: null });
    } else if (quietFor >= deadAfter) {
      this.#drop?.();
    } else if (this.#status.phase === 'open') {
      this.#set({ phase: 'quiet', reason: null });
      this.#awaitStale();
    }
  }

  #isOver(): boolean {
    return this.#stopped || this.#status.phase === 'closed';
  }

  #lost(): void {
    const { phase } = this.#status;
    if (phase !== 'open' && phase !== 'quiet') return;
    this.#set({ phase: 'retrying', reason: null });
    if (phase === 'open') this.#awaitStale();
  }

  #awaitStale(): void {
    clearTimeout(this.#staleTimer);
    this.#staleTimer = setTimeout(() => this.#set({ phase: 'stale', reason: null }), this.options.staleAfter ?? 20_000);
  }

  #close(reason: string): void {
    clearTimeout(this.#staleTimer);
    this.#set({ phase: 'closed', reason });
  }

  #set(status: HubStatus): void {
    this.#status = status;
    this.options.onStatus?.(status);
  }
}
