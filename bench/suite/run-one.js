// One run: a fresh database, fresh servers, the generator beside them, and the kill where the scenario has one.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { nowMs, sleep } from '../load/clock.js';
import { rssMb } from '../load/stats.js';
import { kept } from './kept.js';
import { loadOf, scenarios, targets, Trouble } from './options.js';
import { secrets, Servers } from './servers.js';

/** Waits until a server just started uses the same memory for three seconds. */
async function rest(pid) {
  for (let before = 0, calm = 0, end = Date.now() + 30_000; calm < 3 && Date.now() < end; await sleep(1000)) {
    const now = rssMb(pid);
    calm = Math.abs(now - before) < 0.5 ? calm + 1 : 0;
    before = now;
  }
}

async function killed(scenario, servers, postgres, generator) {
  const when = () => generator.send({ killed: nowMs() });
  if (scenarios[scenario].kill === 'server') await servers.kill(when); else await postgres.kill(when);
  generator.send({ back: nowMs() });
}

/** Resolves to the run's line. `progress` is told { phase, done, of }. */
export async function runOne({ root, folder, postgres, target, scenario, round, quick, progress }) {
  const { adapter } = targets[target], { kill, servers: count, rest: atRest } = scenarios[scenario];
  await postgres.empty(target);
  const servers = new Servers(root, target, folder, count);
  const ackedFile = join(folder, 'acked.json');
  let supervising, generator;
  try {
    progress({ phase: 'starting' });
    await servers.start(postgres.url(target));
    if (atRest && !quick) { progress({ phase: 'at rest' }); await rest(servers.pids[0]); }
    const load = { name: target, adapter, url: servers.urls.join(','), seed: round, 'server-pid': servers.pids.join(','), 'pg-pid': postgres.pid, ...loadOf(scenario, quick), ...(kill ? { 'acked-file': ackedFile } : {}) };
    generator = fork(join(root, 'bench/load/run.js'), Object.entries(load).map(([k, v]) => `--${k}=${v}`), {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'], detached: true, env: { ...process.env, ...secrets, FSYNC_DIR: folder },
    });
    let out = '', words = '', outage, revived = 0;
    generator.stdout.on('data', (text) => { out += text; });
    generator.stderr.on('data', (text) => { words += text; });
    generator.on('message', (m) => {
      if (!m.kill) { progress(m); return; }
      progress({ phase: 'killed' });
      outage = killed(scenario, servers, postgres, generator).catch((fault) => { generator.kill('SIGKILL'); words += fault.message; });
    });
    // In the middle of an outage a server may end by itself: a supervisor would start it again.
    if (kill) supervising = setInterval(async () => { if (outage) { await outage; revived += await servers.revive(); } }, 100);
    const [code] = await once(generator, 'exit');
    clearInterval(supervising);
    await outage;
    if (code !== 0) throw new Trouble(`${scenario} of ${target} broke off: ${words.trim().split('\n').slice(-6).join('\n') || `exit code ${code}`}`);
    servers.check();
    const line = JSON.parse(out);
    return { scenario, round, ...line, ...(kill ? { kept: await kept(postgres, target, adapter, ackedFile), revived } : {}) };
  } finally {
    clearInterval(supervising);
    generator?.kill('SIGKILL');
    await servers.stop();
  }
}
