// node scripts/demo.mjs --answers                    exit code 0 when a VideoWall answers at PORT, 2 when none does
// node scripts/demo.mjs CHURCHES                     fills a new service of the server that runs
// node scripts/demo.mjs CHURCHES PROGRAM ARGUMENT…   starts that server first, and stays until it ends
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const { HOST = '127.0.0.1', PORT = '8080', DATA_DIR = 'data', ADMIN_API_KEY } = process.env;
const reachable = ['0.0.0.0', '*', '+', '::', '[::]'].includes(HOST) ? '127.0.0.1' : HOST;
const base = `http://${reachable.includes(':') && !reachable.startsWith('[') ? `[${reachable}]` : reachable}:${PORT}`;

/** A fault that people can mend: its message is all they get to see. */
class Trouble extends Error {}

async function answers(path, wanted) {
  try {
    const response = await fetch(base + path, { signal: AbortSignal.timeout(3000) });
    return wanted(response.status, await response.text());
  } catch {
    return false;
  }
}

function adminKey() {
  if (ADMIN_API_KEY) return ADMIN_API_KEY;
  try {
    return readFileSync(join(DATA_DIR, 'local-admin-key'), 'utf8').trim();
  } catch {
    throw new Trouble(`no key to ${base}: set ADMIN_API_KEY, or DATA_DIR to the server's data folder`);
  }
}

async function call(method, path, body) {
  const response = await fetch(base + path, {
    method,
    headers: { authorization: `Bearer ${adminKey()}`, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  if (response.status === 401) throw new Trouble(`${base} does not know this machine's key: set ADMIN_API_KEY, or DATA_DIR to the server's data folder`);
  throw new Trouble([answer.title ?? `${method} ${path} answered ${response.status}`, answer.detail].filter(Boolean).join(' '));
}

/** Polls a real condition; false when the deadline passes first. */
async function until(condition, seconds) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await pause(200)) if (await condition()) return true;
  return false;
}

async function fill(churches) {
  const config = await (await fetch(`${base}/api/v1/config`)).json();
  if (config.media === 'livekit') throw new Trouble(`the server at ${base} has a LiveKit server; stop it, or choose another PORT, to simulate churches`);
  const service = await call('POST', '/api/v1/services', { title: 'Demo service' });
  await call('POST', `/api/v1/services/${service.id}/simulation`, { churches });
  const full = async () => (await call('GET', `/api/v1/services/${service.id}`)).counts.present >= churches;
  const all = await until(full, 60);
  console.log(`
  ${churches} simulated churches${all ? '' : ' (still arriving)'}
    wall     ${service.wallUrl}
    console  ${base}/admin/services/${service.id}
    join     ${service.joinUrl}
`);
}

function start([program, ...words]) {
  const server = spawn(program, words, { stdio: 'inherit' });
  const ended = new Promise((resolve) => server.once('exit', (code, signal) => resolve(signal ? 0 : code)));
  // Ctrl-C reaches the server by itself, being in the same foreground group; this process only outlives it.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => server.kill('SIGTERM'));
  return { server, ended };
}

async function demo(churches, program) {
  if (program.length === 0) return fill(churches);
  const { server, ended } = start(program);
  let running = true;
  const end = ended.then((code) => ((running = false), code));
  try {
    const ready = await until(async () => !running || (await answers('/readyz', (status) => status === 200)), 120);
    if (running && !ready) throw new Trouble(`the server does not get ready; see ${base}/readyz`);
    if (running) await fill(churches);
    if (running) console.log('  Ctrl-C ends the demo.\n');
  } catch (fault) {
    if (running) server.kill('SIGTERM');
    await end;
    throw fault;
  }
  process.exitCode = await end;
}

const [first, ...rest] = process.argv.slice(2);
try {
  if (first === '--answers') process.exitCode = (await answers('/healthz', (status, text) => status === 200 && text.startsWith('ok'))) ? 0 : 2;
  else await demo(Number(first), rest);
} catch (fault) {
  console.error(`videowall: ${fault instanceof Trouble ? fault.message : `${base} broke off: ${fault.cause?.message ?? fault.message}`}`);
  process.exitCode = 1;
}
