// node bench/suite/plot.js FILE.jsonl [FOLDER]   draws growth-churches.svg and growth-services.svg from a growth bench
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median } from './goals.js';

const cpu = { title: 'CPU per webhook', unit: 'µs', series: { server: (r) => r.cpu.serverUsPerWebhook, Postgres: (r) => r.cpu.pgUsPerWebhook } };
const append = { title: 'arrival to durable', unit: 'ms', series: { median: (r) => r.http.p50 } };
const wall = { title: 'webhook to wall', unit: 'ms', series: { median: (r) => r.wall.p50 } };
const bytes = { title: 'sent per wall and change', unit: 'bytes', series: { bytes: (r) => r.bytesPerWallPerChange } };
const memory = { title: "server's memory", unit: 'MB', series: { peak: (r) => r.rssMb.peak, started: (r) => r.rssMb.idle } };
const start = { title: 'start, all of it in the database', unit: 'ms', series: { ready: (r) => r.readyMs } };
const activation = { title: 'first answer of a service', unit: 'ms', series: { median: (r) => r.activationMs } };
const roster = { title: 'roster of a wall that opens', unit: 'ms', series: { median: (r) => r.freshWalls.rosterMs } };
const axes = {
  churches: { title: 'churches in one service, 10 walls', panels: [cpu, append, wall, bytes, memory, roster, activation, start] },
  services: { title: 'live services of 6 churches', panels: [cpu, append, wall, bytes, memory, roster, activation, start] },
};

const WIDTH = 250, HEIGHT = 150, GAP = 46, LEFT = 46, TOP = 62, COLUMNS = 4, COLOURS = ['#0b66c3', '#c2410c'];

/** The next of 1, 2, 5, 10, 20 … above a value: the top of an axis that starts at nothing. */
function niceTop(value) {
  const power = 10 ** Math.floor(Math.log10(value || 1));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value) ?? 10 * power;
}
const round = (x) => Math.round(x * 10) / 10;
const short = (x) => (x >= 1000 ? `${Number((x / 1000).toFixed(1))}k` : String(Number(x.toFixed(2))));
const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const words = (x, y, text, more = '') => `<text x="${round(x)}" y="${round(y)}" ${more}>${escape(text)}</text>`;

function panel({ title, unit, series }, sizes, at) {
  const lines = Object.entries(series).map(([name, of]) => [name, sizes.map(([size, runs]) => [size, median(runs.map((run) => { try { return of(run); } catch { return null; } }))]).filter(([, y]) => y !== null)]);
  const top = niceTop(Math.max(0, ...lines.flatMap(([, points]) => points.map(([, y]) => y))));
  const [least, most] = [Math.log10(sizes[0][0]), Math.log10(sizes.at(-1)[0])];
  const x = (size) => (most === least ? WIDTH / 2 : (Math.log10(size) - least) / (most - least) * WIDTH), y = (value) => HEIGHT - value / top * HEIGHT;
  const parts = [words(0, -12, title, 'class="title"'), words(WIDTH, -12, unit, 'text-anchor="end"')];
  for (const share of [0, 0.5, 1]) parts.push(`<path class="grid" d="M0 ${y(top * share)}H${WIDTH}"/>`, words(-6, y(top * share) + 4, short(top * share), 'text-anchor="end"'));
  for (const [size] of sizes) parts.push(words(x(size), HEIGHT + 16, short(size), 'text-anchor="middle"'));
  lines.forEach(([name, points], i) => {
    if (points.length === 0) return;
    parts.push(`<path fill="none" stroke="${COLOURS[i]}" stroke-width="2" d="M${points.map(([size, value]) => `${round(x(size))} ${round(y(value))}`).join('L')}"/>`);
    parts.push(...points.map(([size, value]) => `<circle cx="${round(x(size))}" cy="${round(y(value))}" r="3" fill="${COLOURS[i]}"><title>${name}, ${size}: ${value} ${unit}</title></circle>`));
    if (lines.length > 1) parts.push(words(6, 12 + 14 * i, name, `fill="${COLOURS[i]}" style="fill:${COLOURS[i]}"`));
  });
  return `<g transform="translate(${at.x} ${at.y})">${parts.join('')}</g>`;
}

function drawing({ title, panels }, sizes) {
  const rows = Math.ceil(panels.length / COLUMNS), width = COLUMNS * (WIDTH + LEFT + 20) + 20, height = TOP + rows * (HEIGHT + GAP + 14);
  const drawn = panels.map((p, i) => panel(p, sizes, { x: LEFT + 10 + (i % COLUMNS) * (WIDTH + LEFT + 20), y: TOP + Math.floor(i / COLUMNS) * (HEIGHT + GAP + 14) }));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12">
<style>text{fill:#444}.title{font-weight:600;fill:#111}.grid{stroke:#ddd}</style>
<rect width="100%" height="100%" fill="#fff"/>
${words(16, 26, title, 'class="title" font-size="15"')}
${drawn.join('\n')}
</svg>
`;
}

/** Writes PREFIX-churches.svg and PREFIX-services.svg, as far as there are runs for them; returns their paths. */
export function drawGrowth(lines, prefix) {
  const paths = [];
  for (const [axis, about] of Object.entries(axes)) {
    const bySize = new Map();
    for (const line of lines) if (line.axis === axis) bySize.set(line.size, [...(bySize.get(line.size) ?? []), line]);
    if (bySize.size === 0) continue;
    paths.push(`${prefix}-${axis}.svg`);
    writeFileSync(paths.at(-1), drawing(about, [...bySize].sort(([a], [b]) => a - b)));
  }
  return paths;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [file, folder = fileURLToPath(new URL('../../docs/images', import.meta.url))] = process.argv.slice(2);
  if (!file) { console.error('plot: name the .jsonl of a growth bench'); process.exit(64); }
  mkdirSync(folder, { recursive: true });
  const lines = readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
  console.log(drawGrowth(lines, join(folder, 'growth')).join('\n'));
}
