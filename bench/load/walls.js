// Worker thread: holds the wall sockets, keeps each wall's picture, times each change against its webhook.
import { parentPort, workerData } from 'node:worker_threads';
import { adapters } from './adapters.js';
import { Histogram } from './stats.js';
import { WallSocket } from './wire.js';

const { target, adapterName, services, identities, versions, sentAt, firstMeasured, prefix, wallsPerService, prepared } = workerData;
const adapter = adapters[adapterName];
const sent = new Float64Array(sentAt);
const index = new Map(identities.map((id, i) => [id, i]));
const nowMs = () => { const t = process.hrtime(); return t[0] * 1e3 + t[1] / 1e6; };
const versionOf = new Map(); // event number -> version number within its church; absent for stale and repeats
for (const list of versions) list.forEach((v, n) => { if (n) versionOf.set(v.ev, n); });

const walls = [];
let latency = new Histogram(), changes = 0, phantom = 0, lastMessage = 0;
const decoded = new Map(); // walls of one service get the same text: decode it once

function emit(text, decode) { // called with `this` = wall through bind below
  let list = text === null ? decode() : decoded.get(text);
  if (!list) { list = decode(); if (decoded.size > 64) decoded.delete(decoded.keys().next().value); decoded.set(text, list); }
  lastMessage = nowMs();
  for (const m of list) {
    if (m.roster) { this.roster = new Map(m.roster); this.gotRoster = true; continue; }
    if (m.state) this.roster.set(m.identity, m.state); else this.roster.delete(m.identity);
    const c = index.get(m.identity);
    if (c === undefined) { phantom++; continue; }
    const list = versions[this.s * identities.length + c];
    let last = this.marks[c], found = 0;
    if (m.eventId !== undefined) found = m.eventId.startsWith(prefix) ? versionOf.get(parseInt(m.eventId.slice(prefix.length), 36)) ?? 0 : 0;
    else for (let v = last + 1; v < list.length && sent[list[v].ev]; v++) if (list[v].state === m.state) { found = v; break; }
    if (this.untimed) continue; // a reloaded page: what it missed came in its roster
    if (found > last) {
      for (let v = last + 1; v <= found; v++) if (list[v].ev >= firstMeasured && sent[list[v].ev]) { // unsent: dropped on the way, as LiveKit does
        latency.add(Math.max(0.001, lastMessage - sent[list[v].ev])); changes++; }
      this.marks[c] = found;
    } else if (m.state !== list[last].state) phantom++;
  }
}

function open(s, untimed = false) {
  const w = new WallSocket(target, adapter.wallPath(services[s], prepared?.[services[s]]), adapter, services[s]);
  Object.assign(w, { s, marks: new Int32Array(identities.length), gotRoster: false, untimed });
  w.emit = emit.bind(w);
  return w;
}
async function connect(s, count) {
  const made = [];
  for (let i = 0; i < count; i++) {
    made.push(open(s));
    if (made.length % 50 === 0) await settle(made.slice(-50));
  }
  await settle(made);
  return made;
}
async function settle(list) {
  const until = nowMs() + 20000;
  while (!list.every((w) => w.gotRoster || w.dead)) {
    if (nowMs() > until) throw new Error(`walls did not get a roster: ${list.find((w) => !w.gotRoster)?.closed ?? 'silent'}`);
    await new Promise((r) => setTimeout(r, 5));
  }
  const dead = list.find((w) => w.dead);
  if (dead) throw new Error(`wall socket failed: ${dead.closed}`);
}

let reloads = 0, reloading;
function reload(perSecond) { // pages are reloaded while changes keep coming; 0 stops it
  clearInterval(reloading);
  if (perSecond) reloading = setInterval(() => walls.forEach((w, i) => {
    if (!w.gotRoster || Math.random() >= perSecond * 0.02) return;
    w.socket.destroy();
    walls[i] = open(w.s, true);
    reloads++;
  }), 20);
}

const expected = (s) => identities.map((_, c) => versions[s * identities.length + c].at(-1).state);
function check(list) {
  let correct = 0;
  const wrong = new Set();
  for (const w of list) {
    const want = expected(w.s);
    let ok = !w.dead, present = 0;
    want.forEach((state, c) => { if (state) present++; if ((w.roster.get(identities[c]) ?? '') !== state) { ok = false; wrong.add(w.s * identities.length + c); } });
    if (w.roster.size !== present) ok = false;
    if (ok) correct++;
  }
  return { walls: list.length, correct, dead: list.filter((w) => w.dead).length, wrong: [...wrong] };
}

parentPort.on('message', async (m) => {
  try {
    if (m === 'connect') { for (let s = 0; s < services.length; s++) walls.push(...await connect(s, wallsPerService)); parentPort.postMessage({ ok: walls.length }); }
    if (m === 'mark') { latency = new Histogram(); changes = 0; for (const w of walls) w.bytes = 0; parentPort.postMessage({ ok: true }); }
    if (m.reload !== undefined) reload(m.reload);
    if (m === 'check') parentPort.postMessage({ ...check(walls), idleMs: nowMs() - lastMessage, lastMessage });
    if (m === 'report') parentPort.postMessage({ latency: { ...latency }, changes, phantom, reloads, bytes: walls.reduce((a, w) => a + (w.untimed ? 0 : w.bytes), 0) });
    if (m === 'fresh') { const made = []; for (let s = 0; s < services.length; s++) made.push(...await connect(s, 1)); parentPort.postMessage(check(made)); }
    if (m === 'close') { for (const w of walls) w.socket.destroy(); process.exit(0); }
  } catch (e) { parentPort.postMessage({ error: e.message }); }
});
