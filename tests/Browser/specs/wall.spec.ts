import { expect, keepPicture, test } from '../support/fixtures';
import { pixelsOf } from '../support/pixels';
import type { WallPage } from '../support/wallPage';

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const boxes = (wall: WallPage): Promise<readonly Box[]> =>
  wall.tiles.evaluateAll((tiles) => tiles.map((tile) => tile.getBoundingClientRect()).map(({ x, y, width, height }) => ({ x, y, width, height })));

const overlap = (a: Box, b: Box) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Every tile is whole on the screen, none covers another, all have the shape of the picture. */
function isOrderly(tiles: readonly Box[], width: number, height: number): void {
  for (const [index, tile] of tiles.entries()) {
    expect(tile.x).toBeGreaterThanOrEqual(0);
    expect(tile.y).toBeGreaterThanOrEqual(0);
    expect(tile.x + tile.width).toBeLessThanOrEqual(width);
    expect(tile.y + tile.height).toBeLessThanOrEqual(height);
    expect(Math.abs(tile.width / tile.height - 4 / 3)).toBeLessThan(0.1);
    expect(tiles.slice(index + 1).filter((other) => overlap(tile, other))).toEqual([]);
  }
}

test('OBS gets tiles and nothing else, on nothing', async ({ devices, newService }) => {
  const service = await newService({ churches: 3, pageSize: 4 });
  const wall = await devices.wall(`${service.wallUrl}&clean=1&transparent=1`);
  await expect(wall.tiles).toHaveCount(3);
  await wall.moves();
  const { transparent, opaque } = await pixelsOf(wall.page);
  // Beside the three tiles, and between them, OBS's own scene shows through.
  expect(transparent).toBeGreaterThan(0.2);
  expect(opaque).toBeGreaterThan(0.5);
  await expect(wall.page.locator('.status')).toBeHidden();
  await wall.page.screenshot({ path: test.info().outputPath('obs.png'), omitBackground: true });

  const plain = await devices.wall(service.wallUrl);
  await expect(plain.tiles).toHaveCount(3);
  expect((await pixelsOf(plain.page)).transparent).toBe(0);
});

test('an empty transparent wall is nothing at all', async ({ devices, newService }) => {
  const service = await newService();
  const wall = await devices.wall(`${service.wallUrl}&clean=1&transparent=1`);
  await expect(wall.root).toHaveAttribute('data-card', 'waiting');
  await expect.poll(async () => (await pixelsOf(wall.page)).transparent).toBe(1);
});

test('a portrait wall, and sixty-four tiles on one page', async ({ api, devices, newService }) => {
  const service = await newService({ churches: 64, pageSize: 64 });
  await expect.poll(async () => (await api.service(service.id)).counts.onWall).toBeGreaterThan(60);
  const wide = await devices.wall(service.wallUrl, { viewport: { width: 1920, height: 1080 } });
  await expect.poll(async () => (await wide.facts()).length).toBeGreaterThan(60);
  isOrderly(await boxes(wide), 1920, 1080);
  await expect.poll(async () => (await wide.facts()).filter(({ state }) => state === 'live').length).toBeGreaterThan(50);
  await keepPicture(wide.page, 'sixty-four');
  await wide.page.close();

  const tall = await devices.wall(service.wallUrl, { viewport: { width: 1080, height: 1920 } });
  await expect.poll(async () => (await tall.facts()).length).toBeGreaterThan(60);
  isOrderly(await boxes(tall), 1080, 1920);
  await keepPicture(tall.page, 'portrait');
  await api.change(service.id, { pageSize: 6 });
  await expect.poll(async () => (await tall.facts()).length).toBeLessThanOrEqual(6);
  isOrderly(await boxes(tall), 1080, 1920);
  await keepPicture(tall.page, 'portrait-six');
});

test('a sparse page is laid out for what it holds, and no label covers a face', async ({ devices, newService }) => {
  const service = await newService({ churches: 4, pageSize: 20 });
  const wall = await devices.wall(service.wallUrl, { viewport: { width: 1920, height: 1080 } });
  await expect(wall.tiles).toHaveCount(4);
  await wall.moves();
  const tiles = await boxes(wall);
  isOrderly(tiles, 1920, 1080);
  expect(Math.min(...tiles.map(({ height }) => height))).toBeGreaterThan(500);
  const share = () => wall.tiles.evaluateAll((all) => all.map((tile) => (tile.querySelector('.tile-label')?.getBoundingClientRect().height ?? 0) / tile.getBoundingClientRect().height));
  expect(Math.max(...(await share()))).toBeLessThanOrEqual(0.18);
  await keepPicture(wall.page, 'sparse');
});

test('labels can be off, and a wall without its key asks for a new link', async ({ devices, newService }) => {
  const service = await newService({ churches: 2, pageSize: 2 });
  const wall = await devices.wall(`${service.wallUrl}&labels=off`);
  await expect(wall.tiles).toHaveCount(2);
  await wall.moves();
  for (const label of await wall.page.locator('[data-tile] .tile-label').all()) await expect(label).toBeHidden();
  const labelled = await devices.wall(service.wallUrl);
  await expect(labelled.page.locator('[data-tile] .tile-label').first()).toBeVisible();
  const keyless = await devices.wall(new URL(service.wallUrl).pathname);
  await expect(keyless.root).toHaveAttribute('data-card', 'refused');
  await expect(keyless.page.getByText('This wall needs a new link')).toBeVisible();
  await expect(keyless.tiles).toHaveCount(0);
});
