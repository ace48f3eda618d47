// One run against one target; prints one JSON line. See README.md for the options.
import { Worker } from 'node:worker_threads';
import { parseArgs } from 'node:util';
import { adapters } from './adapters.js';
import { makePlan } from './plan.js';
import { Histogram, floors, machineCpu, rssMb, treeCpu } from './stats.js';
import { Poster } from './wire.js';

const { values: a } = parseArgs({ options: Object.fromEntries(Object.entries({
  adapter: 'socketio', url: 'http://127.0.0.1:3100', name: '', services: '20', churches: '60', walls: '2', events: '4000',
  mode: 'closed', concurrency: '32', rate: '200', order: 'church', dup: '0.05', ooo: '0.05', bad: '0.01', seed: '1',
  key: process.env.LIVEKIT_API_KEY ?? 'devkey', secret: process.env.LIVEKIT_API_SECRET ?? 'secretsecretsecretsecretsecretsecret',
  'server-pid': '0', 'pg-pid': '0', 'queue-depth': '0', 'max-age': '30000', storm: 'false', reload: '0', settle: '8000',
}).map(([k, v]) => [k, { type: 'string', default: v }])) });
const num = (k) => Number(a[k]);
const url = new URL(a.url), target = { host: url.hostname, port: +url.port };
const adapter = adapters[a.adapter];
const serverPid = num('server-pid'), pgPid = num('pg-pid');
const nowMs = () => { const t = process.hrtime(); return t[0] * 1e3 + t[1] / 1e6; };
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const storm = a.storm === 'true'; // measure the doors-open phase itself

const plan = makePlan({
  services: num('services'), churches: num('churches'), events: storm ? 0 : num('events'), dup: num('dup'), ooo: num('ooo'), bad: num('bad'), seed: num('seed'), serial: a.order === 'room',
  key: a.key, secret: a.secret, path: adapter.webhookPath, ...target, run: Date.now().toString(36).slice(-6),
});
const sentAt = new SharedArrayBuffer(plan.events * 8), sent = new Float64Array(sentAt);
const prepared = await adapter.prepare?.(url, plan.services, process.env.ADMIN_API_KEY);
const walls = new Worker(new URL('./walls.js', import.meta.url), { workerData: {
  target, adapterName: a.adapter, services: plan.services, identities: plan.identities, versions: plan.churches.map((c) => c.versions),
  sentAt, firstMeasured: storm ? 0 : plan.preloadEvents, prefix: plan.prefix, wallsPerService: num('walls'), prepared,
} });
const ask = (what) => new Promise((ok, no) => { walls.once('message', (m) => (m.error ? no(new Error(m.error)) : ok(m))); walls.postMessage(what); });

// Sends a slice of the plan. LiveKit sends one webhook at a time per room; `order` picks what is kept in sequence: church or room.
function drive(requests, { mode, concurrency, rate }) {
  return new Promise((resolve) => {
    const r = { http: new Histogram(), status: {}, accepted: 0, refusedBad: 0, acceptedBad: 0, failed: 0, dropped: 0, connections: 0 };
    const queues = new Map(), ready = [], idle = [], posters = [];
    let next = 0, open = 0, inflight = 0, started = nowMs(), readyAt = 0, timer;
    const depth = num('queue-depth'), maxAge = num('max-age');
    const keyOf = (q) => (a.order === 'room' ? q.s : q.key);
    const release = (q, due) => {
      const key = keyOf(q);
      let line = queues.get(key);
      if (!line) queues.set(key, line = { busy: false, waiting: [] });
      if (depth && line.waiting.length >= depth) { r.dropped++; return; }
      open++;
      q.due = due;
      if (line.busy) line.waiting.push(q); else { line.busy = true; ready.push(q); }
    };
    const post = (q) => { inflight++; (idle.pop() ?? (posters.push(new Poster(target, done)), posters.at(-1))).post(q); };
    const pump = () => {
      if (mode === 'closed') while (next < requests.length && ready.length - readyAt + inflight < concurrency && open < concurrency * 8) release(requests[next++], 0);
      while (readyAt < ready.length && inflight < concurrency) {
        const q = ready[readyAt++];
        const t = nowMs();
        if (depth && q.due && t - q.due > maxAge) { r.dropped++; open--; advance(q); continue; }
        q.t = q.due || t;
        if (q.kind === 'event') sent[q.ev] = q.t;
        post(q);
        if (q.twin) { open++; post(Object.assign(q.twin, { t: q.t, twinOf: q })); }
      }
      if (readyAt > 4096) { ready.splice(0, readyAt); readyAt = 0; }
      if (next >= requests.length && open === 0) {
        clearTimeout(timer);
        r.seconds = (nowMs() - started) / 1000; r.connections = posters.length;
        for (const p of posters) p.end();
        resolve(r);
      }
    };
    const advance = (q) => { if (q.twinOf) return; const line = queues.get(keyOf(q)); const w = line.waiting.shift(); if (w) ready.push(w); else line.busy = false; };
    const done = (p, q, status) => {
      inflight--; open--;
      idle.push(p);
      r.http.add(nowMs() - q.t);
      r.status[status] = (r.status[status] ?? 0) + 1;
      const ok = status >= 200 && status < 300;
      if (q.kind === 'bad') { if (ok) r.acceptedBad++; else if (status >= 400 && status < 500) r.refusedBad++; else r.failed++; }
      else if (ok) r.accepted++; else r.failed++;
      advance(q);
      pump();
    };
    if (mode === 'open') {
      const tick = () => {
        const t = nowMs();
        while (next < requests.length && started + next * 1000 / rate <= t) { const due = started + next * 1000 / rate; release(requests[next++], due); }
        pump();
        if (next < requests.length) timer = setTimeout(tick, 1);
      };
      tick();
    } else pump();
  });
}
const usage = () => ({ t: nowMs(), gen: process.cpuUsage(), server: serverPid ? treeCpu(serverPid) : 0, pg: pgPid ? treeCpu(pgPid) : 0, machine: machineCpu() });

const floor = floors(), rssIdle = rssMb(serverPid);
await ask('connect');
const rssConnected = rssMb(serverPid);
const preload = plan.requests.slice(0, plan.preload);
if (!storm) { await drive(preload, { mode: 'closed', concurrency: 32 }); await sleep(500); }
await ask('mark');
let rssPeak = 0;
const rssTimer = setInterval(() => { rssPeak = Math.max(rssPeak, rssMb(serverPid) ?? 0); }, 200);
const before = usage();
walls.postMessage({ reload: num('reload') });
const r = await drive(storm ? preload : plan.requests.slice(plan.preload), { mode: a.mode, concurrency: num('concurrency'), rate: num('rate') });
const acked = nowMs();
walls.postMessage({ reload: 0 });
let live;
for (;;) { // until every wall is right, or nothing has arrived for a while
  live = await ask('check');
  if (live.correct === live.walls || (live.idleMs > 1500 && nowMs() - acked > 1500) || nowMs() - acked > num('settle')) break;
  await sleep(20);
}
const after = usage(), report = await ask('report');
clearInterval(rssTimer);
const fresh = await ask('fresh');
walls.postMessage('close');

const wallSeconds = Math.max(r.seconds, (live.lastMessage - before.t) / 1000);
const cpuSpan = wallSeconds, fullSpan = (after.t - before.t) / 1000; // the full span includes the settling time
const gen = (after.gen.user + after.gen.system - before.gen.user - before.gen.system) / 1e6;
const server = after.server - before.server, pg = after.pg - before.pg, busy = after.machine.busy - before.machine.busy;
const sentCount = r.http.n, d = (x, n = 2) => Math.round(x * 10 ** n) / 10 ** n;
const latency = new Histogram(report.latency);
const wrong = [...new Set([...live.wrong, ...fresh.wrong])];
console.log(JSON.stringify({
  name: a.name || a.adapter, services: plan.services.length, churches: plan.identities.length, walls: num('walls'), mode: a.mode, order: a.order,
  ...(a.mode === 'open' ? { rate: num('rate') } : { concurrency: num('concurrency') }), seed: num('seed'),
  sent: sentCount, seconds: d(r.seconds), acceptedPerSec: d(r.accepted / r.seconds, 1), accepted: r.accepted, failed: r.failed, dropped: r.dropped,
  badRefused: r.refusedBad, badAccepted: r.acceptedBad, status: r.status, connections: r.connections,
  http: r.http.report(), wall: latency.report(), pushesPerSec: d(report.changes / wallSeconds, 0),
  bytesPerWallPerChange: report.changes && !num('reload') ? d(report.bytes / report.changes, 1) : null,
  ...(num('reload') ? { reloads: report.reloads } : {}),
  drainMs: d(Math.max(0, live.lastMessage - acked), 1), phantomChanges: report.phantom,
  liveWalls: { total: live.walls, correct: live.correct, dead: live.dead }, freshWalls: { total: fresh.walls, correct: fresh.correct },
  wrongChurches: wrong.length, wrongAfterOutOfOrder: wrong.filter((k) => plan.churches[k].lastOoo).length, wrongOther: wrong.filter((k) => !plan.churches[k].lastOoo).length,
  churchesTotal: plan.churches.length, outOfOrderPairs: plan.ooo, allCorrect: live.correct === live.walls && fresh.correct === fresh.walls && r.acceptedBad === 0 && r.failed === 0 && r.dropped === 0,
  cpu: { server: d(server / cpuSpan), pg: d(pg / cpuSpan), generator: d(gen / cpuSpan), other: d((busy - server - pg - gen) / fullSpan), cores: d((busy + after.machine.idle - before.machine.idle) / fullSpan, 0),
    serverUsPerWebhook: d(server * 1e6 / sentCount, 0), pgUsPerWebhook: d(pg * 1e6 / sentCount, 0), serverUsPerPush: report.changes ? d(server * 1e6 / report.changes, 2) : null },
  floor, rssMb: { idle: rssIdle, connected: rssConnected, peak: rssPeak },
}));
