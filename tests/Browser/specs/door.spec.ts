import { chromium } from '@playwright/test';
import { chromiumPath, fakeCameras } from '../support/chromium';
import { Devices, expect, keepPicture, test } from '../support/fixtures';

test('locked doors keep out who is new, and let in again who was there', async ({ api, devices, newService }) => {
  const service = await newService({ pageSize: 4 });
  const console = await devices.console();
  await console.open(service.id);
  const [inside, outside] = [await devices.church(), await devices.church()];
  await inside.join(service.joinUrl, 'Inside Chapel');

  const lock = console.page.getByTestId('door-lock');
  await lock.click();
  await expect(lock).toHaveAttribute('aria-pressed', 'true');
  await outside.page.goto(service.joinUrl);
  await expect(outside.page.getByText('The doors are locked')).toBeVisible();
  await keepPicture(outside.page, 'locked-out');
  expect((await api.roster(service.id)).map(({ name }) => name)).toEqual(['Inside Chapel']);

  await inside.page.getByRole('button', { name: 'Leave' }).click();
  await inside.page.getByRole('button', { name: 'Yes, leave' }).click();
  await inside.isClosed('left');
  await inside.page.reload();
  await inside.typeName('Inside Chapel');
  await inside.goOnAir();
  await expect(console.row('Inside Chapel')).toHaveAttribute('data-state', 'live');
  await keepPicture(console.page, 'locked');

  await lock.click();
  await expect(lock).toHaveAttribute('aria-pressed', 'false');
  await outside.typeName('Outside Chapel'); // asked by itself
  await outside.isAt('green-room');
  await outside.goOnAir();
});

test('a changed name waits for the producer, who approves it or keeps the old one', async ({ devices, newService }) => {
  const service = await newService({ pageSize: 4, admission: 'approval' });
  const wall = await devices.wall(service.wallUrl);
  const console = await devices.console();
  const { page } = console;
  await console.open(service.id);
  const church = await devices.church();
  await church.toGreenRoom(service.joinUrl, 'Old Chapel', 'York');
  await church.joinButton.click();
  await page.getByTestId('queue').getByRole('button', { name: 'Admit', exact: true }).click();
  await church.isSending();
  await expect(wall.named('Old Chapel')).toHaveAttribute('data-state', 'live');
  const wishes = page.getByTestId('wishes');
  await expect(wishes).toHaveCount(0);

  const comeAgainAs = async (name: string) => {
    await church.page.getByRole('button', { name: 'Leave' }).click();
    await church.page.getByRole('button', { name: 'Yes, leave' }).click();
    await church.page.getByRole('button', { name: 'Join again' }).click();
    await church.page.getByRole('button', { name: /^Change/ }).click();
    await church.typeName(name);
    await church.isAt('green-room');
    await expect(church.page.getByText(`You asked to be called “${name}”`)).toBeVisible();
    await church.goOnAir();
    await expect(wishes).toContainText(`Old Chapel asks to be ${name}, York`);
    await expect(wall.named('Old Chapel')).toHaveAttribute('data-state', 'live');
    await expect(wall.named(name)).toHaveCount(0);
  };
  await comeAgainAs('Rude Chapel');
  await keepPicture(church.page, 'asks');
  await keepPicture(page, 'new-names');
  await wishes.getByRole('button', { name: 'Keep the old one' }).click();
  await expect(wishes).toHaveCount(0);
  await expect(wall.named('Old Chapel')).toHaveAttribute('data-state', 'live');

  await comeAgainAs('New Chapel');
  await wishes.getByRole('button', { name: 'Approve' }).click();
  await expect(wishes).toHaveCount(0);
  await expect(wall.named('New Chapel')).toHaveAttribute('data-state', 'live');
  await expect(wall.named('Old Chapel')).toHaveCount(0);
});

test('the doorbell says that the browser keeps it silent, and one click mends it', async ({ host, newService }) => {
  const service = await newService({ admission: 'approval' });
  const strict = await chromium.launch({ executablePath: chromiumPath(), args: [...fakeCameras, '--autoplay-policy=document-user-activation-required'] });
  const devices = new Devices(strict, host.url);
  try {
    const signedIn = await devices.console();
    const context = signedIn.page.context();
    await context.addInitScript(() => {
      window.AudioContext = class extends AudioContext {
        constructor() {
          super();
          window.console.log(`voice ${this.state}`);
        }
      };
    });
    const page = await context.newPage();
    // To look into a page counts as a click on it (Playwright evaluates with a user gesture): not before it has found itself silent.
    const voice = page.waitForEvent('console', (message) => message.text().startsWith('voice'));
    await page.goto(`/admin/services/${service.id}`);
    expect((await voice).text()).toBe('voice suspended');
    const unmuffle = page.getByTestId('unmuffle');
    await expect(unmuffle).toBeVisible();
    await keepPicture(page, 'silent-doorbell');
    await unmuffle.click();
    await expect(unmuffle).toHaveCount(0);
    await expect(page.getByText('The doorbell is silent')).toHaveCount(0);
  } finally {
    await devices.close();
    await strict.close();
  }
});
