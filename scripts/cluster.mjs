// node scripts/cluster.mjs SILOS PROGRAM ARGUMENT…
// Tries a cluster out on one machine: a Postgres of its own (unless DATABASE_URL), so many silos, each with a folder under
// DATA_DIR, and one address at HOST:PORT before them. A silo that dies is started again; Ctrl-C ends it all.
import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { Trouble } from '../bench/suite/options.js';
import { Postgres } from '../bench/suite/postgres.js';
import { freePort, hasEnded, lastLines, start, stop, stopAll, tied } from '../bench/suite/processes.js';

const { HOST = '127.0.0.1', PORT = '8080', DATA_DIR = 'data', PUBLIC_BASE_URL, DATABASE_URL, LIVEKIT_API_KEY, LIVEKIT_API_SECRET } = process.env;
const count = Number(process.argv[2]);
const program = process.argv.slice(3);
const root = fileURLToPath(new URL('..', import.meta.url));
const address = PUBLIC_BASE_URL ?? `http://${['0.0.0.0', '::'].includes(HOST) ? '127.0.0.1' : HOST}:${PORT}`;
const silos = [];
let stopping = false;

const say = (silo, ...words) => console.log(`  silo ${silo.number}   ${words.join('  ')}`);

/** A secret that all silos share, made once; the silos read it from their own folders under the same name. */
function kept(name, make) {
  const file = join(DATA_DIR, name);
  if (!existsSync(file)) {
    writeFileSync(`${file}.new`, make(), { mode: 0o600 });
    renameSync(`${file}.new`, file); // a file that exists is whole
  }
  return readFileSync(file, 'utf8').trim();
}

async function database() {
  if (DATABASE_URL) return DATABASE_URL;
  const folder = join(DATA_DIR, 'cluster');
  mkdirSync(folder, { recursive: true });
  const postgres = new Postgres(root, folder);
  await postgres.start();
  try {
    await postgres.query('postgres', 'CREATE DATABASE videowall');
  } catch (fault) {
    if (!/already exists/.test(fault.message)) throw fault;
  }
  process.once('exit', () => postgres.clear());
  return postgres.url('videowall');
}

function launch(silo) {
  silo.state = 'starting';
  silo.told = 0;
  silo.child = start([...tied('TERM'), ...program], { cwd: root, log: silo.log, env: silo.env });
  say(silo, 'starting', `pid ${silo.child.pid}`);
  silo.child.ended.then(async (how) => {
    silo.state = 'gone';
    if (stopping) return;
    const why = typeof how === 'number' ? lastLines(silo.log, 1) : '';
    say(silo, `gone (${how})`, 'starts again in a second', why);
    await pause(1000);
    if (!stopping) launch(silo);
  });
}

/** Follows a silo's readiness, and passes on the one-time link at which the administrator's password is set. */
async function watch(silo) {
  for (; !stopping; await pause(400)) {
    if (hasEnded(silo.child)) continue;
    let ready = false;
    try {
      const response = await fetch(`http://127.0.0.1:${silo.port}/readyz`, { signal: AbortSignal.timeout(2000) });
      ready = (await response.text()).length > 0 && response.status === 200;
    } catch {
      // Not up, or not any more.
    }
    if (hasEnded(silo.child)) continue;
    if (ready !== (silo.state === 'ready')) {
      silo.state = ready ? 'ready' : 'not ready';
      say(silo, silo.state, `pid ${silo.child.pid}`, `http://127.0.0.1:${silo.port}`);
      const link = ready && lastLines(silo.log, 8).match(/set the administrator's password once at \S+/g)?.at(-1);
      if (link) console.log(`           ${link}`);
    }
  }
}

/** Passes one connection on, to the next silo that takes it; WebSockets are connections like all others. */
function pass(client, tries = [...silos.keys()].map((n) => silos[(turn + n) % silos.length]).filter((silo) => silo.state === 'ready')) {
  const [silo, ...others] = tries;
  if (!silo) return client.end('HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nRetry-After: 1\r\nConnection: close\r\n\r\n');
  const server = net.connect(silo.port, '127.0.0.1');
  server.setNoDelay(true);
  server.once('connect', () => {
    client.pipe(server).pipe(client);
    server.off('error', next).on('error', () => client.destroy());
    client.on('close', () => server.destroy());
    server.on('close', () => client.destroy());
  });
  const next = () => pass(client, others);
  server.once('error', next);
}

let turn = 0;
const balancer = net.createServer({ noDelay: true }, (client) => {
  client.on('error', () => client.destroy());
  turn += 1;
  pass(client);
});

async function end() {
  if (stopping) return;
  stopping = true;
  console.log('  stopping');
  balancer.close();
  await Promise.all(silos.map((silo) => stop(silo.child)));
  await stopAll();
  process.exit();
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, end);

try {
  await new Promise((resolve, reject) => balancer.once('error', reject).listen(Number(PORT), HOST, resolve)).catch((fault) => {
    throw new Trouble(`PORT ${PORT} cannot be opened on ${HOST} (${fault.code}): stop what listens there, or set PORT to another`);
  });
  mkdirSync(DATA_DIR, { recursive: true });
  kept('local-admin-key', () => `vw_local_${randomBytes(24).toString('hex')}`);
  const [key, secret] = kept('livekit-keys', () => `API${randomBytes(6).toString('hex')} ${randomBytes(32).toString('hex')}`).split(' ');
  const url = await database();
  for (let number = 1; number <= count; number++) {
    const folder = join(DATA_DIR, `silo-${number}`);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const name of ['local-admin-key', 'livekit-keys']) copyFileSync(join(DATA_DIR, name), join(folder, name));
    const port = await freePort();
    const env = {
      ...process.env, DATABASE_URL: url, DATA_DIR: folder, HOST: '127.0.0.1', PORT: port, PUBLIC_BASE_URL: address,
      LIVEKIT_API_KEY: LIVEKIT_API_KEY ?? key, LIVEKIT_API_SECRET: LIVEKIT_API_SECRET ?? secret,
      ORLEANS_CLUSTER: 'try', ORLEANS_SILO_PORT: await freePort(), ORLEANS_GATEWAY_PORT: 0, ORLEANS_ADVERTISED_IP: '127.0.0.1',
    };
    silos.push({ number, port, env, log: join(folder, 'silo.log') });
  }
  console.log(`VideoWall is at ${address}\n  console  ${address}/admin\n  key      ${join(DATA_DIR, 'local-admin-key')}\n  logs     ${join(DATA_DIR, 'silo-*', 'silo.log')}\n`);
  for (const silo of silos) {
    launch(silo);
    watch(silo);
  }
} catch (fault) {
  console.error(`videowall: ${fault instanceof Trouble ? fault.message : fault.stack}`);
  process.exitCode = 1;
  await stopAll();
  process.exit();
}
