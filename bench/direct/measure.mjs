#!/usr/bin/env node
// Churches without a media server on one wall: node bench/direct/measure.mjs [--churches 30] [--seconds 60] [--walls 1]
// Every church is a Chromium page with a test camera on this machine too, so it says what a wall takes, not what a hall's laptop could do.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const here = (path) => new URL(path, import.meta.url).pathname;
const { chromium } = createRequire(here('../../tests/Browser/package.json'))('@playwright/test');
const { values } = parseArgs({
  options: {
    churches: { type: 'string', default: '30' }, seconds: { type: 'string', default: '60' }, walls: { type: 'string', default: '1' },
    server: { type: 'string', default: here('../../Silo/bin/Release/net10.0/VideoWall.Silo.dll') },
    chromium: { type: 'string', default: process.env.CHROMIUM ?? '/usr/bin/chromium' },
  },
});
const [churches, seconds, walls] = [Number(values.churches), Number(values.seconds), Number(values.walls)];
const key = 'bench-direct-0123456789-abcdefghijklmnop';
const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const port = 20_000 + Math.floor(Math.random() * 20_000);
const url = `http://127.0.0.1:${port}`;

async function call(method, path, body) {
  const answer = await fetch(`${url}/api/v1${path}`, { method, headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' }, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** Seconds of processor time that a browser and all its processes have taken; they are those of its profile's folder. */
function cpuOf(profile) {
  let ticks = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(profile)) continue;
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
      ticks += Number(stat[11]) + Number(stat[12]);
    } catch {
      // It has just ended.
    }
  }
  return ticks / 100;
}

const data = mkdtempSync(join(tmpdir(), 'videowall-direct-'));
const server = spawn('dotnet', [values.server], { env: { ...process.env, DATA_DIR: join(data, 'server'), PORT: String(port), ADMIN_API_KEY: key, LOG_LEVEL: 'Warning' }, stdio: ['ignore', 'ignore', 'inherit'] });
const cameras = await chromium.launch({ executablePath: values.chromium, args: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', '--renderer-process-limit=4'] });
const hall = [];
try {
  while (!(await fetch(`${url}/readyz`).then(({ ok }) => ok, () => false))) await wait(100);
  const service = await call('POST', '/services', { title: 'Direct', pageSize: Math.min(64, Math.max(4, churches)) });
  for (let number = 1; number <= walls; number++) {
    const profile = join(data, `wall-${number}`);
    const context = await chromium.launchPersistentContext(profile, { executablePath: values.chromium, viewport: { width: 1280, height: 720 } });
    const page = context.pages()[0];
    await page.goto(service.wallUrl);
    hall.push({ profile, context, page });
  }
  for (let number = 1; number <= churches; number++) {
    const page = await (await cameras.newContext({ permissions: ['camera'], viewport: { width: 640, height: 480 } })).newPage();
    await page.goto(service.joinUrl);
    await page.getByLabel('Name of your church').fill(`Church ${number}`);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.locator('[data-camera="on"]').waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Join now' }).click();
    await page.locator('main[data-step="on-air"]').waitFor({ timeout: 60_000 });
  }
  const frames = (page) => page.locator('[data-tile]').evaluateAll((tiles) => tiles.map(({ dataset }) => [dataset.church, Number(dataset.frames)]));
  for (const { page } of hall) await page.waitForFunction((count) => document.querySelectorAll('[data-tile][data-state="live"]').length === count, churches, { timeout: 120_000 });
  await wait(5_000);
  for (const { profile, page } of hall) {
    const [cpu, looks] = [cpuOf(profile), []];
    for (let look = 0; look <= seconds / 5; look++) {
      looks.push({ at: performance.now(), frames: new Map(await frames(page)) });
      await wait(5_000);
    }
    const rates = looks.slice(1).map(({ at, frames: now }, i) => [...now].map(([church, count]) => ((count - (looks[i].frames.get(church) ?? 0)) * 1000) / (at - looks[i].at)));
    const all = rates.flat().sort((a, b) => a - b);
    const took = (performance.now() - looks[0].at) / 1000;
    console.log(`${churches} churches, a wall for ${took.toFixed(0)} s: pictures a second in five seconds: worst ${all[0].toFixed(1)}, median ${all[all.length >> 1].toFixed(1)}; its browser ${(((cpuOf(profile) - cpu) / took) * 100).toFixed(0)} % of a core`);
  }
} finally {
  for (const { context } of hall) await context.close();
  await cameras.close();
  const gone = new Promise((done) => server.once('exit', done));
  server.kill('SIGTERM');
  await gone;
  rmSync(data, { recursive: true, force: true });
}
