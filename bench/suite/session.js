// What every bench stands on: a calm machine, a folder and a Postgres of its own, and an end that leaves nothing behind.
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { disturbance, insistOnCalm } from './machine.js';
import { Postgres } from './postgres.js';
import { stopAll } from './processes.js';
import { Progress } from './progress.js';
import { runOne } from './run-one.js';
import { root } from './targets.js';
import { Trouble } from './trouble.js';

const artifacts = join(root, 'artifacts/bench');
const RETRIES = 2; // of a run that something else on the machine disturbed
const DISTURBED_CORES = 0.4;

const commit = () => {
  try { return execFileSync('git', ['describe', '--always', '--dirty'], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim(); } catch { return null; }
};
const lives = (pid) => { try { process.kill(pid, 0); return true; } catch (fault) { return fault.code === 'EPERM'; } };

/** A folder for this bench's database and logs; what broken-off benches left is cleared away. */
function workFolder() {
  mkdirSync(artifacts, { recursive: true });
  for (const name of readdirSync(artifacts)) {
    const [, pid] = /^run-(\d+)$/.exec(name) ?? [];
    if (pid && !lives(Number(pid))) rmSync(join(artifacts, name), { recursive: true, force: true });
  }
  const folder = join(artifacts, `run-${process.pid}`);
  mkdirSync(folder, { mode: 0o755 });
  return folder;
}

export class Session {
  /** The runs so far, as they stand in `file`. */
  lines = [];
  progress = new Progress();
  #quick; #folder; #postgres; #conclude; #ending = null; #about;

  /** kind: part of the output's name. conclude(lines, file) is called at the end, however it comes. */
  constructor(kind, quick, conclude) {
    this.#quick = quick;
    this.#conclude = conclude;
    this.#about = { commit: commit(), at: new Date().toISOString(), quick };
    this.file = join(artifacts, [this.#about.at.slice(0, 19).replaceAll(':', ''), kind, quick && 'quick'].filter(Boolean).join('-') + '.jsonl');
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => this.end().finally(() => process.exit(130)));
  }

  /** True from Ctrl-C on: faults are its consequence then. */
  get isEnding() { return this.#ending !== null; }

  /** @throws Trouble when this machine cannot give figures that mean something. */
  async begin() {
    if (!existsSync('/proc/stat')) throw new Trouble('the bench reads /proc: it runs on Linux only');
    if (!this.#quick) await insistOnCalm();
    this.#folder = workFolder();
    this.#postgres = new Postgres(root, this.#folder);
    await this.#postgres.start();
  }

  /** Measures; again while something else disturbs it, and the calmest counts. `head` is joined to the run's line. */
  async measure(head, run) {
    let best = null;
    for (let tries = 0; tries <= (this.#quick ? 0 : RETRIES); tries++) {
      const busy = this.#quick ? null : await disturbance(90);
      if (busy) this.progress.say(`  going on although ${busy}`);
      const line = await runOne({ ...run, folder: this.#folder, postgres: this.#postgres, progress: (state) => this.progress.show(state) });
      if (!best || (line.cpu?.other ?? 0) < (best.cpu?.other ?? 0)) best = line;
      if ((best.cpu?.other ?? 0) < DISTURBED_CORES) break;
    }
    const line = { ...head, ...best, disturbed: !this.#quick && (best.cpu?.other ?? 0) >= DISTURBED_CORES, ...this.#about };
    this.lines.push(line);
    appendFileSync(this.file, `${JSON.stringify(line)}\n`);
    return line;
  }

  /** Stops everything, clears away, and says what was found. */
  end() {
    return (this.#ending ??= stopAll().then(() => {
      this.#postgres?.clear();
      if (this.#folder) rmSync(this.#folder, { recursive: true, force: true });
      if (this.lines.length === 0) return;
      this.#conclude(this.lines, this.file);
      const disturbed = this.lines.filter((line) => line.disturbed).length;
      if (this.#quick) console.log('  A quick bench shows that all works; its figures mean nothing.');
      if (disturbed > 0) console.log(`  ${disturbed} of ${this.lines.length} runs were disturbed by something else on this machine: measure again.`);
    }));
  }
}
