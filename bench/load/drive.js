// Sends a slice of the plan as LiveKit would: in order per room or church, in the open or closed loop, again on failure.
import { nowMs } from './clock.js';
import { Histogram } from './stats.js';
import { Poster } from './wire.js';

// LiveKit retries network errors, 429 and 5xx but 501: five attempts, 1, 2, 4 and 8 s apart, or as Retry-After asks for
// 429 and 503 (livekit/protocol webhook with the defaults of hashicorp/go-retryablehttp).
const RETRIES_MS = [1000, 2000, 4000, 8000];
const retryable = (status) => status === 0 || status === 429 || (status >= 500 && status !== 501);

/**
 * options: { mode: 'closed'|'open', concurrency, rate, order: 'church'|'room', queueDepth, maxAge, resend, targets, sent, acked(request, ms), progress(done, of) }.
 * Resolves to counts and the histogram of answers when every request was answered, dropped or given up.
 */
export function drive(requests, { mode, concurrency, rate, order, queueDepth = 0, maxAge = 0, resend = false, targets, sent, acked, progress }) {
  return new Promise((resolve) => {
    const r = { http: new Histogram(), status: {}, accepted: 0, refusedBad: 0, acceptedBad: 0, failed: 0, dropped: 0, resent: 0, deepestQueue: 0, connections: 0 };
    const queues = new Map(), ready = [], idle = [], posters = [];
    const started = nowMs();
    let next = 0, open = 0, inflight = 0, readyAt = 0, timer, told = started;

    const lineOf = (q) => {
      const key = order === 'room' ? q.s : q.key;
      if (!queues.has(key)) queues.set(key, { busy: false, waiting: [] });
      return queues.get(key);
    };
    const release = (q, due) => {
      const line = lineOf(q);
      if (queueDepth && line.waiting.length >= queueDepth) { r.dropped++; return; }
      open++;
      q.due = due;
      if (!line.busy) { line.busy = true; ready.push(q); return; }
      line.waiting.push(q);
      r.deepestQueue = Math.max(r.deepestQueue, line.waiting.length);
    };
    const advance = (q) => {
      if (q.twinOf) return;
      const line = lineOf(q), following = line.waiting.shift();
      if (following) ready.push(following); else line.busy = false;
    };
    const poster = () => {
      posters.push(new Poster(targets[posters.length % targets.length], done));
      return posters.at(-1);
    };
    const post = (q) => { inflight++; (idle.pop() ?? poster()).post(q); };

    const launch = (q) => {
      const now = nowMs();
      if (q.tries) { post(q); return; }
      if (queueDepth && q.due && now - q.due > maxAge) { r.dropped++; open--; advance(q); return; }
      q.t = q.due || now;
      if (q.kind === 'event') sent[q.ev] = q.t;
      post(q);
      if (q.twin) { open++; post(Object.assign(q.twin, { t: q.t, twinOf: q })); }
    };
    const pump = () => {
      if (mode === 'closed') while (next < requests.length && ready.length - readyAt + inflight < concurrency && open < concurrency * 8) release(requests[next++], 0);
      while (readyAt < ready.length && inflight < concurrency) launch(ready[readyAt++]);
      if (readyAt > 4096) { ready.splice(0, readyAt); readyAt = 0; }
      if (next < requests.length || open > 0) return;
      clearTimeout(timer);
      for (const p of posters) p.end();
      resolve(Object.assign(r, { seconds: (nowMs() - started) / 1000, connections: posters.length }));
    };

    const sendAgain = (q, retryAfter) => {
      const wait = retryAfter ?? RETRIES_MS[q.tries ?? 0];
      q.tries = (q.tries ?? 0) + 1;
      r.resent++;
      setTimeout(() => { ready.push(q); pump(); }, wait);
    };
    const settle = (q, status, now) => {
      open--;
      r.http.add(now - q.t);
      const ok = status >= 200 && status < 300;
      if (q.kind === 'bad') { if (ok) r.acceptedBad++; else if (status >= 400 && status < 500) r.refusedBad++; else r.failed++; }
      else if (ok) { r.accepted++; acked?.(q, now); }
      else r.failed++;
      advance(q);
    };
    function done(p, q, status, retryAfterSeconds) {
      const now = nowMs();
      inflight--;
      idle.push(p);
      r.status[status] = (r.status[status] ?? 0) + 1;
      if (resend && retryable(status) && (q.tries ?? 0) < RETRIES_MS.length) sendAgain(q, status === 429 || status === 503 ? retryAfterSeconds && retryAfterSeconds * 1000 : null);
      else settle(q, status, now);
      if (progress && now - told > 500) { told = now; progress(r.http.n, requests.length); }
      pump();
    }

    if (mode === 'closed') { pump(); return; }
    const tick = () => {
      const now = nowMs();
      for (; next < requests.length && started + next * 1000 / rate <= now; next++) release(requests[next], started + next * 1000 / rate);
      pump();
      if (next < requests.length) timer = setTimeout(tick, 1);
    };
    tick();
  });
}
