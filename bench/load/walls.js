// Worker thread: holds the wall sockets, keeps each wall's picture, times each change against its webhook.
import { parentPort, workerData } from 'node:worker_threads';
import { adapters } from './adapters.js';
import { nowMs, sleep } from './clock.js';
import { Pictures } from './pictures.js';
import { Histogram } from './stats.js';
import { WallSocket } from './wire.js';

const { targets, adapterName, services, identities, versions, sentAt, firstMeasured, prefix, wallsPerService, walled, prepared, comeBack, negotiate } = workerData;
const adapter = adapters[adapterName];
const sent = new Float64Array(sentAt);
const index = new Map(identities.map((id, i) => [id, i]));
const versionOf = new Map(); // event number -> version number within its church; absent for stale and repeats
for (const list of versions) list.forEach((v, n) => { if (n) versionOf.set(v.ev, n); });

/** For messages that name the event and say nothing of it; null where it moved nobody. */
function changeOf(eventId) {
  const change = eventId.startsWith(prefix) && changeOfEvent.get(parseInt(eventId.slice(prefix.length), 36));
  return change ? { changes: [{ ...change, eventId }] } : null;
}
const changeOfEvent = new Map();
if (adapter.hasRoster === false) versions.forEach((list, key) => list.forEach((v) => changeOfEvent.set(v.ev, { identity: identities[key % identities.length], state: v.state })));

const pictures = services.map((_, s) => new Pictures({
  index, versionOf, sent, firstMeasured, prefix, versions: versions.slice(s * identities.length, (s + 1) * identities.length),
}));

const walls = [];
let latency = new Histogram(), changes = 0, overtaken = 0, phantom = 0, lastMessage = 0, closing = false;

/** A wall was told something: see Pictures.after. */
function show(w, text, decode) {
  const step = pictures[w.s].after(w.picture, text, decode);
  if (!step) return;
  lastMessage = nowMs();
  w.picture = step.picture;
  phantom += step.strangers;
  if (w.untimed) return; // a page that was reloaded or cut off: what it missed came in its roster
  phantom += step.phantoms;
  overtaken += step.overtaken;
  changes += step.shown.length;
  for (const ev of step.shown) latency.add(Math.max(0.001, lastMessage - sent[ev]));
}

/** A wall has its roster. */
function ready(w) {
  w.gotRoster = true;
  w.rosterMs ??= nowMs() - w.openedAt;
  w.rosterBytes ??= w.bytes;
}

let turn = 0;
/** Opens a wall's page, or opens it again with what the one before knew. */
function open(s, { before, target = before?.target ?? targets[turn++ % targets.length], pass = prepared?.[services[s]], untimed = false } = {}) {
  const w = new WallSocket(target, adapter.wallPath(services[s], pass), adapter, services[s]);
  return Object.assign(w, {
    s, target, picture: before?.picture ?? pictures[s].empty, gotRoster: false, untimed, openedAt: nowMs(),
    show: (text, decode) => show(w, text, decode), ready: () => ready(w), changeOf,
  });
}
/** The same for a wall that negotiates first, if it is to. */
async function opened(s) {
  if (!negotiate) return open(s);
  const target = targets[turn++ % targets.length];
  return open(s, { target, pass: await adapter.negotiate(target, prepared[services[s]]) });
}

// As our walls do (WebFront/ClientApp/src/wall/session.ts): half to the whole of 0.4 s, doubled up to 2 s, with a new token.
async function keep(at) {
  for (let tries = 0, pass; ; ) {
    await walls[at].gone;
    if (walls[at].gotRoster) tries = 0;
    do {
      await sleep(Math.min(2000, 400 * 2 ** Math.min(tries++, 16)) * (0.5 + Math.random() / 2));
      if (closing) return;
      pass = await renewed(walls[at]);
    } while (!pass);
    walls[at] = open(walls[at].s, { before: walls[at], pass, untimed: true });
  }
}
async function renewed(w) {
  try {
    const pass = (await adapter.renew?.(w.target, prepared[services[w.s]])) ?? {};
    return negotiate ? await adapter.negotiate(w.target, pass) : pass;
  } catch { return null; }
}

async function connect(s, count) {
  const made = [];
  for (let i = 0; i < count; i++) {
    made.push(await opened(s));
    if (made.length % 50 === 0) await settle(made.slice(-50));
  }
  await settle(made);
  return made;
}
async function settle(list) {
  const until = nowMs() + 20000;
  while (!list.every((w) => w.gotRoster || w.dead)) {
    if (nowMs() > until) throw new Error(`walls did not get a roster: ${list.find((w) => !w.gotRoster)?.closed ?? 'silent'}`);
    await sleep(5);
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
    walls[i] = open(w.s, { untimed: true });
    reloads++;
  }), 20);
}

const stateOn = (w, c) => w.picture.churches[c].state;
function check(list) {
  let correct = 0;
  const wrong = new Set();
  for (const w of list) {
    let ok = !w.dead && w.picture.strangers.size === 0;
    identities.forEach((_, c) => {
      const key = w.s * identities.length + c, want = versions[key].at(-1).state;
      if (stateOn(w, c) !== want) { ok = false; wrong.add(key); }
    });
    if (ok) correct++;
  }
  return { walls: list.length, correct, dead: list.filter((w) => w.dead).length, why: list.find((w) => w.dead)?.closed, wrong: [...wrong] };
}

/** True when a wall is connected (again, if it was cut off) and shows no church older than its acknowledged version. */
const isRight = (w, acked) => w.gotRoster && !w.dead && identities.every((_, c) => {
  const key = w.s * identities.length + c, shown = stateOn(w, c), list = versions[key];
  for (let v = list.length - 1; v >= acked[key]; v--) if (list[v].state === shown) return true;
  return false;
});

/** Resolves to the moment when every wall was right, or null after `patience` ms. */
async function recovered({ acked, patience }) {
  const until = nowMs() + patience, right = new Set();
  while (nowMs() < until) {
    walls.forEach((w, i) => { if (!right.has(i) && isRight(w, acked)) right.add(i); });
    if (right.size === walls.length) return nowMs();
    await sleep(5);
  }
  return null;
}

const sum = (what) => walls.reduce((a, w) => a + (w.untimed ? 0 : w[what]), 0);

const answers = {
  async connect() {
    for (let s = 0; s < walled; s++) walls.push(...await connect(s, wallsPerService));
    if (comeBack) walls.forEach((_, at) => keep(at));
    return { ok: walls.length };
  },
  mark() { latency = new Histogram(); changes = overtaken = 0; for (const w of walls) w.bytes = w.frames = 0; return { ok: true }; },
  reload: ({ perSecond }) => { reload(perSecond); return { ok: true }; },
  check: () => ({ ...check(walls), idleMs: nowMs() - lastMessage, lastMessage }),
  async recovered(m) { return { rightAt: await recovered(m) }; },
  report: () => ({ latency: { ...latency }, changes, overtaken, phantom, reloads, bytes: sum('bytes'), frames: sum('frames') }),
  async fresh() {
    const made = [];
    if (wallsPerService > 0 && adapter.hasRoster !== false) for (let s = 0; s < walled; s++) made.push(...await connect(s, 1));
    if (made.length === 0) return { ...check(made), rosterMs: null, rosterBytes: null };
    const middle = (key) => made.map((w) => w[key]).sort((x, y) => x - y)[Math.floor(made.length / 2)];
    return { ...check(made), rosterMs: middle('rosterMs'), rosterBytes: middle('rosterBytes') };
  },
  close() { closing = true; for (const w of walls) w.socket.destroy(); process.exit(0); },
};
parentPort.on('message', async ({ id, what, ...rest }) => {
  try { parentPort.postMessage({ id, ...(await answers[what](rest)) }); } catch (e) { parentPort.postMessage({ id, error: e.message }); }
});
