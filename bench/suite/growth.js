// Whether a change costs the same in a small hall and in a large one: 60 to 10,000 churches in one service, 1 to 10,000 live services.
import { relative } from 'node:path';
import { nowMs } from '../load/clock.js';
import { median } from './goals.js';
import { drawGrowth } from './plot.js';
import { secrets } from './servers.js';
import { Session } from './session.js';

// So few that hardly two webhooks meet: the answer's median is then one append, from arrival to durable.
const LOAD = { mode: 'open', rate: 200, events: 3000, concurrency: 64, dup: 0, bad: 0 };
const WALLED = 100; // services that have a wall; changes are spread over all services

const axes = {
  churches: { sizes: [60, 250, 1000, 4000, 10000], quick: [60, 200], loadOf: (size) => ({ ...LOAD, services: 1, churches: size, walls: 10 }) },
  services: { sizes: [1, 10, 100, 1000, 10000], quick: [1, 50], loadOf: (size) => ({ ...LOAD, services: size, churches: 6, walls: 1, walled: Math.min(size, WALLED) }) },
};

async function call(url) {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${secrets.ADMIN_API_KEY}` } });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** Starts the servers again on the full database: ms until ready, and until services that nobody has touched yet answer with their roster. */
async function activation(servers) {
  const [url] = servers.urls, { items } = await call(`${url}/api/v1/services?limit=20`);
  const began = nowMs();
  await servers.restart();
  const readyMs = nowMs() - began, times = [];
  for (const { id } of items) {
    const asked = nowMs();
    await call(`${url}/api/v1/services/${id}/roster`);
    times.push(nowMs() - asked);
  }
  return { readyMs: Math.round(readyMs), activationMs: Math.round(median(times) * 10) / 10 };
}

const tell = (line) => `${line.axis} ${line.size}: answer p50 ${line.http.p50} ms, wall p50 ${line.wall.p50 ?? '–'} ms, ${line.cpu.serverUsPerWebhook} + ${line.cpu.pgUsPerWebhook} µs, `
  + `${line.bytesPerWallPerChange ?? '–'} B per change, ${line.rssMb.peak} MB, ready ${line.readyMs} ms, activation ${line.activationMs} ms`;

export const growthSession = (options) => new Session('growth', options.quick, (lines, file) => {
  const drawn = drawGrowth(lines, file.replace('.jsonl', ''));
  console.log(`\n  every run ${relative(process.cwd(), file)}; drawn: ${drawn.map((path) => relative(process.cwd(), path)).join(', ')}`);
});

export async function growth(options, session) {
  await session.begin();
  const [target] = options.own;
  const plan = [];
  for (let round = 1; round <= options.rounds; round++)
    for (const [axis, { sizes, quick, loadOf }] of Object.entries(axes)) for (const size of options.quick ? quick : sizes) plan.push({ axis, size, round, load: loadOf(size) });
  for (const [at, { axis, size, round, load }] of plan.entries()) {
    session.progress.begin(at + 1, plan.length, `${size} ${axis}`, target.name);
    const small = options.quick ? { events: 400 } : {};
    const line = await session.measure({ axis, size, round }, { target, load: { ...load, ...small, seed: round }, afterwards: activation });
    session.progress.say(`  ${tell(line)}${line.allCorrect ? '' : '  walls wrong'}${line.disturbed ? '  disturbed' : ''}`);
  }
}
