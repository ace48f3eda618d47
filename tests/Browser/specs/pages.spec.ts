import { expect, keepPicture, test } from '../support/fixtures';
import { record, recordShifts, spreads } from '../support/recorder';
import { WallPage } from '../support/wallPage';

test('two walls of two screens show the same, apart from each other, and turn together', async ({ api, devices, newService }, info) => {
  const service = await newService({ churches: 60, pageSize: 10, screens: 2, rotationSeconds: 3 });
  await expect.poll(async () => (await api.service(service.id)).counts.pages).toBe(6);
  const walls: WallPage[] = [];
  const recordings: (() => ReturnType<Awaited<ReturnType<typeof record>>>)[] = [];
  for (const screen of [1, 2, 1, 2]) {
    const wall = new WallPage(await (await devices.context({ viewport: { width: 960, height: 540 } })).newPage());
    recordings.push(await record(wall.page, 'data-turn'));
    await wall.open(`${service.wallUrl}&screen=${screen}`);
    walls.push(wall);
  }
  const turns = () => Promise.all(walls.map((wall) => wall.fact('turn')));

  await test.step('every page turns within 300 ms of every other', async () => {
    let latest: readonly number[] = [];
    await expect
      .poll(
        async () => {
          latest = spreads(await Promise.all(recordings.map((read) => read())), 3, 2000);
          return latest.length === 3 && Math.max(...latest) <= 300;
        },
        { timeout: 90_000, message: 'three turns in a row, together on all four screens' },
      )
      .toBe(true);
    info.annotations.push({ type: 'turns', description: `apart by ${latest.map((ms) => Math.round(ms)).join(', ')} ms` });
  });

  await test.step('hold, next and previous are obeyed by all', async () => {
    await api.act(service.id, 'hold');
    await expect.poll(async () => new Set(await turns()).size).toBe(1);
    const [held = 0] = await turns();
    await api.act(service.id, 'next');
    await expect.poll(turns).toEqual(Array(4).fill((held + 1) % 3));
    await api.act(service.id, 'previous');
    await api.act(service.id, 'previous');
    await expect.poll(turns).toEqual(Array(4).fill((held + 2) % 3));
    await api.act(service.id, 'goto', { page: 3 });
    await expect.poll(turns).toEqual(Array(4).fill(1));
  });

  await test.step('both walls are the same, their screens have no church in common', async () => {
    await expect
      .poll(async () => {
        const [a1, a2, b1, b2] = await Promise.all(walls.map((wall) => wall.seating()));
        return a1 === b1 && a2 === b2 && a1 !== a2;
      })
      .toBe(true);
    const [left, right] = (await Promise.all(walls.slice(0, 2).map((wall) => wall.facts()))) as [Awaited<ReturnType<WallPage['facts']>>, Awaited<ReturnType<WallPage['facts']>>];
    const shown = [...left, ...right];
    expect(new Set(shown.map(({ church }) => church)).size).toBe(shown.length);
    expect(left.every(({ seat }) => seat >= 20 && seat < 30)).toBe(true);
    expect(right.every(({ seat }) => seat >= 30 && seat < 40)).toBe(true);
    await keepPicture(walls[0]!.page, 'screen-1');
    await keepPicture(walls[1]!.page, 'screen-2');
  });
});

test('a wall subscribes to its page and the next, which is there at the turn and moves nothing', async ({ api, devices, newService }) => {
  const service = await newService({ churches: 60, rotationSeconds: 4 });
  await expect.poll(async () => (await api.service(service.id)).counts.pages).toBe(3);
  await expect.poll(async () => (await api.service(service.id)).counts.present).toBeGreaterThan(50);
  const wall = new WallPage(await (await devices.context({ viewport: { width: 1280, height: 720 } })).newPage());
  const turns = await record(wall.page, 'data-turn');
  const subscribed = await record(wall.page, 'data-subscribed');
  const shifts = await recordShifts(wall.page);
  await wall.open(service.wallUrl);

  // The first value is the page as it was opened, and no turn; the second may come at once, before the next page had time to get ready.
  const turned = async () => (await turns()).filter(({ value }) => value !== '').slice(2);
  await expect.poll(async () => (await turned()).length).toBeGreaterThanOrEqual(3);
  const shown = { live: 0, missing: 0 };
  for (const { tiles } of await turned()) {
    shown.live += tiles['live'] ?? 0;
    shown.missing += (tiles['loading'] ?? 0) + (tiles['frozen'] ?? 0);
  }
  expect(shown.live).toBeGreaterThan(40);
  expect(shown.live / (shown.live + shown.missing)).toBeGreaterThanOrEqual(0.95);
  const [first] = await turned();
  // Words on a name card change places when a simulated church comes or goes, turn or not.
  const moved = async () => (await shifts()).filter(({ at, ofTiles }) => ofTiles && at >= (first?.at ?? 0));
  expect(await moved(), 'a turn moves no tile').toEqual([]);
  const counts = (await subscribed()).map(({ value }) => Number(value));
  expect(Math.max(...counts)).toBeGreaterThan(20);
  expect(Math.max(...counts)).toBeLessThanOrEqual(40);

  // Again and again: a turn in the same frame puts the tile back.
  const push = (tile: Element) => (tile as HTMLElement).style.setProperty('top', (tile as HTMLElement).style.top === '90px' ? '200px' : '90px');
  const pushed = async () => {
    await wall.page.locator('[data-tile][aria-hidden="false"]').first().evaluate(push);
    return (await moved()).length;
  };
  await expect.poll(pushed, { message: 'one that moves is seen' }).toBeGreaterThan(0);
});

test('the spotlight stays large over page turns and reloads', async ({ api, devices, newService }) => {
  const service = await newService({ churches: 12, pageSize: 4, rotationSeconds: 3 });
  await expect.poll(async () => (await api.roster(service.id)).filter(({ seat }) => seat !== null).length).toBe(12);
  const roster = await api.roster(service.id);
  const [first, last] = [roster.find(({ seat }) => seat === 1), roster.find(({ seat }) => seat === 11)];
  const wall = await devices.wall(service.wallUrl);
  await api.act(service.id, 'spotlight', { churchId: last?.churchId });
  await api.act(service.id, 'pin', { churchId: first?.churchId });
  const large = () => wall.page.locator('[data-tile].large').evaluateAll((tiles) => tiles.map((tile) => (tile as HTMLElement).dataset['church']));
  const both = [first?.churchId, last?.churchId].sort();
  const seen = new Set<number>();
  await expect
    .poll(async () => {
      expect((await large()).sort()).toEqual(both);
      seen.add(await wall.fact('turn'));
      return seen.size;
    })
    .toBe(3);
  await keepPicture(wall.page, 'spotlight');
  await wall.page.reload();
  await wall.isConnected();
  await expect.poll(async () => (await large()).sort()).toEqual(both);
  await api.act(service.id, 'unspotlight');
  await expect.poll(large).toEqual([]);
});
