// One run against one target; prints one JSON line. See README.md for the options.
// Started with an IPC channel it tells how far it is ({ phase, done, of }), asks for a kill ({ kill: true }) and
// waits to be told when it was done ({ killed: ms }) and when the port was back ({ back: ms }); see clock.js.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { adapters } from './adapters.js';
import { nowMs, sleep } from './clock.js';
import { drive } from './drive.js';
import { makePlan } from './plan.js';
import { Outage } from './outage.js';
import { report } from './report.js';
import { machineCpu, machineSpeed, rssMb, treeCpu } from './stats.js';
import { warmUp } from './warm-up.js';

const { values: a } = parseArgs({ options: Object.fromEntries(Object.entries({
  adapter: 'socketio', url: 'http://127.0.0.1:3100', name: '', services: '20', churches: '60', walls: '2', warm: '0', events: '4000',
  mode: 'closed', concurrency: '32', rate: '200', order: 'church', dup: '0.05', ooo: '0.05', bad: '0.01', seed: '1',
  key: process.env.LIVEKIT_API_KEY ?? 'devkey', secret: process.env.LIVEKIT_API_SECRET ?? 'secretsecretsecretsecretsecretsecret',
  'server-pid': '', 'pg-pid': '0', 'queue-depth': '0', 'max-age': '30000', storm: 'false', reload: '0', settle: '8000',
  'kill-at': '0', 'acked-file': '', walled: '0', negotiate: 'false',
}).map(([k, v]) => [k, { type: 'string', default: v }])) });
const num = (k) => Number(a[k]);
const urls = a.url.split(',').map((u) => new URL(u)), targets = urls.map((u) => ({ host: u.hostname, port: +u.port }));
const adapter = adapters[a.adapter];
const serverPids = a['server-pid'].split(',').filter(Boolean).map(Number), pgPid = num('pg-pid');
const storm = a.storm === 'true'; // measure the doors-open phase itself
const tell = (message) => process.send?.(message);

const plan = makePlan({
  services: num('services'), churches: num('churches'), warm: num('warm'), events: storm ? 0 : num('events'), dup: num('dup'), ooo: num('ooo'), bad: num('bad'), seed: num('seed'), serial: a.order === 'room',
  key: a.key, secret: a.secret, path: adapter.webhookPath, ...targets[0], run: Date.now().toString(36).slice(-6),
});
if (a.negotiate === 'true' && num('reload') > 0) throw new Error('--negotiate is not for walls that are reloaded: --reload 0');
const outage = num('kill-at') > 0 ? new Outage(num('kill-at'), plan.churches.length) : null;
const walled = num('walled') || plan.services.length; // the first so many services have walls
const sentAt = new SharedArrayBuffer(plan.events * 8), sent = new Float64Array(sentAt);
const rss = () => (serverPids.length ? Math.max(...serverPids.map((pid) => rssMb(pid) ?? 0)) : null);
const usage = () => ({ t: nowMs(), gen: process.cpuUsage(), server: serverPids.reduce((sum, pid) => sum + treeCpu(pid), 0), pg: pgPid ? treeCpu(pgPid) : 0, machine: machineCpu() });

const machine = machineSpeed(), rssIdle = rss();
tell({ phase: 'preparing' });
const prepared = await adapter.prepare?.(urls[0], plan.services, process.env.ADMIN_API_KEY, walled);
const walls = new Worker(new URL('./walls.js', import.meta.url), { workerData: {
  targets, adapterName: a.adapter, services: plan.services, identities: plan.identities, versions: plan.churches.map((c) => c.versions),
  sentAt, firstMeasured: storm ? 0 : plan.firstMeasured, prefix: plan.prefix, wallsPerService: num('walls'), walled, prepared, comeBack: outage !== null, negotiate: a.negotiate === 'true',
} });
const asked = new Map();
let questions = 0;
walls.on('message', ({ id, error, ...answer }) => { const { ok, no } = asked.get(id); asked.delete(id); if (error) no(new Error(error)); else ok(answer); });
const ask = (what, rest) => new Promise((ok, no) => { const id = questions++; asked.set(id, { ok, no }); walls.postMessage({ id, what, ...rest }); });

await ask('connect');
const rssConnected = rss();
const settings = { order: a.order, queueDepth: num('queue-depth'), maxAge: num('max-age'), resend: outage !== null, targets, sent };
const preload = plan.requests.slice(0, plan.preload), facts = [];
const acked = (q, now) => { if (q.kind === 'event') { outage?.acked(q, now); if (a['acked-file']) facts.push(q.what); } };
if (!storm) {
  const closed = { ...settings, mode: 'closed', concurrency: 32, acked };
  await drive(preload, { ...closed, progress: (done, of) => tell({ phase: 'doors open', done, of }) });
  await warmUp(plan.requests.slice(plan.preload, plan.warm), serverPids, { ...closed, progress: (done, of) => tell({ phase: 'warming up', done, of }) });
  await sleep(500);
}
await ask('mark');
let rssPeak = 0;
const rssTimer = setInterval(() => { rssPeak = Math.max(rssPeak, rss() ?? 0); }, 200);
const before = usage();
await ask('reload', { perSecond: num('reload') });
const measured = storm ? preload : plan.requests.slice(plan.warm);
outage?.begin(measured.length, tell, (recovery) => ask('recovered', recovery));
const r = await drive(measured, { ...settings, mode: a.mode, concurrency: num('concurrency'), rate: num('rate'), acked, progress: (done, of) => tell({ phase: 'running', done, of }) });
const answered = nowMs();
await ask('reload', { perSecond: 0 });
tell({ phase: 'checking' });
let live;
for (;;) { // until every wall is right, or nothing has arrived for a while
  live = await ask('check');
  if (live.correct === live.walls || (live.idleMs > 1500 && nowMs() - answered > 1500) || nowMs() - answered > num('settle')) break;
  await sleep(20);
}
const after = outage ? null : usage(), seen = await ask('report'); // an outage changes the processes: their usage means nothing
const recovery = await outage?.report();
clearInterval(rssTimer);
const fresh = await ask('fresh');
walls.postMessage({ what: 'close' });
if (a['acked-file']) writeFileSync(a['acked-file'], JSON.stringify(facts));

const line = report({ options: a, num, plan, r, live, fresh, seen, before, after, answered, recovery, machine, rss: { idle: rssIdle, connected: rssConnected, peak: rssPeak } });
process.stdout.write(`${JSON.stringify(line)}\n`, () => process.disconnect?.());
