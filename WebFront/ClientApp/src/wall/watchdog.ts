/** What the watchdog needs of the world; tests give it their own. */
export interface WatchdogWorld {
  /** Monotonic milliseconds. */
  readonly now: () => number;
  readonly isVisible: () => boolean;
  /** True when the server would serve this page: a reload must never end in the browser's error page. */
  readonly isServed: () => Promise<boolean>;
  readonly reload: () => void;
  /** How often this page reloaded itself lately; survives the reload. */
  readonly reloads: { get(): number; set(count: number): void };
}

/** `painting`: the browser draws. `rendering`: our code runs through. `hub`: the server is heard. */
export type Vital = 'painting' | 'rendering' | 'hub';

/** Milliseconds of silence after which a vital counts as dead. */
const deadAfter = 30_000;
/** Between two checks lies five seconds; a much longer gap means that the machine slept. */
const sleptAfter = 20_000;
/** A page that lived this long is well: the next reload need not wait. */
const wellAfter = 5 * 60_000;
const longestWait = 10 * 60_000;

/** Reloads a page that is stuck while the server is well; call `check` every five seconds. */
export class Watchdog {
  readonly #last = new Map<Vital, number>();
  readonly #started: number;
  #checked: number;
  #asking = false;
  #isOutdated = false;

  constructor(private readonly world: WatchdogWorld) {
    this.#started = this.#checked = world.now();
    this.#forgive();
  }

  alive(vital: Vital): void {
    if (vital !== 'rendering' || !this.#isOutdated) this.#last.set(vital, this.world.now());
  }

  /** This build is no longer whole on the server: reload as soon as the rules allow. */
  outdated(): void {
    this.#isOutdated = true;
    this.#last.set('rendering', Number.NEGATIVE_INFINITY);
  }

  /** The vital that has been silent for too long; null when all is well. */
  get dead(): Vital | null {
    const now = this.world.now();
    for (const [vital, at] of this.#last) if (now - at > deadAfter) return vital;
    return null;
  }

  async check(): Promise<void> {
    const now = this.world.now();
    const slept = now - this.#checked > sleptAfter;
    this.#checked = now;
    if (slept) this.#forgive();
    // A window that nobody sees is not painted; that is no fault.
    if (!this.world.isVisible()) this.alive('painting');
    if (now - this.#started > wellAfter && this.dead === null) this.world.reloads.set(0);
    if (this.dead === null || this.#asking || now - this.#started < this.#wait()) return;
    this.#asking = true;
    try {
      const isServed = await this.world.isServed();
      if (!isServed || !this.#isStuck()) return;
      this.world.reloads.set(this.world.reloads.get() + 1);
      this.world.reload();
    } finally {
      this.#asking = false;
    }
  }

  #isStuck(): boolean {
    return this.dead !== null;
  }

  /** Reloads that did not help come ever more rarely: a wall that flickers is worse than one that waits. */
  #wait(): number {
    return Math.min(longestWait, deadAfter * 2 ** this.world.reloads.get());
  }

  #forgive(): void {
    for (const vital of ['painting', 'rendering', 'hub'] as const) this.alive(vital);
  }
}
