import { expect, keepPicture, test } from '../support/fixtures';

test('five hundred churches: each is found, and the on-air marks are those of the wall', async ({ api, devices, newService }) => {
  const service = await newService({ churches: 500, pageSize: 12, rotationSeconds: 3600 });
  await expect.poll(async () => (await api.service(service.id)).counts.onWall, { timeout: 90_000 }).toBeGreaterThan(490);
  const wall = await devices.wall(service.wallUrl);
  const console = await devices.console();
  const { page } = console;
  await console.open(service.id);
  await expect(page.getByTestId('counts')).toContainText('present');

  // Only the lines in sight are on the page; the twelve of one wall page fit.
  await page.locator('[data-filter="onAir"]').click();
  const agree = () =>
    expect
      .poll(async () => {
        // Who is away has a card with its name on the wall, but is not on air.
        const shown = (await wall.facts()).filter(({ state }) => state !== 'reconnecting').map(({ church }) => church).sort();
        return shown.length > 0 && JSON.stringify(shown) === JSON.stringify(await console.onAir());
      })
      .toBe(true);
  await agree();
  await api.act(service.id, 'goto', { page: 20 });
  await expect(wall.root).toHaveAttribute('data-page', '20');
  await agree();
  await page.locator('[data-filter="all"]').click();
  expect(await page.locator('[data-church-row]').count()).toBeLessThan(60);

  const wanted = (await api.roster(service.id)).find(({ seat }) => seat === 431);
  await page.keyboard.press('/');
  await page.keyboard.type(wanted?.name ?? '');
  await expect(page.locator(`[data-church-row][data-church="${wanted?.churchId ?? ''}"]`)).toBeVisible();
  await keepPicture(page, 'found');
});

test('the console says when a wall is there and when it is gone', async ({ devices, newService }) => {
  const service = await newService({ churches: 2, pageSize: 2 });
  const console = await devices.console();
  await console.open(service.id);
  await expect(console.page.getByText('No wall is connected.')).toBeVisible();
  const wall = await devices.wall(service.wallUrl);
  const status = console.page.getByTestId('wall-status');
  await expect(status).toHaveAttribute('data-status', 'ok');
  await wall.page.close();
  await expect(status).toHaveAttribute('data-status', 'gone');
  await keepPicture(console.page, 'wall-gone');
});
