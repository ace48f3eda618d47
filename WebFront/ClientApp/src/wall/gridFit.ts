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
/** Tiles may be this much smaller where that fills the grid: sixty-four are 8 by 8, and not 10 by 7 with a ragged end. */
const worthFilling = 0.9;

interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly tile: Size;
}

/** Columns and rows that make `count` 4:3 tiles about as large as they can be, with the fewest empty cells. */
export function bestGrid(count: number, area: Size, gap: number): Grid {
  const grids = Array.from({ length: Math.max(1, count) }, (_, i) => gridOf(Math.max(1, count), i + 1, area, gap));
  const largest = Math.max(...grids.map(({ tile }) => tile.width));
  const cells = ({ columns, rows }: Grid) => columns * rows;
  return grids
    .filter(({ tile }) => tile.width >= largest * worthFilling)
    .reduce((best, grid) => (cells(grid) < cells(best) || (cells(grid) === cells(best) && grid.tile.width > best.tile.width + 0.5) ? grid : best));
}

function gridOf(count: number, columns: number, area: Size, gap: number): Grid {
  const rows = Math.ceil(count / columns);
  const width = Math.max(0, Math.min((area.width - (columns + 1) * gap) / columns, ((area.height - (rows + 1) * gap) / rows) * aspect));
  return { columns, rows, tile: { width, height: width / aspect } };
}

/** Places of `count` tiles in an area, row by row, the whole grid in the middle, and so is a last row that is not full. */
export function fitGrid(count: number, area: Rect, gap: number): Rect[] {
  if (count === 0) return [];
  const { columns, rows, tile } = bestGrid(count, area, gap);
  const width = Math.floor(tile.width);
  const height = Math.floor(tile.height);
  const left = area.left + Math.round((area.width - columns * width - (columns - 1) * gap) / 2);
  const top = area.top + Math.round((area.height - rows * height - (rows - 1) * gap) / 2);
  const missing = columns * rows - count;
  const shift = (i: number) => (i >= columns * (rows - 1) ? Math.round((missing * (width + gap)) / 2) : 0);
  return Array.from({ length: count }, (_, i) => ({
    left: left + (i % columns) * (width + gap) + shift(i),
    top: top + Math.floor(i / columns) * (height + gap),
    width,
    height,
  }));
}

export interface WallLayout {
  /** One place for each church of the page. */
  readonly cells: readonly Rect[];
  /** One place for each church in the spotlight. */
  readonly large: readonly Rect[];
}

/** How many there are to place. */
export interface Holding {
  /** Churches on the page, those in the spotlight not among them. */
  readonly page: number;
  /** The same of the fullest page: what is in the spotlight stays where it is when pages turn. */
  readonly fullest: number;
  readonly spotlight: number;
}

/** The whole area for the page or for the spotlight alone; where there are both, the larger part of it for the spotlight. */
export function layoutWall(area: Rect, { page, fullest, spotlight }: Holding): WallLayout {
  const gap = gapOf(area);
  if (spotlight === 0) return { cells: fitGrid(page, area, gap), large: [] };
  if (fullest === 0) return { cells: [], large: fitGrid(spotlight, area, gap) };
  let best: { score: number; split: Split } | null = null;
  for (const split of splitsOf(area)) {
    const score = scoreOf(split, fullest, spotlight, gap);
    if (best === null || score > best.score) best = { score, split };
  }
  const { main, rest } = best?.split ?? { main: area, rest: area };
  return { cells: fitGrid(page, rest, gap), large: fitGrid(spotlight, main, gap) };
}

interface Split {
  readonly main: Rect;
  readonly rest: Rect;
}

/** The spotlight to the left or above, with half to four fifths of the area. */
function* splitsOf({ left, top, width, height }: Rect): Generator<Split> {
  for (let percent = 50; percent <= 80; percent += 2) {
    const w = Math.round((width * percent) / 100);
    yield { main: { left, top, width: w, height }, rest: { left: left + w, top, width: width - w, height } };
    const h = Math.round((height * percent) / 100);
    yield { main: { left, top, width, height: h }, rest: { left, top: top + h, width, height: height - h } };
  }
}

/** Screen covered with pictures, that of the spotlight counting twice; large ones have to be large beside the rest. */
function scoreOf({ main, rest }: Split, page: number, spotlight: number, gap: number): number {
  const large = bestGrid(spotlight, main, gap).tile;
  const small = bestGrid(page, rest, gap).tile;
  const area = 2 * spotlight * large.width * large.height + page * small.width * small.height;
  return large.width < 1.8 * small.width ? area / 100 : area;
}

export const gapOf = (screen: Size): number => Math.max(2, Math.round(Math.min(screen.width, screen.height) * 0.0085));
