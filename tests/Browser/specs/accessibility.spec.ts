import { isAccessible, tabTo } from '../support/accessibility';
import { ChurchPage } from '../support/churchPage';
import { ConsolePage } from '../support/consolePage';
import { expect, test } from '../support/fixtures';
import { admin } from '../support/host';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on a church's way to the wall, ${colorScheme}`, async ({ api, devices, newService }) => {
    const service = await newService({ admission: 'approval' });
    const early = await newService({ startsAt: new Date(Date.now() + 3 * 3_600_000).toISOString() });
    const church = await devices.church({ colorScheme });
    const { page } = church;
    await page.goto(early.joinUrl);
    await expect(page.locator('[data-doors]')).toBeVisible();
    await isAccessible(page, 'before the doors open');
    await page.goto('/');
    await church.isAt('code');
    await isAccessible(page, 'code');
    await church.typeCode('??');
    await expect(page.getByText('Please type the code first')).toBeVisible();
    await isAccessible(page, 'no code');
    await church.typeCode(service.code);
    await church.isAt('name');
    await isAccessible(page, 'name');
    await church.typeName('Grace Chapel', 'Leeds');
    await church.isAt('green-room');
    await expect(page.locator('[data-camera="on"]')).toBeVisible();
    await isAccessible(page, 'green room');
    await church.goOnAir();
    await church.hasTally('waiting');
    await isAccessible(page, 'waiting');
    await api.act(service.id, 'admit', { all: true });
    await church.hasTally('on-wall');
    await isAccessible(page, 'on the wall');
    await page.getByRole('button', { name: 'Leave' }).click();
    await isAccessible(page, 'leaving');
    await page.getByRole('button', { name: 'Yes, leave' }).click();
    await church.isClosed('left');
    await isAccessible(page, 'left');
  });

  test(`axe finds nothing on a blocked camera, ${colorScheme}`, async ({ devices, newService }) => {
    const { joinUrl } = await newService();
    const church = await devices.church({ colorScheme, permissions: ['geolocation'] });
    await church.page.goto(joinUrl);
    await church.typeName('Blocked Chapel');
    await expect(church.page.locator('[data-camera-problem]')).toBeVisible();
    await isAccessible(church.page, 'blocked camera');
  });

  test(`axe finds nothing in the console, ${colorScheme}`, async ({ api, devices, newService }) => {
    const service = await newService({ churches: 12, pageSize: 6 });
    await newService({ startsAt: new Date(Date.now() + 3 * 3_600_000).toISOString() });
    await api.createChurch({ name: `Chapel of the ${colorScheme}`, city: 'Ely' });
    const console = new ConsolePage(await (await devices.context({ colorScheme, viewport: { width: 1440, height: 900 } })).newPage());
    const { page } = console;
    await page.goto('/admin');
    await expect(page.getByTestId('sign-in')).toBeVisible();
    await isAccessible(page, 'sign in');
    await console.signIn();
    await expect(page.getByTestId('services')).toBeVisible();
    await isAccessible(page, 'services');
    await page.getByTestId('new-service').first().click();
    await isAccessible(page, 'new service');
    await page.getByLabel('Title').fill('A service');
    await page.getByRole('radio', { name: /Later/ }).check();
    await page.getByTestId('create-service').click();
    await expect(page.getByText('Choose a day and a time.')).toBeVisible();
    await isAccessible(page, 'new service with a fault');

    await console.open(service.id);
    await expect(page.locator('[data-church-row]')).toHaveCount(12);
    await isAccessible(page, 'console');
    await page.locator('[data-church-row]').nth(2).click();
    await isAccessible(page, 'console with a church chosen');
    await page.getByLabel('As pictures').click();
    await isAccessible(page, 'console with pictures');
    await page.getByTestId('share-open').click();
    await expect(page.getByTestId('share')).toBeVisible();
    await isAccessible(page, 'share');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeVisible();
    await isAccessible(page, 'keys of the console');

    await page.goto(`/admin/services/${service.id}/attendance`);
    await expect(page.getByTestId('attendance')).toBeVisible();
    await isAccessible(page, 'attendance');
    await page.goto('/admin/churches');
    await expect(page.getByTestId('churches')).toBeVisible();
    await isAccessible(page, 'churches');
    await page.getByTestId('import-open').click();
    await page.getByTestId('csv-file').setInputFiles({ name: 'churches.csv', mimeType: 'text/csv', buffer: Buffer.from('name,city,external_id\n,Leeds,1\n') });
    await expect(page.getByTestId('import-result')).toBeVisible();
    await isAccessible(page, 'import');
    await page.goto('/admin/keys');
    await page.getByTestId('new-key').first().click();
    await isAccessible(page, 'new key');
    await page.goto('/admin/server');
    await expect(page.getByTestId('processes')).toBeVisible();
    await expect(page.getByTestId('parts')).toBeVisible();
    await isAccessible(page, 'server');
  });
}

test('axe finds nothing on the wall', async ({ api, devices, newService }) => {
  const service = await newService({ churches: 6, pageSize: 9 });
  const wall = await devices.wall(service.wallUrl);
  await expect(wall.tiles).toHaveCount(6);
  await wall.moves();
  await isAccessible(wall.page, 'tiles');
  await api.act(service.id, 'blank');
  await expect(wall.root).toHaveAttribute('data-card', 'blank');
  await isAccessible(wall.page, 'blank');
  await api.end(service.id);
  await expect(wall.root).toHaveAttribute('data-card', 'closing');
  await isAccessible(wall.page, 'closing');
});

test('a church joins and a producer hides it without a mouse', async ({ devices, newService }) => {
  const service = await newService();
  const church = new ChurchPage(await (await devices.context({ permissions: ['camera'] })).newPage());
  await church.page.goto('/');
  await church.isAt('code');
  await church.page.keyboard.type(service.code);
  await church.page.keyboard.press('Enter');
  await church.isAt('name');
  await church.page.keyboard.type('Keyboard Chapel');
  await church.page.keyboard.press('Tab');
  await church.page.keyboard.type('Hull');
  await church.page.keyboard.press('Enter');
  await church.isAt('green-room');
  await expect(church.page.locator('[data-camera="on"]')).toBeVisible();
  await tabTo(church.page, 'Join now');
  await church.page.keyboard.press('Enter');
  await church.isAt('on-air');
  await church.hasTally('on-wall');

  const wall = await devices.wall(service.wallUrl);
  await expect(wall.named('Keyboard Chapel')).toHaveAttribute('data-state', 'live');
  const { page } = new ConsolePage(await (await devices.context()).newPage());
  await page.goto(`/admin/services/${service.id}`);
  await expect(page.getByTestId('sign-in')).toBeVisible();
  await page.keyboard.type(admin.name);
  await page.keyboard.press('Tab');
  await page.keyboard.type(admin.password);
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-church-row]')).toHaveCount(1);
  await page.keyboard.press('j');
  await page.keyboard.press('h');
  await expect(wall.tiles).toHaveCount(0);
  await page.keyboard.press('u');
  await expect(wall.tiles).toHaveCount(1);
  await page.keyboard.press('b');
  await expect(wall.root).toHaveAttribute('data-card', 'blank');
});
