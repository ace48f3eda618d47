import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Nothing that axe knows of may be wrong with the page as it stands. The message names each fault and its element. */
export async function isAccessible(page: Page, what: string): Promise<void> {
  // Windows and notes fade in, and half-faded text has half the contrast.
  await page.evaluate(() => Promise.all(document.getAnimations().filter((one) => one.effect?.getComputedTiming().iterations !== Infinity).map((one) => one.finished.catch(() => undefined))));
  // Our pages have no frames of others; the usual mode opens a second page for those each time.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  const faults = violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} (${failureSummary ?? ''})`));
  expect(faults, what).toEqual([]);
}

/**
 * Nothing that can be touched is smaller than a finger, 44 px (WCAG 2.5.5), and nothing reaches over the edge of a phone. Links within a
 * sentence may be; of a switch and a box the words beside them count too; and the little wall only shows what the list has.
 */
export async function fitsFingers(page: Page, what: string): Promise<void> {
  const controls = page.locator(':is(button, a[href], input, select, textarea, summary, [role=menuitem]):visible');
  const small = await controls.evaluateAll((all) =>
    all
      .filter((one) => one.closest('[data-testid=miniature], [aria-hidden=true], [role=switch]') === null && getComputedStyle(one).display !== 'inline')
      .map((one) => ({ name: one.getAttribute('aria-label') ?? one.textContent.trim(), box: (one.matches('[type=radio], [type=checkbox], [type=file]') ? (one.closest('label') ?? one) : one).getBoundingClientRect() }))
      // One pixel is there for screen readers alone.
      .filter(({ box }) => box.width > 1 && (box.width < 43.5 || box.height < 43.5))
      .map(({ name, box }) => `${name} ${Math.round(box.width)}x${Math.round(box.height)}`),
  );
  expect(small, what).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth), what).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
}

/** Presses Tab until the control that is named so has the focus, as people without a mouse do. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const wanted = page.getByRole('button', { name }).or(page.getByRole('link', { name })).or(page.getByRole('textbox', { name }));
  for (let presses = 0; presses < 60; presses++) {
    if ((await wanted.count()) > 0 && (await wanted.first().evaluate((element) => element === document.activeElement))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reached ${String(name)}`);
}
