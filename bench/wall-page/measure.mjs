// A wall page with 64 simulated pictures, for an hour, and the turns of its pages. See README.md; prints a line a minute, then one JSON line.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { nowMs, sleep } from '../load/clock.js';
import { machineCpu, rssMb, treeCpu } from '../load/stats.js';
import { freePort, until } from '../suite/processes.js';
import { turnsOf, watchTurns } from './turns.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { chromium } = createRequire(join(root, 'tests/Browser/x.js'))('playwright-core');
const { values: given } = parseArgs({ options: { minutes: { type: 'string', default: '60' }, turns: { type: 'string', default: '20' }, shots: { type: 'string' } } });
const TILES = 64, EVERY_MS = 5_000, WHOLE_FPS = 8, ENOUGH_FPS = 7;

const key = randomBytes(24).toString('hex'), port = await freePort(), base = `http://127.0.0.1:${port}`;
const folder = mkdtempSync(join(tmpdir(), 'videowall-wall-page-'));
const server = spawn('dotnet', [join(root, 'Silo/bin/Release/net10.0/VideoWall.Silo.dll')], {
  env: { ...process.env, HOST: '127.0.0.1', PORT: String(port), DATA_DIR: folder, ADMIN_API_KEY: key, LIVEKIT_URL: '', DATABASE_URL: '', LOG_LEVEL: 'Warning' }, stdio: 'ignore',
});
// A browser of its own process, whose processor time can be told from ours.
const browserServer = await chromium.launchServer({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium' });
const browserPid = browserServer.process().pid;
try {
  await until(async () => { try { return (await fetch(`${base}/readyz`)).ok; } catch { return false; } }, null, 'the server');
  const service = await call('POST', '/api/v1/services', { title: 'A full wall', pageSize: TILES });
  await call('POST', `/api/v1/services/${service.id}/simulation`, { churches: TILES });
  const browser = await chromium.connect(browserServer.wsEndpoint());
  const page = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage();
  const devtools = await page.context().newCDPSession(page);
  await page.goto(service.wallUrl);
  await page.waitForFunction((tiles) => document.querySelectorAll('[data-tile][data-state="live"]').length >= tiles, TILES, { timeout: 120_000 });
  await sleep(EVERY_MS); // the last ones have just begun
  const steady = await hour(page, devtools);
  if (given.shots) await page.screenshot({ path: join(given.shots, 'wall-64.png') });

  await call('PATCH', `/api/v1/services/${service.id}`, { pageSize: 20, rotationSeconds: 5 });
  await page.waitForFunction(() => document.querySelectorAll('[data-tile]').length === 20);
  await page.evaluate(watchTurns);
  await until(async () => (await page.evaluate(() => window.turns.length)) > Number(given.turns), null, 'the last turn', Number(given.turns) * 10 + 60);
  if (given.shots) await page.screenshot({ path: join(given.shots, 'wall-turned.png') });
  console.log(JSON.stringify({ tiles: TILES, ...steady, ...turnsOf(await page.evaluate(() => ({ turns: window.turns, shift: window.shift }))) }));
  await browser.close();
} finally {
  await browserServer.close();
  server.kill('SIGTERM');
  await new Promise((resolve) => (server.exitCode === null ? server.once('exit', resolve) : resolve()));
  rmSync(folder, { recursive: true, force: true });
}

async function call(method, path, body) {
  const answer = await fetch(base + path, { method, headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** Looks every five seconds; a tile counts where the same church was live all the time: the simulated ones come and go as real ones do. */
async function hour(page, devtools) {
  const fps = [], samples = [], windows = Math.round((Number(given.minutes) * 60_000) / EVERY_MS);
  let frozen = 0;
  await page.evaluate(watchStates);
  let before = await look(page, devtools);
  for (let n = 1; n <= windows; n++) {
    await sleep(EVERY_MS);
    const now = await look(page, devtools), seconds = (now.page.at - before.page.at) / 1000, wall = (now.at - before.at) / 1000;
    const frames = new Map(before.page.tiles), changed = new Set(now.page.changed);
    for (const [church, count] of now.page.tiles) if (frames.has(church) && !changed.has(church)) fps.push((count - frames.get(church)) / seconds);
    frozen += now.page.frozen;
    samples.push({ browser: (now.browser - before.browser) / wall, server: (now.server - before.server) / wall, machine: (now.machine - before.machine) / wall, heapMb: now.heapMb, browserMb: now.browserMb, serverMb: now.serverMb });
    before = now;
    if (n % 12 === 0) console.error(`${n / 12} min: ${fps.length} looks, slowest ${Math.min(...fps).toFixed(2)}/s, below ${ENOUGH_FPS}: ${fps.filter((f) => f < ENOUGH_FPS).length}, page heap ${now.heapMb} MB, browser ${now.browserMb} MB`);
  }
  const of = (name, from, to) => middle(samples.slice(from, to).map((s) => s[name]));
  const fifth = Math.min(60, Math.ceil(samples.length / 4)); // the first and last five minutes of an hour
  const ends = (name) => [of(name, 0, fifth), of(name, -fifth)].map(round);
  fps.sort((a, b) => a - b);
  return {
    minutes: Number(given.minutes), looks: fps.length, fps: { least: round(fps[0]), onePercent: round(fps[Math.floor(fps.length / 100)]), median: round(middle(fps)), whole: WHOLE_FPS, below7: fps.filter((f) => f < ENOUGH_FPS).length, frozen },
    cores: { browser: round(of('browser', 0)), server: round(of('server', 0)), machine: round(of('machine', 0)) },
    mbFirstAndLast: { pageHeap: ends('heapMb'), browser: ends('browserMb'), server: ends('serverMb') },
  };
}

async function look(page, devtools) {
  const tiles = await page.evaluate(() => ({
    at: performance.now(), changed: window.changed.splice(0), frozen: document.querySelectorAll('[data-tile][data-state="frozen"]').length,
    tiles: [...document.querySelectorAll('[data-tile][data-state="live"]')].map((t) => [t.dataset.church, Number(t.dataset.frames)]),
  }));
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  return { page: tiles, at: nowMs(), browser: treeCpu(browserPid), server: treeCpu(server.pid), machine: machineCpu().busy, heapMb: round(usedSize / 1e6), browserMb: pssMb(browserPid), serverMb: rssMb(server.pid) };
}

/** In the page: notes the churches whose tile is no longer in the state in which it was. */
function watchStates() {
  window.changed = [];
  new MutationObserver((list) => list.forEach(({ target }) => window.changed.push(target.dataset.church))).observe(document.body, { subtree: true, attributeFilter: ['data-state', 'data-church'] });
}

/** Memory of a process and all it started, what they share counted once (Linux: proportional set size). */
function pssMb(pid) {
  let kb = 0;
  for (const id of tree(pid)) try { kb += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, 'latin1'))[1]); } catch { /* it has just ended */ }
  return round(kb / 1024);
}

function tree(pid) {
  const parents = new Map();
  for (const name of readdirSync('/proc')) if (/^\d+$/.test(name)) try { parents.set(Number(name), Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'latin1'))[1])); } catch { /* likewise */ }
  const inside = (id) => { for (let p = id; p; p = parents.get(p)) if (p === pid) return true; return false; };
  return [...parents.keys()].filter(inside);
}

function middle(list) { return [...list].sort((a, b) => a - b)[Math.floor((list.length - 1) / 2)]; }
function round(x) { return Math.round(x * 100) / 100; }
