// The targets, beside what was measured: what a figure must be in itself, and relative to others of the same bench.
const atLeast = (goal) => ({ ...goal, fits: (x, least) => x >= least, sign: '≥' });
const atMost = (goal) => ({ ...goal, fits: (x, most) => x <= most, sign: '≤' });
const seconds = (ms) => (ms === null || ms === undefined ? null : ms / 1000);
const walls = (r) => r.liveWalls.total + r.freshWalls.total, right = (r) => r.liveWalls.correct + r.freshWalls.correct;
// Of what LiveKit dropped no server ever hears.
const rightShare = (r) => (walls(r) > 0 && r.dropped === 0 ? Math.floor(1000 * right(r) / walls(r)) / 10 : null);
const wrongs = (r) => r.phantomChanges + r.badAccepted + r.failed;
const hook = (r) => r.cpu.serverUsPerWebhook + r.cpu.pgUsPerWebhook;
const perSec = (r) => r.acceptedPerSec;
const lost = (r) => r.kept?.lost, recovery = (r) => seconds(r.outage?.wallsRightMs);

/**
 * `is`: in itself; `to`: relative to another target of that name. `any` scenario means all that ran. Rows without either have no target: they
 * are shown for what they are beside the others. `worst`: of several runs the worst counts, and not the median.
 */
export const goals = [
  { scenario: 'many-closed', what: 'webhooks/s', of: perSec, ...atLeast({ to: { node: 3, floor: 0.85, beside: 0.95 } }) },
  { scenario: 'large-closed', what: 'webhooks/s', of: perSec, ...atLeast({ to: { node: 7, floor: 0.8, beside: 0.95 } }) },
  { scenario: 'thousand-closed', what: 'webhooks/s', of: perSec, ...atLeast({ to: { beside: 0.95 } }) },
  { scenario: 'one-closed', what: 'webhooks/s', of: perSec, ...atLeast({ to: { node: 1.2, floor: 0.85 } }) },
  { scenario: 'many-open', what: 'answer p50 ms', of: (r) => r.http.p50 },
  { scenario: 'many-open', what: 'answer p99 ms', of: (r) => r.http.p99, ...atMost({ to: { node: 0.5, floor: 1.15 } }) },
  { scenario: 'many-open', what: 'CPU µs per webhook', of: hook, ...atMost({ to: { node: 0.8, floor: 1.25, beside: 1.05 } }) },
  { scenario: 'many-heavy', what: 'answer p99 ms', of: (r) => r.http.p99 },
  { scenario: 'many-heavy', what: 'wall p99 ms', of: (r) => r.wall.p99 },
  { scenario: 'fanout-open', what: 'wall p50 ms', of: (r) => r.wall.p50, ...atMost({ to: { node: 0.6, floor: 1.3, beside: 1.05 } }) },
  { scenario: 'fanout-open', what: 'wall p99 ms', of: (r) => r.wall.p99, ...atMost({ to: { node: 0.6, floor: 1.3 } }) },
  { scenario: 'fanout-open', what: 'CPU µs per frame', of: (r) => r.cpu.serverUsPerFrame },
  { scenario: 'fanout-500', what: 'wall p99 ms', of: (r) => r.wall.p99 },
  { scenario: 'fanout-500', what: 'CPU µs per change', of: (r) => r.cpu.serverUsPerPush, ...atMost({ to: { node: 0.08 } }) },
  { scenario: 'fanout-500', what: 'frames/s', of: (r) => r.framesPerSec },
  { scenario: 'storm-2000', what: 'webhooks dropped', of: (r) => r.dropped },
  { scenario: 'storm-2000', what: 'webhooks/s', of: perSec },
  { scenario: 'fanout-open', what: 'bytes per change', of: (r) => r.bytesPerWallPerChange, ...atMost({ is: 110, to: { node: 0.5 } }) },
  { scenario: 'many-open', what: 'bytes per change', of: (r) => r.bytesPerWallPerChange, ...atMost({ is: 110, to: { node: 0.5 } }) },
  { scenario: 'memory', what: 'MB at rest', of: (r) => r.rssMb.idle, ...atMost({ is: 115, to: { node: 1.4 } }) },
  { scenario: 'memory', what: 'MB with 1,000 walls, peak', of: (r) => r.rssMb.peak, ...atMost({ is: 165, to: { node: 1.3 } }) },
  { scenario: 'memory', what: 'frames/s', of: (r) => r.framesPerSec },
  { scenario: 'any', what: '% of walls right', worst: Math.min, of: rightShare, ...atLeast({ is: 100 }) },
  { scenario: 'any', what: 'phantoms, let in, failed', worst: Math.max, of: wrongs, ...atMost({ is: 0 }) },
  { scenario: 'kill-server', what: 'acknowledged and lost', worst: Math.max, of: lost, ...atMost({ is: 0 }) },
  { scenario: 'kill-server', what: 's to all walls right', of: recovery, ...atMost({ is: 1.5 }) },
  { scenario: 'kill-postgres', what: 'acknowledged and lost', worst: Math.max, of: lost, ...atMost({ is: 0 }) },
  { scenario: 'kill-postgres', what: 's to all walls right', of: recovery, ...atMost({ is: 2 }) },
];

const isKnown = (x) => x !== null && x !== undefined && !Number.isNaN(x);

/** The middle one of what was measured, the mean of two in the middle; null of nothing. */
export function median(list) {
  const sorted = list.filter(isKnown).sort((x, y) => x - y), last = sorted.length - 1;
  return last < 0 ? null : (sorted[Math.floor(last / 2)] + sorted[Math.ceil(last / 2)]) / 2;
}

/** The figure of one goal for one target: a median, or the worst where one is too many. */
export function figure(goal, lines, target) {
  const mine = lines.filter((line) => line.name === target && (goal.scenario === 'any' || line.scenario === goal.scenario));
  const known = mine.map((line) => { try { return goal.of(line); } catch { return null; } }).filter(isKnown);
  return goal.worst && known.length ? goal.worst(...known) : median(known);
}

/** figures: of all targets, by name. What of a goal was missed: 'itself' or names of targets; null where nothing of it could be judged. */
export function missed(goal, mine, figures) {
  if (mine === null) return null;
  const judged = [
    ...(goal.is === undefined ? [] : [['itself', goal.fits(mine, goal.is)]]),
    ...Object.entries(goal.to ?? {}).filter(([name]) => figures[name]).map(([name, ratio]) => [name, goal.fits(mine / figures[name], ratio)]),
  ];
  return judged.length === 0 ? null : judged.filter(([, met]) => !met).map(([name]) => name);
}
