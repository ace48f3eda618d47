// Whether this machine is calm enough for figures that mean something, and who disturbs it when not.
import { readFileSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { nowMs, sleep } from '../load/clock.js';
import { machineCpu } from '../load/stats.js';
import { Trouble } from './trouble.js';

const TICKS_PER_SECOND = 100; // USER_HZ on Linux
export const CALM_CORES = 0.3;

function ticks() {
  const all = new Map();
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1'), rest = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      all.set(Number(pid), Number(rest[11]) + Number(rest[12]));
    } catch { /* it ended meanwhile */ }
  }
  return all;
}

/** A process as people know it: its program, and the script or assembly that this runs. */
function nameOf(pid) {
  try {
    const [program, ...words] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    if (!program) return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
    const script = words.find((word) => /\.(dll|m?js|py)$/.test(word));
    return [basename(program.split(' ')[0]), script && basename(script)].filter(Boolean).join(' ');
  } catch { return 'a process that has ended'; }
}

/** Cores in use over so many ms, and the process that uses most. */
async function usage(ms) {
  const machine = machineCpu(), before = ticks(), began = nowMs();
  await sleep(ms);
  const seconds = (nowMs() - began) / 1000, after = ticks();
  let busiest = { pid: 0, cores: 0 };
  for (const [pid, now] of after) {
    const cores = (now - (before.get(pid) ?? now)) / TICKS_PER_SECOND / seconds;
    if (pid !== process.pid && cores > busiest.cores) busiest = { pid, cores };
  }
  return { cores: (machineCpu().busy - machine.busy) / seconds, busiest };
}

/** Waits up to so many seconds for calm; resolves to null, or to the words that say who is busy. */
export async function disturbance(seconds) {
  for (const end = Date.now() + seconds * 1000; ; ) {
    const { cores, busiest } = await usage(1500);
    if (cores <= CALM_CORES) return null;
    if (Date.now() > end) {
      const who = busiest.pid ? `most of it ${nameOf(busiest.pid)} (process ${busiest.pid}, ${busiest.cores.toFixed(2)} cores)` : 'by processes that end at once';
      return `${cores.toFixed(2)} cores are in use, ${who}`;
    }
  }
}

/** @throws Trouble on a machine whose figures would mean nothing. */
export async function insistOnCalm() {
  const words = await disturbance(20);
  if (words) throw new Trouble(`this machine is busy: ${words}. Stop that and try again, or see whether all works with --quick`);
}
