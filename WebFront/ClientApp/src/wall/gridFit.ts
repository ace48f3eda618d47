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

/** Places of `count` tiles in an area, row by row, the whole grid in the middle. */
export function fitGrid(count: number, area: Rect, gap: number): Rect[] {
  if (count === 0) return [];
  const { columns, rows, tile } = bestGrid(count, area, gap);
  const width = Math.floor(tile.width);
  const height = Math.floor(tile.height);
  const left = area.left + Math.round((area.width - columns * width - (columns - 1) * gap) / 2);
  const top = area.top + Math.round((area.height - rows * height - (rows - 1) * gap) / 2);
  return Array.from({ length: count }, (_, i) => ({
    left: left + (i % columns) * (width + gap),
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

/** Share of the longer side that the spotlight takes; one church gets more than nine could use. */
const share = (count: number) => (count === 1 ? 0.66 : 0.7);

/** The whole screen for the page, or the larger part of it for the spotlight and the rest for the page. */
export function layoutWall(screen: Size, pageSize: number, spotlight: number): WallLayout {
  const gap = gapOf(screen);
  const all: Rect = { left: 0, top: 0, ...screen };
  if (spotlight === 0) return { cells: fitGrid(pageSize, all, gap), large: [] };
  const wide = screen.width >= screen.height;
  const main = Math.round((wide ? screen.width : screen.height) * share(spotlight));
  const first: Rect = wide ? { ...all, width: main } : { ...all, height: main };
  const second: Rect = wide
    ? { ...all, left: main, width: screen.width - main }
    : { ...all, top: main, height: screen.height - main };
  return { cells: fitGrid(pageSize, second, gap), large: fitGrid(spotlight, first, gap) };
}

export const gapOf = (screen: Size): number => Math.max(2, Math.round(Math.min(screen.width, screen.height) * 0.0085));
