// One run: a fresh database, fresh servers, the generator beside them, and the kill where the scenario has one.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { nowMs, sleep } from '../load/clock.js';
import { rssMb } from '../load/stats.js';
import { kept } from './kept.js';
import { secrets, Servers } from './servers.js';
import { root } from './targets.js';
import { Trouble } from './trouble.js';

const STILL_SECONDS = 180; // without a word from the generator: somebody will never answer

/** Waits until a server just started uses the same memory for three seconds. */
async function rest(pid) {
  for (let before = 0, calm = 0, end = Date.now() + 30_000; calm < 3 && Date.now() < end; await sleep(1000)) {
    const now = rssMb(pid);
    calm = Math.abs(now - before) < 0.5 ? calm + 1 : 0;
    before = now;
  }
}

async function killed(kill, servers, postgres, generator) {
  const when = () => generator.send({ killed: nowMs() });
  if (kill === 'server') await servers.kill(when); else await postgres.kill(when);
  generator.send({ back: nowMs() });
}

/** Starts the generator; `onKill` does what it asks for. Resolves to its line. */
async function generate({ folder, target, load, progress, onKill, onStarted }) {
  const generator = fork(join(root, 'bench/load/run.js'), Object.entries(load).map(([k, v]) => `--${k}=${v}`), {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'], detached: true, env: { ...process.env, ...secrets, FSYNC_DIR: folder },
  });
  onStarted(generator);
  let out = '', words = '', outage, patience;
  const heard = () => {
    clearTimeout(patience);
    patience = setTimeout(() => { words += `nothing moved for ${STILL_SECONDS} s`; generator.kill('SIGKILL'); }, STILL_SECONDS * 1000);
  };
  heard();
  generator.stdout.on('data', (text) => { out += text; });
  generator.stderr.on('data', (text) => { words += text; });
  generator.on('message', (m) => {
    heard();
    if (!m.kill) { progress(m); return; }
    progress({ phase: 'killed' });
    outage = onKill(generator).catch((fault) => { words += fault.message; generator.kill('SIGKILL'); });
  });
  const [code] = await once(generator, 'close');
  clearTimeout(patience);
  await outage;
  if (code !== 0) throw new Trouble(`a run of ${target.name} broke off: ${words.trim().split('\n').slice(-12).join('\n') || `exit code ${code}`}`);
  return JSON.parse(out);
}

/**
 * Resolves to the run's line. `progress` is told { phase, done, of }; `kill` is 'server', 'postgres' or
 * nothing; `afterwards(servers)` adds to the line what it measures on the servers that have run.
 */
export async function runOne({ folder, postgres, target, load, kill, atRest, afterwards, progress }) {
  const { name, adapter } = target, ackedFile = join(folder, 'acked.json');
  await postgres.empty(name);
  const servers = new Servers(target, folder);
  let supervising, generator, outage = null, revived = 0;
  try {
    progress({ phase: 'starting' });
    await servers.start(postgres.url(name));
    if (atRest) { progress({ phase: 'at rest' }); await rest(servers.pids[0]); }
    // In the middle of an outage a server may end by itself: a supervisor would start it again.
    if (kill) supervising = setInterval(async () => { if (outage) { await outage; revived += await servers.revive(); } }, 100);
    const line = await generate({
      folder, target, progress,
      load: { ...load, name, adapter, url: servers.urls.join(','), 'server-pid': servers.pids.join(','), 'pg-pid': postgres.pid, ...(kill ? { 'acked-file': ackedFile } : {}) },
      onKill: (started) => (outage = killed(kill, servers, postgres, started)),
      onStarted: (started) => { generator = started; },
    });
    clearInterval(supervising);
    servers.check();
    progress({ phase: 'looking up' });
    return { ...line, ...(kill ? { kept: await kept(postgres, name, adapter, ackedFile), revived } : {}), ...(await afterwards?.(servers)) };
  } finally {
    clearInterval(supervising);
    generator?.kill('SIGKILL');
    await servers.stop();
  }
}
