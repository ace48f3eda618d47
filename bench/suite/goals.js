// The targets, beside what was measured: a figure, what it must be, and what it must be relative to the Node baseline.
const atLeast = (goal, ratio) => ({ goal, ratio, fits: (x) => x >= goal, fitsRatio: (x) => x >= ratio, sign: '≥' });
const atMost = (goal, ratio) => ({ goal, ratio, fits: (x) => x <= goal, fitsRatio: (x) => x <= ratio, sign: '≤' });
const seconds = (ms) => (ms === null || ms === undefined ? null : ms / 1000);
const walls = (r) => r.liveWalls.total + r.freshWalls.total, right = (r) => r.liveWalls.correct + r.freshWalls.correct;
const wrongs = (r) => r.phantomChanges + r.badAccepted + r.failed;
const cpuPerChange = (r) => r.cpu.serverUsPerPush;

/** row: the number in performance.md's table of targets; `any` scenario means all that ran. */
export const goals = [
  { row: 1, scenario: 'many-closed', what: 'webhooks/s', of: (r) => r.acceptedPerSec, ...atLeast(16000, 4) },
  { row: 2, scenario: 'large-closed', what: 'webhooks/s', of: (r) => r.acceptedPerSec, ...atLeast(8000, 5) },
  { row: 3, scenario: 'many-open', what: 'answer p50 ms', of: (r) => r.http.p50, ...atMost(0.75, 0.5) },
  { row: 3, scenario: 'many-open', what: 'answer p99 ms', of: (r) => r.http.p99, ...atMost(3.3, 0.5) },
  { row: 4, scenario: 'many-open', what: 'CPU µs per webhook', of: (r) => r.cpu.serverUsPerWebhook + r.cpu.pgUsPerWebhook, ...atMost(400, 0.8) },
  { row: 5, scenario: 'many-heavy', what: 'wall p99 ms', of: (r) => r.wall.p99, ...atMost(10, 0.1) },
  { row: 6, scenario: 'fanout-open', what: 'wall p50 ms', of: (r) => r.wall.p50, ...atMost(5, 0.45) },
  { row: 6, scenario: 'fanout-open', what: 'wall p99 ms', of: (r) => r.wall.p99, ...atMost(10, 0.4) },
  { row: 7, scenario: 'fanout-500', what: 'wall p99 ms', of: (r) => r.wall.p99, ...atMost(100) },
  { row: 7, scenario: 'fanout-500', what: 'CPU µs per change', of: cpuPerChange, ...atMost(1.5, 0.12) },
  { row: 8, scenario: 'storm-2000', what: 'webhooks dropped', of: (r) => r.dropped, ...atMost(0) },
  { row: 9, scenario: 'fanout-open', what: 'bytes per change', of: (r) => r.bytesPerWallPerChange, ...atMost(110, 0.5) },
  { row: 9, scenario: 'many-open', what: 'bytes per change', of: (r) => r.bytesPerWallPerChange, ...atMost(110, 0.5) },
  { row: 10, scenario: 'memory', what: 'MB at rest', of: (r) => r.rssMb.idle, ...atMost(96, 1.2) },
  { row: 10, scenario: 'memory', what: 'MB at the peak', of: (r) => r.rssMb.peak, ...atMost(150, 1.2) },
  { row: 10, scenario: 'memory', what: 'KB per wall', of: (r) => r.rssMb.kbPerWall, ...atMost(33, 1) },
  { row: 11, scenario: 'any', what: '% of walls right', worst: Math.min, of: (r) => Math.floor(1000 * right(r) / walls(r)) / 10, ...atLeast(100) },
  { row: 11, scenario: 'any', what: 'phantoms, let in, failed', worst: Math.max, of: wrongs, ...atMost(0) },
  { row: 12, scenario: 'kill-server', what: 'acknowledged and lost', worst: Math.max, of: (r) => r.kept?.lost, ...atMost(0) },
  { row: 12, scenario: 'kill-server', what: 's to all walls right', of: (r) => seconds(r.outage?.wallsRightMs), ...atMost(2) },
  { row: 12, scenario: 'kill-postgres', what: 'acknowledged and lost', worst: Math.max, of: (r) => r.kept?.lost, ...atMost(0) },
  { row: 12, scenario: 'kill-postgres', what: 's to all walls right', of: (r) => seconds(r.outage?.wallsRightMs), ...atMost(2) },
  { row: '', scenario: 'cluster', what: 'answer p99 ms', of: (r) => r.http.p99, ...atMost(3.3) },
];

/** The middle one of what was measured, the mean of two in the middle; null of nothing. */
export function median(list) {
  const sorted = list.filter((x) => x !== null && x !== undefined && !Number.isNaN(x)).sort((x, y) => x - y), last = sorted.length - 1;
  return last < 0 ? null : (sorted[Math.floor(last / 2)] + sorted[Math.ceil(last / 2)]) / 2;
}

/** The figure of one goal for one target: a median, or the worst where one is too many. */
export function figure(goal, lines, target) {
  const mine = lines.filter((line) => line.name === target && (goal.scenario === 'any' || line.scenario === goal.scenario));
  const all = mine.map((line) => { try { return goal.of(line); } catch { return null; } });
  if (!goal.worst) return median(all);
  const known = all.filter((x) => x !== null && x !== undefined);
  return known.length ? goal.worst(...known) : null;
}
