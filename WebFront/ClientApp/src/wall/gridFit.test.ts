// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { bestGrid, fitGrid, gapOf, layoutWall, type Rect, type Size } from './gridFit';

const screens: readonly Size[] = [
  { width: 1920, height: 1080 },
  { width: 1080, height: 1920 },
  { width: 1280, height: 800 },
  { width: 3840, height: 1080 },
  { width: 640, height: 480 },
];

const overlap = (a: Rect, b: Rect) =>
  a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;

describe('the grid', () => {
  it('is 5 by 4 for a page of twenty in landscape and 3 by 7 in portrait', () => {
    expect(bestGrid(20, { width: 1920, height: 1080 }, 9)).toMatchObject({ columns: 5, rows: 4 });
    expect(bestGrid(20, { width: 1080, height: 1920 }, 9)).toMatchObject({ columns: 3, rows: 7 });
  });

  it('is full where that costs no size', () => {
    expect(bestGrid(4, { width: 800, height: 600 }, 0)).toMatchObject({ columns: 2, rows: 2 });
    expect(bestGrid(1, { width: 800, height: 600 }, 0)).toMatchObject({ columns: 1, rows: 1 });
  });

  it.each(screens)('keeps 1 to 64 tiles inside $width x $height, apart and 4:3', (screen) => {
    for (let count = 1; count <= 64; count++) {
      const rects = fitGrid(count, { left: 0, top: 0, ...screen }, gapOf(screen));
      expect(rects).toHaveLength(count);
      for (const [i, rect] of rects.entries()) {
        const inside = rect.left >= 0 && rect.top >= 0 && rect.left + rect.width <= screen.width && rect.top + rect.height <= screen.height;
        const straight = Math.abs(rect.width - (rect.height * 4) / 3) < 2.5;
        const apart = rects.slice(i + 1).every((other) => !overlap(rect, other));
        expect([count, i, inside, straight, apart]).toEqual([count, i, true, true, true]);
      }
    }
  });

  it('makes tiles as large as any other arrangement would, but for a little where that fills the grid', () => {
    for (const screen of screens) {
      for (let count = 1; count <= 64; count++) {
        const { columns, rows, tile } = bestGrid(count, screen, 8);
        const others = Array.from({ length: count }, (_, i) => {
          const other = { columns: i + 1, rows: Math.ceil(count / (i + 1)) };
          return { ...other, width: Math.min((screen.width - (other.columns + 1) * 8) / other.columns, (((screen.height - (other.rows + 1) * 8) / other.rows) * 4) / 3) };
        });
        const largest = Math.max(...others.map(({ width }) => width));
        expect(tile.width).toBeGreaterThanOrEqual(largest * 0.9);
        const isFuller = others.some((other) => other.width >= largest * 0.9 && other.columns * other.rows < columns * rows);
        expect([count, isFuller]).toEqual([count, false]);
      }
    }
  });

  it('has no holes for sixty-four', () => expect(bestGrid(64, { width: 1920, height: 1080 }, 9)).toMatchObject({ columns: 8, rows: 8 }));

  it('gives the spotlight the larger part and keeps it off the page', () => {
    for (const screen of screens) {
      for (let count = 1; count <= 9; count++) {
        const { cells, large } = layoutWall({ left: 0, top: 0, ...screen }, { page: 20, fullest: 20, spotlight: count });
        expect([cells.length, large.length]).toEqual([20, count]);
        expect(large[0]!.width).toBeGreaterThan(cells[0]!.width);
        expect(large.some((rect) => cells.some((cell) => overlap(rect, cell)))).toBe(false);
      }
    }
  });

  it('gives the spotlight all of it when there is nobody else', () => {
    const { cells, large } = layoutWall({ left: 0, top: 0, width: 1920, height: 1080 }, { page: 0, fullest: 0, spotlight: 1 });
    expect([cells.length, large[0]!.height > 1000]).toEqual([0, true]);
  });

  it('leaves the spotlight where it is while pages of different fill turn', () => {
    const area = { left: 0, top: 70, width: 1920, height: 1010 };
    const full = layoutWall(area, { page: 20, fullest: 20, spotlight: 2 });
    const sparse = layoutWall(area, { page: 3, fullest: 20, spotlight: 2 });
    expect(sparse.large).toEqual(full.large);
    expect(sparse.cells[0]!.width).toBeGreaterThan(full.cells[0]!.width);
    expect([...full.large, ...full.cells].every(({ top }) => top >= 70)).toBe(true);
  });

  it('centres a last row that is not full', () => {
    const [first, second, third] = fitGrid(3, { left: 0, top: 0, width: 800, height: 600 }, 0);
    expect(third!.left + third!.width / 2).toBe((first!.left + second!.left + second!.width) / 2);
  });
});
