import { fitsFingers } from '../support/accessibility';
import { Devices, expect, keepPicture, test } from '../support/fixtures';
import { Host } from '../support/host';

test('X and R ask first, and what is undone from a new tab comes back by itself', async ({ api, devices, newService }) => {
  const service = await newService({ churches: 5, pageSize: 4, rotationSeconds: 3600 });
  const church = await devices.church();
  await church.join(service.joinUrl, 'St. Mary', 'York');
  const console = await devices.console();
  const { page } = console;
  await console.open(service.id);
  const rows = page.locator('[data-church-row]');
  await expect(rows).toHaveCount(6);
  const seats = async () => (await api.roster(service.id)).map(({ name, seat }) => `${name} ${seat ?? '-'}`).sort();
  const before = await seats();

  await page.keyboard.press('x');
  await page.keyboard.press('r');
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText('Remove 6 churches?');
  await expect(question).toContainText('St. Mary');
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await keepPicture(page, 'question');
  await page.keyboard.press('Enter');
  await expect(question).toHaveCount(0);
  expect((await api.roster(service.id)).map(({ state }) => state)).not.toContain('removed');

  const calls: string[] = [];
  page.on('request', (request) => request.url().includes('/actions/') && calls.push(request.url()));
  await page.keyboard.press('r');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-church-row][data-state="removed"]')).toHaveCount(6);
  expect(calls).toHaveLength(1);
  await church.isClosed('removed');
  await expect.poll(async () => (await api.service(service.id)).counts.present).toBe(0);

  const context = page.context();
  await page.close();
  const again = await context.newPage();
  await again.goto(`/admin/services/${service.id}`);
  await expect(again.getByText('6 churches removed')).toBeVisible();
  await again.keyboard.press('u');
  await church.isAt('on-air');
  await church.isSending();
  await expect.poll(async () => (await api.roster(service.id)).filter(({ state }) => state === 'live').length, { timeout: 60_000 }).toBe(6);
  expect(await seats()).toEqual(before);
});

test('B pressed twice at once lights the walls again and leaves no note', async ({ api, devices, newService }) => {
  const service = await newService({ churches: 2, pageSize: 2 });
  const console = await devices.console();
  await console.open(service.id);
  await console.page.keyboard.press('b');
  await console.page.keyboard.press('b');
  await expect(console.blank).toHaveAttribute('aria-pressed', 'false');
  await expect(console.page.getByText('Every wall is blank')).toHaveCount(0);
  await console.page.keyboard.press('b');
  await expect(console.page.getByRole('region', { name: 'Notes' }).getByText('Every wall is blank')).toBeVisible();
  await api.act(service.id, 'unblank'); // somebody else
  await expect(console.page.getByText('Every wall is blank')).toHaveCount(0);
});

test('windows take the focus and give it back', async ({ devices, newService }) => {
  const service = await newService({ churches: 1, screens: 3 });
  const console = await devices.console();
  const { page } = console;
  await console.open(service.id);
  const share = page.getByTestId('share-open');
  await share.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Copy the code' })).toBeFocused();
  await expect(page.getByText('OBS browser source, screen 3')).toBeVisible();
  await keepPicture(page, 'share');
  await page.keyboard.press('Escape');
  await expect(share).toBeFocused();
  await page.getByTestId('service-menu').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Keys' }).press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('service-menu')).toBeFocused();

  await page.goto('/admin');
  await page.getByTestId('new-service').first().click();
  await page.getByLabel('Title').fill('Made by keys');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Copy the code' })).toBeFocused();
});

const phone = { viewport: { width: 390, height: 844 } };

test('on a phone nothing in the console is smaller than a finger', async ({ devices, newService }) => {
  const service = await newService({ churches: 30, pageSize: 4, admission: 'approval' });
  const console = await devices.console(phone);
  const { page } = console;
  await console.open(service.id);
  await expect(page.locator('[data-church-row]').first()).toBeVisible();
  await fitsFingers(page, 'churches');
  await keepPicture(page, 'phone-churches');
  await page.locator('[data-church-row]').first().click();
  await fitsFingers(page, 'a chosen church');
  await page.getByRole('button', { name: 'Clear the selection' }).click();
  await page.getByRole('button', { name: 'Walls', exact: false }).first().click();
  await expect(page.getByTestId('queue')).toBeVisible();
  await fitsFingers(page, 'walls');
  await keepPicture(page, 'phone-walls');
  for (const window of ['share-open', 'settings-open']) {
    await page.getByTestId(window).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await fitsFingers(page, window);
    await keepPicture(page, `phone-${window}`);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  await page.getByTestId('service-menu').click();
  await expect(page.getByRole('menu')).toBeVisible();
  await fitsFingers(page, 'menu');
});

test('on a phone nothing on the other pages of the console is smaller than a finger', async ({ api, devices, newService }) => {
  const service = await newService({ churches: 2 });
  const { id } = await api.createChurch({ name: 'Church of the Very Long Name that Goes on for More than One Line of a Phone' });
  const { page } = await devices.console(phone);
  const pages = { services: '', churches: '/churches', keys: '/keys', accounts: '/users', sessions: '/sessions', account: '/account', server: '/server', attendance: `/services/${service.id}/attendance` };
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(`/admin${path}`);
    await expect(page.locator('main h1')).toBeVisible();
    await expect(page.getByRole('status').filter({ hasText: 'Loading' })).toHaveCount(0);
    await fitsFingers(page, name);
    await keepPicture(page, `phone-${name}`);
  }
  const windows = [['', 'new-service'], ['/churches', 'import-open'], ['/keys', 'new-key'], ['/users', 'new-user']] as const;
  for (const [path, button] of windows) {
    await page.goto(`/admin${path}`);
    await page.getByTestId(button).first().click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await fitsFingers(page, button);
  }
  await api.changeChurch(id, { revoked: true });
});

test('the console counts to the start, whether the doors are open or not, and not after the end', async ({ api, devices, newService }) => {
  const startsAt = new Date(Date.now() + 40 * 60_000).toISOString();
  const service = await newService({ startsAt, doorsMinutes: 30 });
  const console = await devices.console();
  const { page } = console;
  await console.open(service.id);
  const countdown = page.getByTestId('starts-in');
  const seconds = async () => Number(await countdown.getAttribute('data-seconds'));
  await expect(countdown).toContainText('39:');
  await api.open(service.id);
  await expect(page.getByTestId('service-state')).toHaveText('Live');
  const first = await seconds();
  expect(first).toBeGreaterThan(30 * 60);
  await expect.poll(seconds).toBeLessThan(first);
  await keepPicture(page, 'countdown');
  await api.simulate(service.id, 3);
  await expect(page.getByTestId('turn-clock')).toBeVisible();
  await api.end(service.id);
  await expect(page.getByTestId('service-state')).toHaveText('Ended');
  await expect(countdown).toHaveCount(0);
  await expect(page.getByTestId('turn-clock')).toHaveCount(0);
});

test('the console says within three seconds that the server is lost', async ({ browser }) => {
  const host = await Host.start();
  const devices = new Devices(browser, host.url);
  try {
    const service = await host.api.createService({ title: 'Lost' });
    const console = await devices.console();
    await console.open(service.id);
    await host.kill();
    const gone = Date.now();
    await expect(console.page.getByText('The console has lost the server')).toBeVisible();
    expect(Date.now() - gone).toBeLessThan(3_500);
    await keepPicture(console.page, 'lost');
    await host.up();
    await console.isConnected();
    await expect(console.page.getByText('The console has lost the server')).toHaveCount(0);
  } finally {
    await devices.close();
    await host.dispose();
  }
});
