/** How long a press waits for the page to show what the one before it did, milliseconds; a page without a line shows nothing any more. */
const patience = 2_000;

/**
 * One press after the other: a key that turns something over (hide or show, blank or light) means what the page shows once the press
 * before it is done, however fast the fingers and however slow the line.
 */
export class Presses {
  #last: Promise<void> = Promise.resolve();
  #seen = 0;
  #wake: (() => void) | null = null;

  /** The page shows this revision of the service now. */
  saw(revision: number): void {
    this.#seen = revision;
    this.#wake?.();
  }

  /** Does it when all before it is done and seen. `press` answers the revision after it, null when nothing was done. */
  add(press: () => Promise<number | null>): void {
    this.#last = this.#last
      .then(press)
      .then((revision) => (revision === null ? undefined : this.#until(revision)))
      // One press that fails must not hold up all that follow; whoever made it has told of the fault.
      .catch(() => undefined);
  }

  async #until(revision: number): Promise<void> {
    const end = performance.now() + patience;
    for (let rest = patience; this.#seen < revision && rest > 0; rest = end - performance.now()) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, rest);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#wake = null;
  }
}
