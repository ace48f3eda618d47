// One at a time, across processes: two builds that need the same folder wait for each other.
import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../artifacts/locks', import.meta.url));
const deadlineMs = 10 * 60_000;
const pause = new Int32Array(new SharedArrayBuffer(4));

function holderLives(file) {
  try {
    process.kill(Number(readFileSync(file, 'utf8')), 0);
    return true;
  } catch (fault) {
    // EPERM: it lives and is someone else's. ESRCH, ENOENT: it is gone.
    return fault.code === 'EPERM';
  }
}

/** Runs `work` while holding the lock called `name`; waits for another holder, and takes over from a dead one. */
export function withLock(name, work) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, createHash('sha256').update(name).digest('hex').slice(0, 16));
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    const giveUp = Date.now() + deadlineMs;
    for (;;) {
      try {
        // A link appears with its content, so nobody ever reads a holder's number half written.
        linkSync(mine, file);
        break;
      } catch (fault) {
        if (fault.code !== 'EEXIST') throw fault;
      }
      if (!holderLives(file)) rmSync(file, { force: true });
      else if (Date.now() > giveUp) throw new Error(`waited ten minutes for another build; if there is none, delete ${file}`);
      else Atomics.wait(pause, 0, 0, 200);
    }
    try {
      return work();
    } finally {
      rmSync(file, { force: true });
    }
  } finally {
    rmSync(mine, { force: true });
  }
}
