/** Places of tiles on a screen, in CSS pixels. Pure: the same numbers always give the same places. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Rect extends Size {
  readonly left: number;
  readonly top: number;
}

/** Pictures are 4:3 (240x180). */
const aspect = 4 / 3;

/** Columns and rows that make `count` 4:3 tiles as large as they can be; on a tie, the fewest empty cells. */
export function bestGrid(count: number, area: Size, gap: number): { columns: number; rows: number; tile: Size } {
  let best = { columns: 1, rows: Math.max(1, count), tile: { width: 0, height: 0 } };
  for (let columns = 1; columns <= Math.max(1, count); columns++) {
    const rows = Math.ceil(count / columns);
    const width = Math.min(
      (area.width - (columns + 1) * gap) / columns,
      ((area.height - (rows + 1) * gap) / rows) * aspect,
    );
    if (width <= 0) continue;
    const gain = width - best.tile.width;
    const fewer = columns * rows < best.columns * best.rows;
    if (gain > 0.5 || (gain > -0.5 && fewer)) best = { columns, rows, tile: { width, height: width / aspect } };
  }
  return best;
}

/**
 * Places of `count` tiles in an area, row by row, the whole grid in the middle. The places of a page stay on the grid,
 * so that seats keep theirs; where the number changes anyway, a last row that is not full is centred.
 */
export function fitGrid(count: number, area: Rect, gap: number, lastRow: 'grid' | 'centred' = 'grid'): Rect[] {
  if (count === 0) return [];
  const { columns, rows, tile } = bestGrid(count, area, gap);
  const width = Math.floor(tile.width);
  const height = Math.floor(tile.height);
  const left = area.left + Math.round((area.width - columns * width - (columns - 1) * gap) / 2);
  const top = area.top + Math.round((area.height - rows * height - (rows - 1) * gap) / 2);
  const missing = lastRow === 'centred' ? columns * rows - count : 0;
  const shift = (i: number) => (i >= columns * (rows - 1) ? Math.round((missing * (width + gap)) / 2) : 0);
  return Array.from({ length: count }, (_, i) => ({
    left: left + (i % columns) * (width + gap) + shift(i),
    top: top + Math.floor(i / columns) * (height + gap),
    width,
    height,
  }));
}

export interface WallLayout {
  /** One place for each seat of a page. */
  readonly cells: readonly Rect[];
  /** One place for each church in the spotlight. */
  readonly large: readonly Rect[];
}

/** The whole screen for the page, or the larger part of it for the spotlight and the rest for the page. */
export function layoutWall(screen: Size, pageSize: number, spotlight: number): WallLayout {
  const gap = gapOf(screen);
  const all: Rect = { left: 0, top: 0, ...screen };
  if (spotlight === 0) return { cells: fitGrid(pageSize, all, gap), large: [] };
  let best: { score: number; split: Split } | null = null;
  for (const split of splitsOf(screen)) {
    const score = scoreOf(split, pageSize, spotlight, gap);
    if (best === null || score > best.score) best = { score, split };
  }
  const { main, rest } = best?.split ?? { main: all, rest: all };
  return { cells: fitGrid(pageSize, rest, gap), large: fitGrid(spotlight, main, gap, 'centred') };
}

interface Split {
  readonly main: Rect;
  readonly rest: Rect;
}

/** The spotlight to the left or above, with half to four fifths of the screen. */
function* splitsOf({ width, height }: Size): Generator<Split> {
  for (let percent = 50; percent <= 80; percent += 2) {
    const w = Math.round((width * percent) / 100);
    yield { main: { left: 0, top: 0, width: w, height }, rest: { left: w, top: 0, width: width - w, height } };
    const h = Math.round((height * percent) / 100);
    yield { main: { left: 0, top: 0, width, height: h }, rest: { left: 0, top: h, width, height: height - h } };
  }
}

/** Screen covered with pictures, that of the spotlight counting twice; large ones have to be large beside the rest. */
function scoreOf({ main, rest }: Split, pageSize: number, spotlight: number, gap: number): number {
  const large = bestGrid(spotlight, main, gap).tile;
  const small = bestGrid(pageSize, rest, gap).tile;
  const area = 2 * spotlight * large.width * large.height + pageSize * small.width * small.height;
  return large.width < 1.8 * small.width ? area / 100 : area;
}

export const gapOf = (screen: Size): number => Math.max(2, Math.round(Math.min(screen.width, screen.height) * 0.0085));
