// What a run came to, as the one JSON line.
import { Histogram } from './stats.js';

const d = (x, n = 2) => Math.round(x * 10 ** n) / 10 ** n;

export function report({ options: a, num, plan, r, live, fresh, seen, before, after, answered, recovery, machine, rss }) {
  const wallSeconds = Math.max(r.seconds, (live.lastMessage - before.t) / 1000);
  const wrong = [...new Set([...live.wrong, ...fresh.wrong])];
  const afterLateLeft = wrong.filter((k) => plan.churches[k].lastOoo).length;
  const wallCount = live.walls;
  return {
    name: a.name || a.adapter, services: plan.services.length, churches: plan.identities.length, walls: num('walls'), mode: a.mode, order: a.order,
    ...(a.mode === 'open' ? { rate: num('rate') } : { concurrency: num('concurrency') }), seed: num('seed'),
    sent: r.http.n, seconds: d(r.seconds), acceptedPerSec: d(r.accepted / r.seconds, 1), accepted: r.accepted, failed: r.failed, dropped: r.dropped,
    badRefused: r.refusedBad, badAccepted: r.acceptedBad, status: r.status, connections: r.connections,
    http: r.http.report(), wall: new Histogram(seen.latency).report(), pushesPerSec: d(seen.changes / wallSeconds, 0), framesPerSec: wallCount ? d(seen.frames / wallSeconds, 0) : null,
    bytesPerWallPerChange: seen.changes && !num('reload') && !recovery ? d(seen.bytes / seen.changes, 1) : null, bytesPerFrame: seen.frames ? d(seen.bytes / seen.frames, 1) : null,
    ...(num('reload') ? { reloads: seen.reloads } : {}),
    ...(recovery ? { outage: { ...recovery, resent: r.resent, deepestQueue: r.deepestQueue } } : {}),
    drainMs: d(Math.max(0, live.lastMessage - answered), 1), overtakenChanges: seen.overtaken, phantomChanges: seen.phantom,
    liveWalls: { total: live.walls, correct: live.correct, dead: live.dead, why: live.why }, freshWalls: { total: fresh.walls, correct: fresh.correct, rosterMs: fresh.rosterMs === null ? null : d(fresh.rosterMs, 1), rosterBytes: fresh.rosterBytes },
    wrongChurches: wrong.length, wrongAfterOutOfOrder: afterLateLeft, wrongOther: wrong.length - afterLateLeft,
    churchesTotal: plan.churches.length, outOfOrderPairs: plan.ooo,
    allCorrect: live.correct === live.walls && fresh.correct === fresh.walls && r.acceptedBad === 0 && r.failed === 0 && r.dropped === 0,
    ...(after ? { cpu: cpu(before, after, wallSeconds, r.http.n, seen) } : {}),
    machine, rssMb: { ...rss, kbPerWall: rss.idle !== null && wallCount >= 500 ? d((rss.connected - rss.idle) * 1024 / wallCount, 1) : null },
  };
}

/** Cores over the time that walls were busy; `other`, what else ran here, over the whole time with the settling. */
function cpu(before, after, seconds, sent, { changes, frames }) {
  const span = (after.t - before.t) / 1000;
  const generator = (after.gen.user + after.gen.system - before.gen.user - before.gen.system) / 1e6;
  const server = after.server - before.server, pg = after.pg - before.pg, busy = after.machine.busy - before.machine.busy;
  return {
    server: d(server / seconds), pg: d(pg / seconds), generator: d(generator / seconds),
    other: d((busy - server - pg - generator) / span), cores: d((busy + after.machine.idle - before.machine.idle) / span, 0),
    serverUsPerWebhook: d(server * 1e6 / sent, 0), pgUsPerWebhook: d(pg * 1e6 / sent, 0), serverUsPerPush: changes ? d(server * 1e6 / changes, 2) : null,
    serverUsPerFrame: frames ? d(server * 1e6 / frames, 2) : null,
  };
}
