#!/usr/bin/env node
// What a crowd that joins under one name costs the service's producer: node bench/same-name/measure.mjs [--joins 5000] [--at-once 32] [--most 100]
// Ends with 1 when the 99th percentile of the producer's commands meanwhile is --most milliseconds or more, or a join or command fails.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    joins: { type: 'string', default: '5000' }, 'at-once': { type: 'string', default: '32' }, most: { type: 'string', default: '100' },
    server: { type: 'string', default: new URL('../../Silo/bin/Release/net10.0/VideoWall.Silo.dll', import.meta.url).pathname },
  },
});
const [joins, atOnce, most] = [Number(values.joins), Number(values['at-once']), Number(values.most)];
const key = 'bench-same-name-0123456789-abcdefghijklmnop';
const port = 20_000 + Math.floor(Math.random() * 20_000);
const data = mkdtempSync(join(tmpdir(), 'videowall-same-name-'));
const wait = (ms) => new Promise((done) => setTimeout(done, ms));

async function post(path, body, headers = {}) {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
  return JSON.parse(text);
}

const share = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];

const server = spawn('dotnet', [values.server], { env: { ...process.env, DATA_DIR: data, PORT: String(port), ADMIN_API_KEY: key, MAX_GUESTS: '10000', LOG_LEVEL: 'Warning' }, stdio: ['ignore', 'ignore', 'inherit'] });
try {
  while (!(await fetch(`http://127.0.0.1:${port}/readyz`).then(({ ok }) => ok, () => false))) await wait(100);
  const producer = { Authorization: `Bearer ${key}` };
  const service = await post('/services', { title: 'Crowd' }, producer);
  let [next, over] = [0, false];
  // Each from an address of its own: what one address may do is limited, and is not what is measured here.
  const joiner = async () => {
    while (next < joins) {
      const number = next++;
      await post('/join', { code: service.code, name: 'St. Mary', device: `device-${number}` }, { 'X-Forwarded-For': `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}` });
    }
  };
  const times = [];
  const commander = async () => {
    for (let number = 0; !over; number++) {
      const from = performance.now();
      await post(`/services/${service.id}/actions/${number % 2 === 0 ? 'hold' : 'resume'}`, {}, producer);
      times.push(performance.now() - from);
      await wait(20);
    }
  };
  const began = performance.now();
  const commanding = commander();
  await Promise.all(Array.from({ length: atOnce }, joiner));
  over = true;
  await commanding;
  times.sort((a, b) => a - b);
  const seconds = (performance.now() - began) / 1000;
  console.log(`${joins} joins of one name in ${seconds.toFixed(1)} s (${(joins / seconds).toFixed(0)}/s); ${times.length} commands: median ${share(times, 0.5).toFixed(0)} ms, p99 ${share(times, 0.99).toFixed(0)} ms, worst ${times.at(-1).toFixed(0)} ms`);
  if (share(times, 0.99) >= most) process.exitCode = 1;
} finally {
  const gone = new Promise((done) => server.once('exit', done));
  server.kill('SIGTERM');
  await gone;
  rmSync(data, { recursive: true, force: true });
}
