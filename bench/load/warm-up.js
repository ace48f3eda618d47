// Sends what is not measured, until servers that compile their code while they run have done so.
import { nowMs, sleep } from './clock.js';
import { drive } from './drive.js';
import { treeCpu } from './stats.js';

const PARTS = 3; // a compiler in the background first builds code that counts and, when that was called often, code that lasts

/** Drives the requests in parts, each followed by a wait until the servers are at rest; `options` as for `drive`. */
export async function warmUp(requests, serverPids, options) {
  const start = (part) => Math.floor(requests.length * part / PARTS);
  for (let part = 0; part < PARTS && requests.length; part++) {
    const progress = (done) => options.progress(start(part) + done, requests.length);
    await drive(requests.slice(start(part), start(part + 1)), { ...options, progress });
    await atRest(serverPids);
  }
}

/** Waits until the servers have used less than a twentieth of a core each for a second, at most half a minute; 5 s where they are unknown. */
async function atRest(pids) {
  if (pids.length === 0) return sleep(5000);
  const cpu = () => pids.reduce((sum, pid) => sum + treeCpu(pid), 0);
  for (let before = cpu(), calm = 0, end = nowMs() + 30_000; calm < 2 && nowMs() < end;) {
    await sleep(500);
    const now = cpu();
    calm = now - before < 0.025 * pids.length ? calm + 1 : 0;
    before = now;
  }
}
