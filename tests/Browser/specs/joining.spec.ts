import { chromium } from '@playwright/test';
import { chromiumPath } from '../support/chromium';
import { ChurchPage } from '../support/churchPage';
import { expect, keepPicture, test } from '../support/fixtures';

test('a mistyped code is taken, an unknown one is explained, and a service that is over says so', async ({ api, devices, newService }) => {
  const service = await newService();
  const church = await devices.church();
  await church.page.goto('/');
  await church.typeCode('ZZZ ZZ9');
  await expect(church.page.getByText('We do not know this code')).toBeVisible();
  await keepPicture(church.page, 'unknown-code');
  const [a, b, c, ...rest] = service.code.toLowerCase();
  await church.typeCode(` ${a ?? ''}${b ?? ''} ${c ?? ''}-${rest.join('–')} `);
  await church.isAt('name');

  await api.end(service.id);
  const late = await devices.church();
  await late.page.goto('/');
  await late.typeCode(service.code);
  await expect(late.page.getByText('This service is over')).toBeVisible();
  await keepPicture(late.page, 'service-over');
});

test('an early church counts down and goes on by itself when the doors open', async ({ api, devices, newService }) => {
  const startsAt = new Date(Date.now() + 3 * 3_600_000).toISOString();
  const service = await newService({ startsAt, doorsMinutes: 60 });
  const church = await devices.church();
  await church.page.goto(service.joinUrl);
  await expect(church.page.locator('[data-doors="closed"]')).toBeVisible();
  const seconds = async () => Number(await church.page.locator('[data-seconds]').getAttribute('data-seconds'));
  const before = await seconds();
  expect(Math.abs(before - 2 * 3600)).toBeLessThan(60);
  await expect.poll(seconds).toBeLessThan(before - 1);
  await keepPicture(church.page, 'early');
  const wall = await devices.wall(service.wallUrl);
  await expect(wall.root).toHaveAttribute('data-card', 'countdown');

  await api.open(service.id);
  await church.typeName('Early Chapel');
  await church.isAt('green-room');
  // The doors are open; the start is still to come, and everybody counts to it.
  await expect(church.page.locator('[data-starts-in]')).toContainText('The service starts in');
  await expect(wall.root).toHaveAttribute('data-card', 'countdown');
  await church.goOnAir();
  await expect(church.page.locator('[data-starts-in]')).toBeVisible();
  await expect(wall.root).toHaveAttribute('data-card', '');
  await expect(wall.page.locator('.countdown')).toContainText('Starts in');
  await keepPicture(wall.page, 'before-the-start');
  await api.change(service.id, { startsAt: new Date(Date.now() + 2_000).toISOString() });
  await expect(wall.page.locator('.countdown')).toBeHidden();
  await expect(church.page.locator('[data-starts-in]')).toHaveCount(0);
});

test('a denied camera is explained, and granting it goes on without a reload', async ({ devices, newService }) => {
  const { joinUrl } = await newService();
  const church = await devices.church({ permissions: ['geolocation'] });
  await church.page.goto(joinUrl);
  await church.typeName('Blocked Chapel');
  await expect(church.page.locator('[data-camera-problem="denied"]')).toContainText('Click the icon to the left of the address');
  await keepPicture(church.page, 'denied');
  await church.page.context().grantPermissions(['camera']);
  await expect(church.page.locator('[data-camera="on"]')).toBeVisible();
});

test('a missing camera is explained, and the church may come without a picture', async ({ baseURL, newService }) => {
  const { joinUrl } = await newService();
  const bare = await chromium.launch({ executablePath: chromiumPath(), args: [] });
  try {
    const context = await bare.newContext({ permissions: ['camera'], ...(baseURL !== undefined && { baseURL }) });
    const church = new ChurchPage(await context.newPage());
    await church.page.goto(joinUrl);
    await church.typeName('No Camera Chapel');
    await expect(church.page.locator('[data-camera-problem="missing"]')).toContainText('Open this page on a phone instead');
    await keepPicture(church.page, 'missing');
    await church.page.getByRole('button', { name: 'Join without a picture' }).click();
    await church.isAt('on-air');
  } finally {
    await bare.close();
  }
});

test('who has to be admitted waits, is shown when admitted, and leaves when removed', async ({ api, devices, newService }) => {
  const service = await newService({ admission: 'approval' });
  const wall = await devices.wall(service.wallUrl);
  const console = await devices.console();
  await console.open(service.id);
  const church = await devices.church();
  await church.join(service.joinUrl, 'Patient Chapel');
  await church.hasTally('waiting');
  const queue = console.page.getByTestId('queue');
  await expect(queue).toContainText('Patient Chapel');
  await expect(wall.tiles).toHaveCount(0);
  await keepPicture(console.page, 'door');

  await queue.getByRole('button', { name: 'Admit', exact: true }).click();
  await church.hasTally('on-wall');
  await expect(wall.named('Patient Chapel')).toHaveAttribute('data-state', 'live');

  await console.act('Patient Chapel', 'Remove');
  await church.isClosed('removed');
  await expect(wall.tiles).toHaveCount(0);
  await expect.poll(async () => (await api.roster(service.id)).map(({ state }) => state)).toEqual(['removed']);
  await church.page.getByRole('button', { name: 'Try again' }).click();
  await expect(church.page.getByText('Not yet')).toBeVisible();
  await keepPicture(church.page, 'removed');
});

test('a personal link on a second device asks, takes over once, and stays there', async ({ api, devices, newService }) => {
  const service = await newService();
  const { joinUrl, id } = await api.createChurch({ name: 'Travelling Chapel', city: 'York' });
  const [first, second] = [await devices.church(), await devices.church()];
  await first.comeByLink(joinUrl, test.info().title);
  await first.goOnAir();
  const wall = await devices.wall(service.wallUrl);
  await expect(wall.named('Travelling Chapel')).toHaveAttribute('data-state', 'live');
  const place = await wall.seating();

  await second.page.goto(joinUrl);
  await expect(second.page.locator('[data-elsewhere="question"]')).toBeVisible();
  await keepPicture(second.page, 'question');
  await second.page.getByRole('button', { name: 'Use this device' }).click();
  await second.isAt('green-room');
  await second.goOnAir();
  await expect(first.page.locator('[data-elsewhere="gone"]')).toBeVisible();
  await keepPicture(first.page, 'gone');
  await expect(wall.named('Travelling Chapel')).toHaveAttribute('data-state', 'live');
  expect(await wall.seating()).toBe(place);

  const stays = async () => (await api.attendance(service.id)).find(({ churchId }) => churchId === id || place.endsWith(churchId))?.intervals.length;
  const frames = async () => (await wall.facts())[0]?.frames ?? 0;
  const showsMore = async (seconds: number) => {
    const from = await frames();
    await expect.poll(frames, { message: `the wall shows ${String(seconds)} seconds of the second device` }).toBeGreaterThan(from + seconds * 8);
  };
  await showsMore(1); // by then LiveKit's last word of the first device is there
  const settled = await stays();
  await showsMore(5);
  expect(await stays()).toBe(settled);
  await second.isSending();
  await expect(first.page.locator('[data-elsewhere="gone"]')).toBeVisible();
  expect(await api.roster(service.id)).toHaveLength(1);

  await api.changeChurch(id, { revoked: true });
  const third = await devices.church();
  await third.page.goto(joinUrl);
  await third.isClosed('revoked');
});
