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

  it('makes no tile smaller than any other arrangement would', () => {
    for (const screen of screens) {
      for (let count = 1; count <= 64; count++) {
        const { tile } = bestGrid(count, screen, 8);
        const others = Array.from({ length: count }, (_, i) => {
          const columns = i + 1;
          const rows = Math.ceil(count / columns);
          return Math.min((screen.width - (columns + 1) * 8) / columns, (((screen.height - (rows + 1) * 8) / rows) * 4) / 3);
        });
        expect(tile.width).toBeGreaterThanOrEqual(Math.max(...others) - 0.5);
      }
    }
  });

  it('gives the spotlight the larger part and keeps it off the page', () => {
    for (const screen of screens) {
      for (let count = 1; count <= 9; count++) {
        const { cells, large } = layoutWall(screen, 20, count);
        expect([cells.length, large.length]).toEqual([20, count]);
        expect(large[0]!.width).toBeGreaterThan(cells[0]!.width);
        expect(large.some((rect) => cells.some((cell) => overlap(rect, cell)))).toBe(false);
      }
    }
  });
});

describe('a last row that is not full', () => {
  it('is centred in the spotlight and stays on the grid of a page', () => {
    const area = { left: 0, top: 0, width: 800, height: 600 };
    const [first, second, third] = fitGrid(3, area, 0, 'centred');
    expect(third!.left + third!.width / 2).toBe((first!.left + second!.left + second!.width) / 2);
    expect(fitGrid(3, area, 0)[2]!.left).toBe(first!.left);
  });
});
