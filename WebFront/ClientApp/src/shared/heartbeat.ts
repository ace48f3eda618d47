/** Milliseconds between questions, between looks at the answers, and without an answer until that is told. */
const askEvery = 1_000;
const lookEvery = 250;
const quietAfter = 2_500;
/** A longer gap between two looks means that the page itself slept: nobody was there to hear an answer. */
const sleptAfter = 1_500;

/**
 * Asks again and again whether the other side still answers. A socket looks open for half a minute after its line was
 * cut, and somebody may be relying on what the page says all that time.
 */
export class Heartbeat {
  #timer: ReturnType<typeof setInterval> | undefined;
  #heardAt = 0;
  #askedAt = 0;
  #lookedAt = 0;
  #isAsking = false;
  #isQuiet = false;

  /**
   * @param ask one round trip; a failure says nothing.
   * @param tell called with how long nothing was heard, in milliseconds, at each look while it is quiet; with 0 when it is not any more.
   */
  constructor(
    private readonly ask: () => Promise<unknown>,
    private readonly tell: (quietFor: number) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  start(): void {
    this.stop();
    this.#heardAt = this.#lookedAt = this.now();
    this.#askedAt = Number.NEGATIVE_INFINITY;
    this.#look();
    this.#timer = setInterval(() => this.#look(), lookEvery);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#isAsking = this.#isQuiet = false;
  }

  #look(): void {
    const now = this.now();
    if (now - this.#lookedAt > sleptAfter) this.#heardAt = now;
    this.#lookedAt = now;
    const quietFor = now - this.#heardAt;
    if (quietFor >= quietAfter) {
      this.#isQuiet = true;
      this.tell(quietFor);
    }
    if (!this.#isAsking && now - this.#askedAt >= askEvery) this.#ask(now);
  }

  #ask(now: number): void {
    this.#askedAt = now;
    this.#isAsking = true;
    this.ask().then(
      () => this.#heard(),
      () => (this.#isAsking = false),
    );
  }

  #heard(): void {
    this.#isAsking = false;
    this.#heardAt = this.now();
    if (!this.#isQuiet) return;
    this.#isQuiet = false;
    this.tell(0);
  }
}
