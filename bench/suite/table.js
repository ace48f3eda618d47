// The end of a bench in words: targets beside figures for the terminal, and every median as Markdown.
import { figure, goals, median, missed } from './goals.js';

const round = (x) => (Math.abs(x) >= 100 ? Math.round(x).toLocaleString('en-GB') : String(Math.round(x * 100) / 100));
const times = (x) => `${Math.round(x * 100) / 100}×`;
const cell = (x) => (x === null ? '–' : round(x));
const LABELS = 2; // columns of words, flush left

/** rows of cells, padded to columns; the first line is a heading. */
function columns(rows) {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  return rows.map((row) => `  ${row.map((text, i) => (i < LABELS ? text.padEnd(widths[i]) : text.padStart(widths[i]))).join('  ')}`.trimEnd()).join('\n');
}

const wanted = ({ is, to = {}, sign }) => [...(is === undefined ? [] : [`${sign} ${round(is)}`]), ...Object.entries(to).map(([name, ratio]) => `${sign} ${times(ratio)} ${name}`)].join(', ');

/** Figures, those of our silos with their ratios to each of the others, targets; the first of our silos is judged. */
export function goalTable(lines, { own, others, quick }) {
  const rows = [['scenario', '', ...others.map(({ name }) => name), ...own.flatMap(({ name }) => [name, ...others.map((other) => `/ ${other.name}`)]), 'target', '']];
  for (const goal of goals) {
    const figures = Object.fromEntries([...others, ...own].map(({ name }) => [name, figure(goal, lines, name)]));
    if (own.every(({ name }) => figures[name] === null)) continue;
    const ratio = (x, base) => (x !== null && base && !goal.worst ? times(x / base) : '');
    const misses = quick ? null : missed(goal, figures[own[0].name], figures);
    rows.push([
      goal.scenario === 'any' ? 'all' : goal.scenario, goal.what, ...others.map(({ name }) => cell(figures[name])),
      ...own.flatMap(({ name }) => [cell(figures[name]), ...others.map((other) => ratio(figures[name], figures[other.name]))]),
      wanted(goal), misses === null ? '' : misses.length === 0 ? 'met' : `missed: ${misses.join(', ')}`,
    ]);
  }
  return columns(rows);
}

const details = {
  'webhooks/s': (r) => r.acceptedPerSec, 'answer p50': (r) => r.http.p50, p99: (r) => r.http.p99, 'wall p50': (r) => r.wall.p50, 'p99 ': (r) => r.wall.p99, max: (r) => r.wall.max,
  'pushes/s': (r) => r.pushesPerSec, 'frames/s': (r) => r.framesPerSec, 'B/frame': (r) => r.bytesPerFrame, 'B/change': (r) => r.bytesPerWallPerChange, 'server µs/hook': (r) => r.cpu.serverUsPerWebhook, 'pg µs/hook': (r) => r.cpu.pgUsPerWebhook,
  'server µs/change': (r) => r.cpu.serverUsPerPush, 'server µs/frame': (r) => r.cpu.serverUsPerFrame, 'server cores': (r) => r.cpu.server, pg: (r) => r.cpu.pg, generator: (r) => r.cpu.generator, other: (r) => r.cpu.other,
  'MB idle': (r) => r.rssMb.idle, connected: (r) => r.rssMb.connected, peak: (r) => r.rssMb.peak, dropped: (r) => r.dropped, failed: (r) => r.failed,
  phantoms: (r) => r.phantomChanges, 'walls right %': (r) => Math.floor(1000 * (r.liveWalls.correct + r.freshWalls.correct) / (r.liveWalls.total + r.freshWalls.total)) / 10,
  'port gone ms': (r) => r.outage?.goneMs, 'first 2xx ms': (r) => r.outage?.firstAckMs, 'walls right ms': (r) => r.outage?.wallsRightMs, 'caught up ms': (r) => r.outage?.caughtUpMs, lost: (r) => r.kept?.lost,
};
const value = (of, line) => { try { return of(line); } catch { return null; } };

/** Every median of every scenario as a Markdown table; columns that have nothing are left out. */
export function detailTables(lines, { targets, scenarios }) {
  const parts = [];
  for (const scenario of scenarios) {
    const rows = targets.map(({ name }) => [name, Object.values(details).map((of) => median(lines.filter((l) => l.scenario === scenario && l.name === name).map((l) => value(of, l))))]);
    const used = Object.keys(details).map((_, i) => i).filter((i) => rows.some(([, cells]) => cells[i] !== null));
    const line = (cells) => `| ${cells.join(' | ')} |`;
    if (used.length === 0) continue;
    parts.push([`### ${scenario}`, '', line(['', ...used.map((i) => Object.keys(details)[i].trim())]), line(['---', ...used.map(() => '---:')]),
      ...rows.map(([name, cells]) => line([name, ...used.map((i) => (cells[i] === null ? '' : round(cells[i])))]))].join('\n'));
  }
  return `${parts.join('\n\n')}\n`;
}
