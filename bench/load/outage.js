// A kill in the middle of a run, seen from outside: when to ask for it, and how soon all is well once the port is back.
const PATIENCE_MS = 20_000;

export class Outage {
  #killAt;
  #versions; // of each church, the newest acknowledged one
  #left = Infinity;
  #times = {}; // killed, back: told by who did it; firstAck: seen here
  #walls = {}; // answers of the walls: right again, and caught up with the first webhook after the outage
  #tell;
  #askWalls;

  /** killAt: the share of the run's webhooks after which the kill is due. */
  constructor(killAt, churches) {
    this.#killAt = killAt;
    this.#versions = new Int32Array(churches);
  }

  /** The measured part begins. askWalls({ acked, patience }) resolves to { rightAt }. */
  begin(requests, tell, askWalls) {
    [this.#left, this.#tell, this.#askWalls] = [Math.ceil(requests * this.#killAt), tell, askWalls];
    process.on('message', (told) => {
      Object.assign(this.#times, told);
      if (told.back) this.#walls.right = this.#show();
    });
  }

  /** Resolves to the moment when every wall is connected and shows what was acknowledged up to now. */
  #show() { return this.#askWalls({ acked: this.#versions.slice(), patience: PATIENCE_MS }); }

  /** A webhook that changes a church was answered with 2xx. */
  acked({ key, v }, now) {
    this.#versions[key] = Math.max(this.#versions[key], v);
    if (--this.#left === 0) this.#tell({ kill: true });
    if (!this.#times.back || this.#times.firstAck) return;
    this.#times.firstAck = now;
    this.#walls.caughtUp = this.#show();
  }

  /**
   * Milliseconds: how long the port was gone; and from its return to the moment when all walls were right, to the first
   * 2xx (LiveKit waits one to eight seconds before it sends again), and to the moment when all walls showed that too.
   * Null: never.
   */
  async report() {
    const { killed, back, firstAck } = this.#times, { right, caughtUp } = this.#walls;
    const since = (t) => (t && back ? Math.round((t - back) * 10) / 10 : null);
    return {
      goneMs: killed && back ? Math.round(back - killed) : null,
      wallsRightMs: since((await right)?.rightAt), firstAckMs: since(firstAck), caughtUpMs: since((await caughtUp)?.rightAt),
    };
  }
}
