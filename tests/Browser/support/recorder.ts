import type { Page } from '@playwright/test';

/** A change of one attribute, with the wall-clock time of the page that saw it, in milliseconds of one machine. */
export interface Change {
  readonly value: string;
  readonly at: number;
  /** Tiles on show at that moment, by what they showed. */
  readonly tiles: Readonly<Record<string, number>>;
}

/**
 * Writes down every value that an attribute takes, in the page itself and from its first moment: what is asked from
 * outside comes too late to tell milliseconds. Call before the page is opened.
 */
export async function record(page: Page, attribute: string): Promise<() => Promise<readonly Change[]>> {
  await page.addInitScript((name) => {
    const changes: Change[] = [];
    (window as unknown as Record<string, unknown>)[`recorded ${name}`] = changes;
    new MutationObserver((records) => {
      for (const { target } of records) {
        const value = (target as HTMLElement).getAttribute(name) ?? '';
        if (changes.at(-1)?.value === value) continue;
        const tiles: Record<string, number> = {};
        for (const tile of document.querySelectorAll<HTMLElement>('[data-tile]')) {
          const state = tile.dataset['state'] ?? '';
          tiles[state] = (tiles[state] ?? 0) + 1;
        }
        changes.push({ value, at: performance.timeOrigin + performance.now(), tiles });
      }
    }).observe(document, { subtree: true, attributes: true, attributeFilter: [name], childList: false });
  }, attribute);
  return () => page.evaluate((name) => (window as unknown as Record<string, Change[]>)[`recorded ${name}`] ?? [], attribute);
}

/** Something on the page stood elsewhere than a frame before, with nobody having touched the page (https://web.dev/articles/cls). */
export interface LayoutShift {
  readonly value: number;
  readonly at: number;
  /** Whether a tile moved, and not only words within one. */
  readonly ofTiles: boolean;
}

/** Writes down every layout shift of the page, as browsers count them. Call before the page is opened. */
export async function recordShifts(page: Page): Promise<() => Promise<readonly LayoutShift[]>> {
  await page.addInitScript(() => {
    const shifts: LayoutShift[] = [];
    (window as unknown as Record<string, unknown>)['recorded shifts'] = shifts;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; sources: readonly { node: Node | null }[] })[]) {
        const ofTiles = entry.sources.some(({ node }) => node instanceof Element && node.matches('[data-tile]'));
        shifts.push({ value: entry.value, at: performance.timeOrigin + entry.startTime, ofTiles });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return () => page.evaluate(() => (window as unknown as Record<string, LayoutShift[]>)['recorded shifts'] ?? []);
}

/**
 * For the latest `count` changes of the first recording: how far apart, in milliseconds, all recordings made the same
 * change. Infinite where one of them did not make it within `window`.
 */
export function spreads(recordings: readonly (readonly Change[])[], count: number, window: number): readonly number[] {
  const [first = [], ...others] = recordings;
  // The newest may still be on its way to the others.
  const latest = first.slice(0, -1).slice(-count);
  return latest.map(({ value, at }) => {
    const times = others.map((other) => other.find((change) => change.value === value && Math.abs(change.at - at) < window)?.at ?? Number.POSITIVE_INFINITY);
    return Math.max(at, ...times) - Math.min(at, ...times);
  });
}
