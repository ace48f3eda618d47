import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { chromiumPath } from '../support/chromium';
import { ChurchPage } from '../support/churchPage';
import { filmOf } from '../support/film';
import { expect, test } from '../support/fixtures';

/** The pictures of the README. Only made when asked for: `UPDATE_IMAGES=1 npx playwright test figures`. */
const images = fileURLToPath(new URL('../../../docs/images/', import.meta.url));
const heaviest = 700_000;

async function take(page: Page, name: string): Promise<void> {
  mkdirSync(images, { recursive: true });
  const png = lighter(await page.screenshot({ animations: 'disabled', caret: 'hide' }));
  expect(png.length, `${name} in bytes`).toBeLessThan(heaviest);
  writeFileSync(join(images, `${name}.png`), png);
}

/** Soft light is most of a PNG's weight; a palette of 256 colours, well chosen, looks the same at a third of it. */
function lighter(png: Buffer): Buffer {
  const { status, stdout, error } = spawnSync('pngquant', ['--speed', '1', '--strip', '-'], { input: png, maxBuffer: 16 * 1024 * 1024 });
  if (error !== undefined || status !== 0) throw new Error('The pictures are made lighter by pngquant: install the package pngquant');
  return stdout;
}

test('figures', async ({ api, devices, newService }, info) => {
  const service = await newService({ title: 'Christmas around the world', churches: 58, rotationSeconds: 3600 });
  await expect.poll(async () => (await api.service(service.id)).counts.onWall).toBe(58);
  await api.change(service.id, { admission: 'approval' });
  await api.simulate(service.id, 60);
  await expect.poll(async () => (await api.service(service.id)).counts.waiting).toBe(2);

  const wall = await devices.wall(service.wallUrl, { viewport: { width: 1920, height: 1080 } });
  await expect(wall.tiles).toHaveCount(20);
  await expect.poll(async () => (await wall.facts()).filter(({ state }) => state === 'live').length).toBeGreaterThanOrEqual(19);
  await take(wall.page, 'wall');

  const console = await devices.console({ viewport: { width: 1440, height: 900 } });
  await console.open(service.id);
  await expect(console.page.getByTestId('queue')).toBeVisible();
  await expect(console.page.getByTestId('wall-status')).toHaveAttribute('data-status', 'ok');
  await console.page.locator('[data-church-row][data-onair="true"][data-state="live"]').nth(2).click();
  await expect(console.page.getByTestId('inspector')).toBeVisible();
  await console.page.mouse.move(0, 899);
  await take(console.page, 'console');

  const film = info.outputPath('camera.y4m');
  writeFileSync(film, await filmOf(wall.page.locator('[data-tile][data-state="live"] video').nth(4)));
  await api.change(service.id, { admission: 'open' });
  const phone = await chromium.launch({ executablePath: chromiumPath(), args: ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`] });
  try {
    const context = await phone.newContext({ permissions: ['camera'], viewport: { width: 390, height: 844 }, locale: 'en-GB' });
    const church = new ChurchPage(await context.newPage());
    await church.join(service.joinUrl, 'St Mary’s', 'Leeds');
    const seat = (await api.roster(service.id)).find(({ name }) => name === 'St Mary’s');
    await api.act(service.id, 'goto', { page: seat?.page ?? 0 });
    await church.hasTally('on-wall');
    await take(church.page, 'join');
  } finally {
    await phone.close();
  }
});
