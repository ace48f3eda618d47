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

/** Presses Tab until the control that is named so has the focus, as people without a mouse do. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const wanted = page.getByRole('button', { name }).or(page.getByRole('link', { name })).or(page.getByRole('textbox', { name }));
  for (let presses = 0; presses < 60; presses++) {
    if ((await wanted.count()) > 0 && (await wanted.first().evaluate((element) => element === document.activeElement))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reached ${String(name)}`);
}
