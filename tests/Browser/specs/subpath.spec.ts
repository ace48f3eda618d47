import { Devices, expect, test } from '../support/fixtures';
import { Host } from '../support/host';
import { Proxy, type PathHandling } from '../support/proxy';

for (const handling of ['passes on', 'takes away'] satisfies PathHandling[])
  test(`below a path of another address, behind a proxy that ${handling} the path, people find and use all of it`, async ({ browser }) => {
    const proxy = await Proxy.start('/our/videowall', handling);
    const host = await Host.start({ PUBLIC_BASE_URL: proxy.url });
    proxy.target = host.url;
    const devices = new Devices(browser, proxy.url);
    try {
      const service = await host.api.createService({ title: 'Below a path' });
      await host.api.simulate(service.id, 2);
      expect([service.joinUrl, service.wallUrl.split('?')[0]]).toEqual([`${proxy.url}/join/${service.code}`, `${proxy.url}/wall/${service.code}`]);

      const wall = await devices.wall(service.wallUrl);
      await expect(wall.tiles).toHaveCount(2);
      const church = await devices.church();
      await church.join(service.joinUrl, 'Grace');
      await expect(church.sending).toBeVisible();
      await expect(wall.tiles).toHaveCount(3);
      await church.page.reload();
      await expect(church.sending).toBeVisible();
      expect(new URL(church.page.url()).pathname).toBe(`/our/videowall/join/${service.code}`);

      const console = await devices.console({}, `${proxy.url}/admin`);
      const cookies = await console.page.context().cookies(proxy.url);
      expect(cookies.map(({ path }) => path)).toEqual(['/our/videowall']);
      await console.open(service.id, proxy.url);
      await expect(console.row('Grace')).toBeVisible();
      await console.page.goto(`${proxy.url}/admin/churches`);
      await console.page.getByTestId('add-church').first().click();
      await console.page.goBack();
      await expect(console.page).toHaveURL(`${proxy.url}/admin/services/${service.id}`);

      const docs = await console.page.goto(`${proxy.url}/docs/`);
      expect(docs?.status()).toBe(200);
      await expect(console.page.getByRole('link', { name: 'Services' }).or(console.page.getByRole('button', { name: 'Services' })).first()).toBeVisible();
      await console.page.goto(`${proxy.url}/wall/`);
      await console.page.getByRole('link', { name: 'Join a service' }).click();
      await expect(console.page.getByLabel('Code')).toBeVisible();
      expect(proxy.strayed, 'nothing is asked for outside the path').toEqual([]);
    } finally {
      await devices.close();
      await host.dispose();
      proxy.close();
    }
  });
