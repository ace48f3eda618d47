import type { Problem, Result } from '../../shared/api';
import type { JoinPass } from '../../shared/contract';
import { HubRefused } from '../../shared/hubConnection';
import { isFinal } from '../logic/refusals';

/** After so many failed tries in a row the hub asks for a new token too: the old one may be of a server that is gone. */
const triesWithOneToken = 2;

/**
 * Hands out passes to the media and to the hub of one stay on air. Each connection starts with the pass at hand; media
 * tokens live ten minutes and are fresh for each further try, the hub's token lives for hours.
 */
export class Passes {
  #first: JoinPass | null;
  #last: JoinPass;
  #asking: Promise<JoinPass> | null = null;
  #hubTries = 0;

  constructor(
    first: JoinPass,
    private readonly ask: () => Promise<Result<JoinPass>>,
    private readonly onRefused: (problem: Problem) => void,
    private readonly onPass: (pass: JoinPass) => void = () => undefined,
  ) {
    this.#first = first;
    this.#last = first;
  }

  /** The newest token of the hub, which names this church. */
  get hubToken(): string {
    return this.#last.hubToken;
  }

  /** @throws HubRefused when no further try can help, anything else when it is worth another. */
  async forMedia(): Promise<JoinPass> {
    const first = this.#first;
    this.#first = null;
    return first ?? this.#fresh();
  }

  /** @throws like `forMedia`. */
  async forHub(): Promise<string> {
    return this.#hubTries++ < triesWithOneToken ? this.#last.hubToken : (await this.#fresh()).hubToken;
  }

  /** The hub's token proved good. */
  hubOpened(): void {
    this.#hubTries = 0;
  }

  /** Both connections are usually lost together; one question serves them both. */
  #fresh(): Promise<JoinPass> {
    this.#asking ??= this.#ask().finally(() => (this.#asking = null));
    return this.#asking;
  }

  async #ask(): Promise<JoinPass> {
    const result = await this.ask();
    if (result.ok) {
      this.#last = result.value;
      this.onPass(result.value);
      return result.value;
    }
    if (!isFinal(result.problem)) throw new Error(result.problem.title);
    this.onRefused(result.problem);
    throw new HubRefused(result.problem.code);
  }
}
