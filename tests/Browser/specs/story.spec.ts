import { Devices, expect, keepPicture, test } from '../support/fixtures';
import { Host } from '../support/host';
import { ConsolePage } from '../support/consolePage';
import { WallPage } from '../support/wallPage';
import type { ChurchPage } from '../support/churchPage';

const names = ['Église Saint-Étienne', 'كنيسة النور', '光明教会'] as const;

test.describe.configure({ timeout: 420_000 });

test('one service from its creation to its end, through a drop, hiding, a blank and a kill', async ({ browser }, info) => {
  const host = await Host.start();
  const devices = new Devices(browser, host.url);
  try {
    const console = new ConsolePage(await (await devices.context({ viewport: { width: 1440, height: 900 } })).newPage());
    await console.signIn();
    const serviceId = await test.step('create a service and start the rehearsal', () => create(console));
    const { joinUrl, wallUrl } = await host.api.service(serviceId);

    const churches = await test.step('three churches join', async () => {
      const joined: ChurchPage[] = [];
      for (const name of names) {
        const church = await devices.church();
        await church.join(joinUrl, name, 'Town');
        joined.push(church);
      }
      return joined;
    });

    const wall = await test.step('the wall opens from its link', () => openFromShare(console));
    const second = await devices.wall(wallUrl);
    const walls = [wall, second];
    await test.step('both walls show them in the order of seats, moving', async () => {
      for (const one of walls) {
        await expect.poll(() => one.names()).toEqual([...names]);
        expect((await one.facts()).map(({ seat }) => seat)).toEqual([0, 1, 2]);
        await one.moves();
      }
      for (const church of churches) await church.hasTally('on-wall');
      await expect.poll(() => console.onAir()).toEqual((await wall.facts()).map(({ church }) => church).sort());
    });
    await keepPicture(wall.page, 'wall');
    await keepPicture(console.page, 'console');
    await keepPicture(churches[0]!.page, 'church');

    const seating = await wall.seating();
    await test.step('one drops and returns to its seat; the others never move', async () => {
      const [, dropped] = churches as [ChurchPage, ChurchPage, ChurchPage];
      const context = dropped.page.context();
      // The line first: a tab that closes on a good line says goodbye, and loses its tile.
      await context.setOffline(true);
      await dropped.page.close();
      await context.setOffline(false);
      await expect(wall.named(names[1])).toHaveAttribute('data-state', 'reconnecting');
      expect(await wall.seating()).toBe(seating);
      const back = await devices.reopen(context);
      await back.page.goto(joinUrl);
      await back.isAt('name');
      await back.continueButton.click();
      await back.isAt('green-room');
      await back.goOnAir();
      churches[1] = back;
      await expect(wall.named(names[1])).toHaveAttribute('data-state', 'live');
      expect(await wall.seating()).toBe(seating);
      await wall.moves();
    });

    await test.step('hiding reaches both walls and survives a reload', async () => {
      await console.act(names[0], 'Hide');
      for (const one of walls) await expect(one.named(names[0])).toHaveCount(0);
      await expect.poll(() => console.onAir()).toHaveLength(2);
      await second.page.reload();
      await expect.poll(() => second.names()).toEqual([names[1], names[2]]);
      await console.act(names[0], 'Show');
      for (const one of walls) await expect.poll(() => one.seating()).toBe(seating);
    });

    await test.step('a blank reaches both walls and survives a reload', async () => {
      await console.blank.click();
      for (const one of walls) await expect(one.root).toHaveAttribute('data-card', 'blank');
      await second.page.reload();
      await expect(second.root).toHaveAttribute('data-card', 'blank');
      await console.blank.click();
      for (const one of walls) await expect(one.root).not.toHaveAttribute('data-card', /./);
    });

    await test.step('the server is killed and comes back: every page heals without a click', async () => {
      await host.kill();
      await expect(console.page.getByTestId('connection')).not.toHaveAttribute('data-phase', 'open');
      await expect(wall.tiles).toHaveCount(3);
      await host.up();
      await console.isConnected();
      for (const one of walls) {
        await one.isConnected();
        await expect.poll(() => one.facts().then((tiles) => tiles.map(({ state }) => state)), { timeout: 90_000 }).toEqual(['live', 'live', 'live']);
        expect(await one.seating()).toBe(seating);
        await one.moves();
      }
      for (const church of churches) {
        await church.isSending();
        await church.hasTally('on-wall');
      }
      await expect.poll(() => console.onAir()).toHaveLength(3);
      await keepPicture(wall.page, 'wall-after-the-kill');
    });

    await test.step('the end closes every page', async () => {
      await console.menu('End the service…');
      await console.page.getByRole('alertdialog').getByRole('button', { name: 'End the service' }).click();
      for (const one of walls) await expect(one.root).toHaveAttribute('data-card', 'closing');
      for (const church of churches) await church.isClosed('ended');
      await keepPicture(churches[0]!.page, 'church-at-the-end');
    });
  } finally {
    await devices.close();
    await host.dispose();
    if (info.status !== info.expectedStatus || info.errors.length > 0) await info.attach('server.log', { body: host.log, contentType: 'text/plain' });
  }
});

async function create({ page }: ConsolePage): Promise<string> {
  await page.getByTestId('new-service').first().click();
  await page.getByLabel('Title').fill('Christmas in every town');
  await page.getByTestId('create-service').click();
  await expect(page.getByTestId('service-code')).toBeVisible();
  await page.getByTestId('open-console').click();
  await expect(page.getByTestId('connection')).toHaveAttribute('data-phase', 'open');
  return /services\/([^/?]+)/.exec(page.url())?.[1] ?? '';
}

async function openFromShare({ page }: ConsolePage): Promise<WallPage> {
  await page.getByTestId('share-open').click();
  const opened = page.waitForEvent('popup');
  await page.getByTestId('share').locator('a[href*="/wall/"]').first().click();
  const wall = new WallPage(await opened);
  await wall.isConnected();
  await page.keyboard.press('Escape');
  return wall;
}
