// The end of a bench in words: targets beside figures for the terminal, and every median as Markdown.
import { figure, goals, median } from './goals.js';

const round = (x) => (Math.abs(x) >= 100 ? Math.round(x).toLocaleString('en-GB') : String(Math.round(x * 100) / 100));
const times = (x) => `${Math.round(x * 100) / 100}×`;

/** rows of cells, padded to columns; the first line is a heading. */
function columns(rows) {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  return rows.map((row) => `  ${row.map((cell, i) => (i < 3 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ')}`.trimEnd()).join('\n');
}

/** Targets, figures, ratios; `compared` is the baseline's name or undefined. */
export function goalTable(lines, { hosts, baselines, quick }) {
  const [compared] = baselines, rows = [['#', 'scenario', '', ...baselines, ...hosts.flatMap((host) => (compared ? [host, `/ ${compared}`] : [host])), 'target', '']];
  for (const goal of goals) {
    const base = baselines.map((name) => figure(goal, lines, name)), own = hosts.map((name) => figure(goal, lines, name));
    if ([...base, ...own].every((x) => x === null)) continue;
    const ratios = own.map((x) => (x !== null && base[0] ? x / base[0] : null));
    const met = own.every((x) => x === null || goal.fits(x)) && ratios.every((x) => x === null || goal.ratio === undefined || goal.fitsRatio(x));
    rows.push([
      String(goal.row), goal.scenario === 'any' ? 'all' : goal.scenario, goal.what, ...base.map((x) => (x === null ? '–' : round(x))),
      ...own.flatMap((x, i) => (compared ? [x === null ? '–' : round(x), ratios[i] === null ? '' : times(ratios[i])] : [x === null ? '–' : round(x)])),
      `${goal.sign} ${round(goal.goal)}${compared && goal.ratio !== undefined ? `, ${goal.sign} ${times(goal.ratio)}` : ''}`,
      quick || own.every((x) => x === null) ? '' : met ? 'met' : 'missed',
    ]);
  }
  return columns(rows);
}

const details = {
  'webhooks/s': (r) => r.acceptedPerSec, 'answer p50': (r) => r.http.p50, p99: (r) => r.http.p99, 'wall p50': (r) => r.wall.p50, 'p99 ': (r) => r.wall.p99, max: (r) => r.wall.max,
  'pushes/s': (r) => r.pushesPerSec, 'B/change': (r) => r.bytesPerWallPerChange, 'server µs/hook': (r) => r.cpu.serverUsPerWebhook, 'pg µs/hook': (r) => r.cpu.pgUsPerWebhook,
  'server µs/change': (r) => r.cpu.serverUsPerPush, 'server cores': (r) => r.cpu.server, pg: (r) => r.cpu.pg, generator: (r) => r.cpu.generator, other: (r) => r.cpu.other,
  'MB idle': (r) => r.rssMb.idle, connected: (r) => r.rssMb.connected, peak: (r) => r.rssMb.peak, dropped: (r) => r.dropped, failed: (r) => r.failed,
  phantoms: (r) => r.phantomChanges, 'walls right %': (r) => Math.floor(1000 * (r.liveWalls.correct + r.freshWalls.correct) / (r.liveWalls.total + r.freshWalls.total)) / 10,
  'port gone ms': (r) => r.outage?.goneMs, 'first 2xx ms': (r) => r.outage?.firstAckMs, 'walls right ms': (r) => r.outage?.wallsRightMs, 'caught up ms': (r) => r.outage?.caughtUpMs, lost: (r) => r.kept?.lost,
};
const value = (of, line) => { try { return of(line); } catch { return null; } };

/** Every median of every scenario as a Markdown table; columns that have nothing are left out. */
export function detailTables(lines, { targets, scenarios }) {
  const parts = [];
  for (const scenario of scenarios) {
    const rows = targets.map((name) => [name, Object.values(details).map((of) => median(lines.filter((l) => l.scenario === scenario && l.name === name).map((l) => value(of, l))))]);
    const used = Object.keys(details).map((_, i) => i).filter((i) => rows.some(([, cells]) => cells[i] !== null));
    const line = (cells) => `| ${cells.join(' | ')} |`;
    if (used.length === 0) continue;
    parts.push([`### ${scenario}`, '', line(['', ...used.map((i) => Object.keys(details)[i].trim())]), line(['---', ...used.map(() => '---:')]),
      ...rows.map(([name, cells]) => line([name, ...used.map((i) => (cells[i] === null ? '' : round(cells[i])))]))].join('\n'));
  }
  return `${parts.join('\n\n')}\n`;
}
