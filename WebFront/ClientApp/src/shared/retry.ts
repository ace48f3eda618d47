/** Waiting times between tries: they double up to a cap, and each is shortened at random so that pages do not return in step. */
export class Backoff {
  #tries = 0;

  constructor(
    private readonly first = 400,
    private readonly cap = 8_000,
    private readonly random: () => number = Math.random,
  ) {}

  /** Milliseconds to wait before the next try: between half and the whole of the step. */
  next(): number {
    const step = Math.min(this.cap, this.first * 2 ** Math.min(this.#tries++, 16));
    return step * (0.5 + this.random() / 2);
  }

  reset(): void {
    this.#tries = 0;
  }
}

/** A wait that can be cut short. */
export class Pause {
  #end: (() => void) | null = null;

  /** Resolves after so many milliseconds, or when `cut` is called. */
  wait(milliseconds: number): Promise<void> {
    this.cut();
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.cut(), milliseconds);
      this.#end = () => {
        clearTimeout(timer);
        this.#end = null;
        resolve();
      };
    });
  }

  cut(): void {
    this.#end?.();
  }
}

/** Nothing came back in time; unlike a refusal, a reason to doubt the connection. */
export class Overdue extends Error {
  override readonly name = 'Overdue';
}

/** The promise, or an `Overdue` when it takes longer than so many milliseconds. */
export function within<T>(milliseconds: number, promise: Promise<T>, what: string): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Overdue(`${what} took longer than ${milliseconds} ms`)), milliseconds);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
