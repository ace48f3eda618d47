#!/usr/bin/env node
// What 2,000 slow callers cost a silo: node bench/slow-posts/measure.mjs [--callers 2000] [--seconds 20] [--most 30]
// Each kind of slowness by itself against a fresh server. Ends with 1 when one costs --most megabytes or more, or holds up an honest caller.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    callers: { type: 'string', default: '2000' }, seconds: { type: 'string', default: '20' }, most: { type: 'string', default: '30' },
    server: { type: 'string', default: new URL('../../Silo/bin/Release/net10.0/VideoWall.Silo.dll', import.meta.url).pathname },
    kind: { type: 'string' },
  },
});
const [callers, seconds, most] = [Number(values.callers), Number(values.seconds), Number(values.most)];

const post = (path, type, length) => `POST ${path} HTTP/1.1\r\nHost: wall.example.org\r\nContent-Type: ${type}\r\n${length}\r\n\r\n`;

/** What each caller says at once, and what it adds once a second. */
const kinds = {
  'says nothing': ['', ''],
  'header by header': ['POST /livekit/webhook HTTP/1.1\r\nHost: wall.example.org\r\n', 'X-More: 1\r\n'],
  'large headers': [`POST /api/v1/join HTTP/1.1\r\nHost: wall.example.org\r\n${`X-Fill: ${'x'.repeat(2000)}\r\n`.repeat(12)}`, 'X-More: 1\r\n'],
  'webhook, byte by byte': [post('/livekit/webhook', 'application/webhook+json', 'Content-Length: 200000'), '{'],
  'webhook, most of it at once': [post('/livekit/webhook', 'application/webhook+json', 'Content-Length: 200000') + ' '.repeat(60_000), ' '.repeat(300)],
  'sign-in, byte by byte': [post('/api/v1/session', 'application/json', 'Content-Length: 4000'), ' '],
  'join, chunk by chunk': [post('/api/v1/join', 'application/json', 'Transfer-Encoding: chunked'), '1\r\n \r\n'],
  'import without a key': [post('/api/v1/churches/import', 'text/csv', 'Content-Length: 2000000') + 'x'.repeat(60_000), 'x'.repeat(300)],
};

const wait = (ms) => new Promise((done) => setTimeout(done, ms));

/** Resident memory of the process, in bytes. */
const resident = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024;

const freeListener = () => 20_000 + Math.floor(Math.random() * 20_000);

async function start() {
  const folder = mkdtempSync(join(tmpdir(), 'videowall-slow-'));
  const port = freeListener();
  const server = spawn('dotnet', [values.server], { env: { ...process.env, DATA_DIR: folder, PORT: String(port), LOG_LEVEL: 'Warning' }, stdio: ['ignore', 'ignore', 'inherit'] });
  for (let tries = 0; ; tries++) {
    if (server.exitCode !== null || tries > 600) throw new Error('the server did not start');
    if (await fetch(`http://127.0.0.1:${port}/readyz`).then(({ ok }) => ok, () => false)) break;
    await wait(100);
  }
  return {
    port, pid: server.pid,
    async stop() {
      const gone = new Promise((done) => server.once('exit', done));
      server.kill('SIGTERM');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Milliseconds of a whole request of somebody else, who is refused for what it says. */
async function honest(port) {
  const begun = performance.now();
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/join`, {
    method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': '198.51.100.7' }, body: '{"code":"","name":""}', signal: AbortSignal.timeout(10_000),
  });
  if (answer.status !== 400 && answer.status !== 404) throw new Error(`an honest caller got ${answer.status}`);
  await answer.arrayBuffer();
  return performance.now() - begun;
}

async function measure(name, [first, more]) {
  const server = await start();
  try {
    for (let n = 0; n < 3000; n += 20) await Promise.all(Array.from({ length: 20 }, () => honest(server.port))); // what it costs to be awake is not the attack's
    await wait(3000);
    const before = resident(server.pid);
    const sockets = [];
    for (let n = 0; n < callers; n++) {
      const socket = connect(server.port, '127.0.0.1', () => socket.write(first));
      socket.on('error', () => {}).on('close', () => { socket.over = true; }).on('data', () => {});
      sockets.push(socket);
      if (n % 100 === 99) await wait(10);
    }
    let [peak, slowest, refused] = [0, 0, 0];
    for (const end = performance.now() + seconds * 1000; performance.now() < end; await wait(250)) {
      const tick = Math.floor((end - performance.now()) / 1000);
      if (tick !== measure.tick) for (const socket of sockets) if (!socket.over && more !== '') socket.write(more);
      measure.tick = tick;
      slowest = Math.max(slowest, await honest(server.port).catch(() => { refused++; return 0; }));
      peak = Math.max(peak, resident(server.pid));
    }
    const left = sockets.filter(({ over }) => !over).length;
    for (const socket of sockets) socket.destroy();
    return { name, before, cost: peak - before, left, slowest, refused };
  } finally {
    await server.stop();
  }
}

const mb = (bytes) => (bytes / 1024 / 1024).toFixed(1).padStart(7);
console.log(`${callers} callers for ${seconds} s; MB of resident memory\n\n${'kind'.padEnd(30)} before    cost   still open   honest caller's worst`);
let failed = false;
for (const [name, words] of Object.entries(kinds).filter(([kind]) => !values.kind || kind.includes(values.kind))) {
  const { before, cost, left, slowest, refused } = await measure(name, words);
  const bad = cost >= most * 1024 * 1024 || refused > 0;
  failed ||= bad;
  console.log(`${name.padEnd(30)}${mb(before)} ${mb(cost)}   ${String(left).padStart(10)}   ${slowest.toFixed(0)} ms${refused > 0 ? `, ${refused} refused` : ''}${bad ? '   <<' : ''}`);
}
process.exitCode = failed ? 1 : 0;
