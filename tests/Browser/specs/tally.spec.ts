import { expect, test } from '../support/fixtures';
import { ChurchPage } from '../support/churchPage';
import { record } from '../support/recorder';
import { WallPage } from '../support/wallPage';

test('the tally says NEXT and ON THE WALL when the wall turns so', async ({ api, devices, newService }) => {
  const service = await newService({ pageSize: 1, rotationSeconds: 3 });
  const context = await devices.context({ permissions: ['camera'] });
  const church = new ChurchPage(await context.newPage());
  const tallies = await record(church.page, 'data-tally');
  await church.join(service.joinUrl, 'Clock Chapel');
  await church.hasTally('on-wall');
  await api.simulate(service.id, 2);
  await expect.poll(async () => (await api.service(service.id)).counts.pages).toBe(3);
  const wall = new WallPage(await (await devices.context()).newPage());
  const pages = await record(wall.page, 'data-page');
  await wall.open(service.wallUrl);

  // A round begins when the wall shows this church's page, which is its first, and is over when it shows it again.
  const rounds = async () => {
    const shown = (await pages()).filter(({ value }) => value === '0').map(({ at }) => at);
    const said = await tallies();
    return shown.slice(1).map((at) => {
      const near = said.findLast((change) => change.value === 'on-wall' && Math.abs(change.at - at) < 2000);
      const before = said.findLast((change) => change.at < (near?.at ?? 0));
      return { late: near === undefined ? Number.POSITIVE_INFINITY : Math.abs(near.at - at), before: before?.value };
    });
  };
  await expect
    .poll(async () => (await rounds()).filter(({ late, before }) => late < 1000 && before === 'next').length, { timeout: 90_000 })
    .toBeGreaterThanOrEqual(1);

  await api.act(service.id, 'goto', { page: 1 });
  await church.hasTally('ready');
  await expect(wall.root).toHaveAttribute('data-page', '1');
  await api.act(service.id, 'goto', { page: 0 });
  await church.hasTally('on-wall');
  await api.act(service.id, 'blank');
  await church.hasTally('ready');
});
