import { Devices, expect, keepPicture, test } from '../support/fixtures';
import { Host } from '../support/host';

test.describe.configure({ timeout: 240_000 });

test('a church whose server is away is told so at once, and is back by itself', async ({ browser }) => {
  const host = await Host.start();
  const devices = new Devices(browser, host.url);
  try {
    const service = await host.api.createService({ title: 'Dead line', pageSize: 4 });
    const church = await devices.church();
    await church.join(service.joinUrl, 'Faithful Chapel');
    await church.hasTally('on-wall');
    await host.kill();
    await church.hasTally('away');
    await keepPicture(church.page, 'away');
    await host.up();
    await church.hasTally('on-wall');
  } finally {
    await devices.close();
    await host.dispose();
  }
});

test('a wall whose server is away keeps its picture, and never shows an error', async ({ browser }) => {
  const host = await Host.start();
  const devices = new Devices(browser, host.url);
  try {
    const service = await host.api.createService({ title: 'Long night', pageSize: 4 });
    await host.api.simulate(service.id, 4);
    const wall = await devices.wall(service.wallUrl);
    await expect(wall.tiles).toHaveCount(4);
    await expect.poll(async () => (await wall.facts()).map(({ state }) => state)).toEqual(Array(4).fill('live'));
    let loads = 0;
    wall.page.on('load', () => loads++);

    // The watchdog, after half a minute of silence, asks whether a reload would end well. It would not.
    const asked = wall.page.waitForEvent('requestfailed', { predicate: (request) => request.url().endsWith('/healthz'), timeout: 120_000 });
    await host.kill();
    await expect(wall.page.getByText('Reconnecting…').first()).toBeVisible();
    await asked;
    expect(loads).toBe(0);
    await expect(wall.tiles).toHaveCount(4);
    await wall.moves();
    await keepPicture(wall.page, 'server-away');

    await host.up();
    await expect(wall.root).toHaveAttribute('data-hub', 'open', { timeout: 90_000 });
    await expect(wall.page.getByText('Reconnecting…')).toHaveCount(0);
    await expect.poll(async () => (await wall.facts()).filter(({ state }) => state === 'live').length, { timeout: 90_000 }).toBeGreaterThanOrEqual(3);
  } finally {
    await devices.close();
    await host.dispose();
  }
});
