// Everything that a bench starts, so that everything is stopped: at its end, on Ctrl-C, and even when it is killed.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import net from 'node:net';
import { sleep } from '../load/clock.js';
import { Trouble } from './trouble.js';

const running = new Set();
const hasSetpriv = spawnSync('setpriv', ['--version']).status === 0;

/** Words before a command that tie its life to ours (util-linux; elsewhere Ctrl-C and the end still stop it). */
export const tied = (signal, ...more) => (hasSetpriv ? ['setpriv', '--pdeathsig', signal, ...more, '--'] : []);

/**
 * Starts a program in a group of its own, which our Ctrl-C does not reach: it is stopped when we say so.
 * Returns the child with `ended`, a promise, and `log`, its output's file.
 */
export function start(command, { log, ...options } = {}) {
  const output = log ? openSync(log, 'a') : 'ignore';
  const child = spawn(command[0], command.slice(1), { detached: true, stdio: ['ignore', output, output], ...options });
  if (log) closeSync(output);
  running.add(child);
  child.log = log;
  child.ended = new Promise((resolve) => {
    child.once('error', (fault) => { running.delete(child); resolve(fault.message); });
    child.once('exit', (code, signal) => { running.delete(child); resolve(signal ?? code); });
  });
  return child;
}

export const hasEnded = (child) => child.exitCode !== null || child.signalCode !== null || child.pid === undefined;

/** Asks a child to end, and makes it end when it takes longer than ten seconds. */
export async function stop(child, signal = 'SIGTERM') {
  if (!running.has(child)) return;
  child.kill(signal);
  const clock = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await child.ended;
  clearTimeout(clock);
}

export const stopAll = () => Promise.all([...running].reverse().map((child) => stop(child, child.stopSignal)));

export const lastLines = (file, count = 5) => {
  try { return readFileSync(file, 'utf8').trim().split('\n').slice(-count).join('\n'); } catch { return ''; }
};

/** Waits for a condition while a child lives. */
export async function until(condition, child, what, seconds = 60) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(10)) {
    if (await condition()) return;
    if (child && hasEnded(child)) throw new Trouble(`${what} ended at its start:\n${lastLines(child.log) || (await child.ended)}`);
  }
  throw new Trouble(`${what} was not ready after ${seconds} s${child ? `:\n${lastLines(child.log)}` : ''}`);
}

/** True when something accepts connections there. */
export const listens = (port) => new Promise((resolve) => {
  const socket = net.connect({ host: '127.0.0.1', port });
  socket.once('connect', () => { socket.destroy(); resolve(true); });
  socket.once('error', () => resolve(false));
});

/** A port of this machine that nobody uses now. */
export const freePort = () => new Promise((resolve, reject) => {
  const server = net.createServer().once('error', reject).listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});
