/** Milliseconds that only ever grow, unlike the wall clock of a hall computer. */
export type MonotonicClock = () => number;

interface Sample {
  /** Server time minus monotonic time, milliseconds. */
  readonly offset: number;
  /** Round trip of the question, milliseconds; half of it bounds the error. */
  readonly roundTrip: number;
  readonly at: number;
}

const roundsOfSync = 5;
const keepFor = 15 * 60_000;

/**
 * The server's time on this machine. Each `Time()` round trip gives an offset whose error is at most half the round
 * trip, so the quickest one of the last quarter of an hour is believed (Cristian's algorithm).
 */
export class ServerClock {
  #samples: Sample[] = [];
  #rough: number | null = null;

  constructor(private readonly monotonic: MonotonicClock = () => performance.now()) {}

  /** True once a round trip was measured; before, the time comes from the first answer or from this machine. */
  get synced(): boolean {
    return this.#samples.length > 0;
  }

  /** Greatest error of `now()` in milliseconds; infinite before the first round trip. */
  get uncertainty(): number {
    return this.synced ? this.#best().roundTrip / 2 : Number.POSITIVE_INFINITY;
  }

  /** The server's time, milliseconds since 1970. */
  now(): number {
    const offset = this.synced ? this.#best().offset : (this.#rough ?? performance.timeOrigin);
    return this.monotonic() + offset;
  }

  /** Takes the server's time out of an answer whose round trip is unknown; good enough until the first `sync`. */
  seed(serverTime: string | null): void {
    const time = Date.parse(serverTime ?? '');
    if (!Number.isNaN(time)) this.#rough = time - this.monotonic();
  }

  /** Notes one round trip: asked and answered are monotonic, the server's time lies between them. */
  sample(asked: number, serverTime: string, answered: number): void {
    const time = Date.parse(serverTime);
    if (Number.isNaN(time) || answered < asked) return;
    const roundTrip = answered - asked;
    const sample = { offset: time - (asked + answered) / 2, roundTrip, at: answered };
    // Sleep stops the monotonic clock of some systems: what contradicts the newest answer is from before.
    const agrees = (old: Sample) => Math.abs(old.offset - sample.offset) <= (old.roundTrip + roundTrip) / 2 + 5;
    this.#samples = this.#samples.filter((old) => answered - old.at <= keepFor && agrees(old));
    this.#samples.push(sample);
  }

  /** Asks the server several times in a row. Fails as `ask` fails; what was measured before stays. */
  async sync(ask: () => Promise<string>, rounds = roundsOfSync): Promise<void> {
    for (let round = 0; round < rounds; round++) {
      const asked = this.monotonic();
      const serverTime = await ask();
      this.sample(asked, serverTime, this.monotonic());
    }
  }

  #best(): Sample {
    return this.#samples.reduce((best, sample) => (sample.roundTrip < best.roundTrip ? sample : best));
  }
}
