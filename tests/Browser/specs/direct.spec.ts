import { Devices, expect, keepPicture, test } from '../support/fixtures';
import { freePort, Host } from '../support/host';
import type { WallPage } from '../support/wallPage';

/** How different the picture of the only tile is from what it was eight frames before, from 0 to 255, and how colourful it is. */
async function picture(wall: WallPage): Promise<{ change: number; colour: number }> {
  return wall.page.locator('[data-tile] video').evaluate(async (video: HTMLVideoElement) => {
    const canvas = new OffscreenCanvas(60, 45);
    const context = canvas.getContext('2d', { willReadFrequently: true })!;
    const look = () => {
      context.drawImage(video, 0, 0, 60, 45);
      return context.getImageData(0, 0, 60, 45).data;
    };
    const before = look();
    await new Promise<void>((resolve) => {
      let left = 8;
      const next = () => (left-- > 0 ? void video.requestVideoFrameCallback(next) : resolve());
      next();
    });
    const now = look();
    let [change, colour] = [0, 0];
    for (let i = 0; i < now.length; i += 4) {
      change = Math.max(change, Math.abs(now[i]! - before[i]!));
      colour = Math.max(colour, Math.abs(now[i]! - now[i + 1]!));
    }
    return { change, colour };
  });
}

test('without a media server, cameras are on the wall and in the console', async ({ api, devices, newService }) => {
  const service = await newService();
  const wall = await devices.wall(service.wallUrl);
  const [first, second] = [await devices.church(), await devices.church()];
  await first.join(service.joinUrl, 'First Chapel');
  await expect(wall.named('First Chapel')).toHaveAttribute('data-state', 'live');
  await wall.moves();
  // A real camera's picture, and no drawing of ours: Chromium's test camera is bright green, with a moving clock.
  const seen = await picture(wall);
  expect(seen.colour).toBeGreaterThan(60);
  expect(seen.change).toBeGreaterThan(20);

  await second.join(service.joinUrl, 'Second Chapel');
  await first.hasTally('on-wall');
  await second.hasTally('on-wall');
  await wall.moves();
  await keepPicture(wall.page, 'wall');
  await expect(first.page.locator('[data-sending="true"]')).toBeVisible();

  const { id } = service;
  const console = await devices.console({}, `/admin/services/${id}`);
  await expect(console.page.locator('video').first()).toBeVisible();
  await expect.poll(() => console.page.locator('video').evaluateAll((videos) => videos.filter((video) => (video as HTMLVideoElement).readyState >= 2).length)).toBeGreaterThanOrEqual(2);
  await keepPicture(console.page, 'console');

  const church = (await api.roster(id)).find(({ name }) => name === 'First Chapel')!;
  await api.act(id, 'mute', { churchId: church.churchId });
  await expect(first.page.getByText('Your picture is paused').first()).toBeVisible();
  await api.act(id, 'mute', { churchId: church.churchId, muted: false });
  await first.isSending();
  await wall.moves();
});

test('pictures that go directly go on while the server is away, and are the same after', async ({ browser }) => {
  test.setTimeout(240_000);
  const host = await Host.start();
  const devices = new Devices(browser, host.url);
  try {
    const service = await host.api.createService({ title: 'Direct' });
    const wall = await devices.wall(service.wallUrl);
    const church = await devices.church();
    await church.join(service.joinUrl, 'Lasting Chapel');
    await expect(wall.named('Lasting Chapel')).toHaveAttribute('data-state', 'live');
    await wall.moves();
    const seating = await wall.seating();
    await host.kill();
    await expect(wall.root).not.toHaveAttribute('data-hub', 'open');
    await wall.moves();
    await wall.moves();
    await host.up();
    await wall.isConnected();
    await church.isSending();
    await church.hasTally('on-wall');
    await expect.poll(() => wall.seating()).toBe(seating);
    await wall.moves();
  } finally {
    await devices.close();
    await host.dispose();
  }
});

test('a church sends to three walls; the fourth shows its name, and its picture when another closes', async ({ devices, newService }) => {
  const service = await newService();
  const church = await devices.church();
  await church.join(service.joinUrl, 'Busy Chapel');
  const walls: WallPage[] = [];
  for (let number = 0; number < 4; number++) walls.push(await devices.wall(service.wallUrl));
  for (const wall of walls.slice(0, 3)) await wall.moves();
  const [, , , fourth] = walls as [WallPage, WallPage, WallPage, WallPage];
  await expect(fourth.tiles.locator('.card-name')).toHaveText('Busy Chapel');
  await expect(fourth.named('Busy Chapel')).not.toHaveAttribute('data-state', 'live');
  await walls[0]!.page.context().close();
  await expect(fourth.named('Busy Chapel')).toHaveAttribute('data-state', 'live');
  await fourth.moves();
});

test('in the hall\'s network, a phone joins by https and is on the wall', async ({ browser }) => {
  const port = String(await freePort());
  const host = await Host.start({ TLS_PORT: port });
  // The machine's own address, as a phone would come; without a network, what is left of one.
  const service = await host.api.createService({ title: 'At home' });
  const address = (link: string) => link.replace(/^https?:\/\/[^/]+/, service.joinUrl.startsWith('https:') ? new URL(service.joinUrl).origin : `https://127.0.0.1:${port}`);
  const devices = new Devices(browser, address(service.joinUrl));
  try {
    const phone = await devices.church({ ignoreHTTPSErrors: true, viewport: { width: 390, height: 844 }, hasTouch: true });
    await phone.join(address(service.joinUrl), 'Phone Chapel');
    const wall = await devices.wall(address(service.wallUrl), { ignoreHTTPSErrors: true });
    await expect(wall.named('Phone Chapel')).toHaveAttribute('data-state', 'live');
    await wall.moves();
    await phone.hasTally('on-wall');
    await keepPicture(phone.page, 'phone');
    const console = await devices.console({ ignoreHTTPSErrors: true });
    await expect(console.page.getByText('At home').first()).toBeVisible();
  } finally {
    await devices.close();
    await host.dispose();
  }
});
