// node bench/suite/main.js --needs …   what has to be built for these options, one word a line
// node bench/suite/main.js …           runs them; ../../videowall bench calls both
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { disturbance, insistOnCalm } from './machine.js';
import { readOptions, scenarios, targets, Trouble } from './options.js';
import { Postgres } from './postgres.js';
import { stopAll } from './processes.js';
import { Progress } from './progress.js';
import { runOne } from './run-one.js';
import { detailTables, goalTable } from './table.js';

const root = fileURLToPath(new URL('../..', import.meta.url)), artifacts = join(root, 'artifacts/bench');
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

/** The run, made again while something else disturbs it; the calmest counts. */
async function measured(options, run) {
  let best = null;
  for (let tries = 0; tries <= (options.quick ? 0 : RETRIES); tries++) {
    const busy = options.quick ? null : await disturbance(90);
    if (busy) run.progress.say(`  going on although ${busy}`);
    const line = await runOne({ ...run, progress: (state) => run.progress.show(run, state) });
    if (!best || (line.cpu?.other ?? 0) < (best.cpu?.other ?? 0)) best = line;
    if ((best.cpu?.other ?? 0) < DISTURBED_CORES) break;
  }
  return { ...best, disturbed: !options.quick && (best.cpu?.other ?? 0) >= DISTURBED_CORES };
}

async function suite(options) {
  if (!existsSync('/proc/stat')) throw new Trouble('the bench reads /proc: it runs on Linux only');
  if (!options.quick) await insistOnCalm();
  const folder = workFolder(), postgres = new Postgres(root, folder), lines = [], progress = new Progress();
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', ''), file = join(artifacts, `${stamp}${options.quick ? '-quick' : ''}.jsonl`);
  const about = { commit: commit(), at: new Date().toISOString(), quick: options.quick };
  farewell = () => {
    postgres.clear();
    rmSync(folder, { recursive: true, force: true });
    if (lines.length > 0) conclude(lines, options, file);
  };
  await postgres.start();
  const plan = [];
  for (let round = 1; round <= options.rounds; round++) for (const scenario of options.scenarios) for (const target of options.targets)
    if (!(scenarios[scenario].host && targets[target].build?.toLowerCase() !== scenarios[scenario].host)) plan.push({ round, scenario, target });
  for (const [at, step] of plan.entries()) {
    progress.begin(at + 1, plan.length, step);
    const line = { ...(await measured(options, { ...step, root, folder, postgres, quick: options.quick, progress })), ...about };
    lines.push(line);
    appendFileSync(file, `${JSON.stringify(line)}\n`);
    progress.end(step, line);
  }
}

function conclude(lines, options, file) {
  const markdown = file.replace('.jsonl', '.md');
  writeFileSync(markdown, detailTables(lines, options));
  const disturbed = lines.filter((line) => line.disturbed).length;
  console.log(`\n${goalTable(lines, options)}\n`);
  if (options.quick) console.log('  A quick bench shows that all works; its figures mean nothing.');
  if (disturbed > 0) console.log(`  ${disturbed} of ${lines.length} runs were disturbed by something else on this machine: measure again.`);
  console.log(`  every run ${relative(process.cwd(), file)}, every median ${relative(process.cwd(), markdown)}`);
}

const needs = ({ targets: names }) => [...new Set(names.map((name) => targets[name].build ?? 'node-baseline'))].join('\n');

/** What is left to do once everything is stopped, however it came to that. */
let farewell = () => {};
let ending = null;
const end = () => (ending ??= stopAll().then(() => farewell()));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end().finally(() => process.exit(130)));

const words = process.argv.slice(2), asksNeeds = words[0] === '--needs';
try {
  const options = readOptions(asksNeeds ? words.slice(1) : words, process.env.BENCH_HOST || 'standalone');
  if (asksNeeds) console.log(needs(options)); else await suite(options);
  await end();
} catch (fault) {
  if (ending) await new Promise(() => {}); // a signal stopped it in the middle: its handler ends this process
  await end();
  console.error(`videowall: ${fault instanceof Trouble ? fault.message : fault.stack}`);
  process.exitCode = asksNeeds ? 64 : 1;
}
