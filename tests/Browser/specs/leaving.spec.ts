import { expect, keepPicture, test } from '../support/fixtures';

test('who leaves is gone from the wall at once, by its button or with its tab', async ({ api, devices, newService }) => {
  const service = await newService({ pageSize: 4 });
  const wall = await devices.wall(service.wallUrl);
  const [leaver, closer] = [await devices.church(), await devices.church()];
  await leaver.join(service.joinUrl, 'Leaving Chapel');
  await closer.join(service.joinUrl, 'Closing Chapel');
  await expect(wall.tiles).toHaveCount(2);

  await leaver.page.getByRole('button', { name: 'Leave' }).click();
  await leaver.page.getByRole('button', { name: 'Yes, leave' }).click();
  await leaver.isClosed('left');
  await expect(wall.named('Leaving Chapel')).toHaveCount(0, { timeout: 10_000 });
  await expect(wall.named('Closing Chapel')).toHaveAttribute('data-state', 'live');

  // As a tab that is closed, and unlike one that is killed: pagehide, and the beacon goes out.
  await closer.page.goto('about:blank');
  await expect(wall.tiles).toHaveCount(0, { timeout: 10_000 });
  await expect.poll(async () => (await api.roster(service.id)).map(({ seat }) => seat)).toEqual([null, null]);

  await leaver.page.getByRole('button', { name: 'Join again' }).click();
  await leaver.goOnAir();
  await expect(wall.named('Leaving Chapel')).toHaveAttribute('data-state', 'live');
});

test('who is away stands last in the console, and comes up again when it is back', async ({ api, devices, newService }) => {
  const service = await newService({ pageSize: 4 });
  const console = await devices.console();
  await console.open(service.id);
  const [stayer, leaver] = [await devices.church(), await devices.church()];
  await leaver.join(service.joinUrl, 'Leaving Chapel');
  await stayer.join(service.joinUrl, 'Staying Chapel');
  await fetch(`${api.url}/api/v1/join`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code: service.code, name: 'Never Came Chapel' }) });
  const states = () => console.page.locator('[data-church-row]').evaluateAll((rows) => rows.map((row) => `${row.querySelector('[dir=auto]')?.textContent ?? ''} ${(row as HTMLElement).dataset['state'] ?? ''}`));
  await expect.poll(states).toEqual(['Leaving Chapel live', 'Staying Chapel live', 'Never Came Chapel away']);

  await leaver.page.getByRole('button', { name: 'Leave' }).click();
  await leaver.page.getByRole('button', { name: 'Yes, leave' }).click();
  await expect.poll(states).toEqual(['Staying Chapel live', 'Leaving Chapel away', 'Never Came Chapel away']);
  await keepPicture(console.page, 'away');
  await leaver.page.getByRole('button', { name: 'Join again' }).click();
  await leaver.goOnAir();
  await expect.poll(states).toEqual(['Leaving Chapel live', 'Staying Chapel live', 'Never Came Chapel away']);
});

test('a page that is loaded anew finds its seat', async ({ devices, newService }) => {
  const service = await newService({ pageSize: 4 });
  const wall = await devices.wall(service.wallUrl);
  const [first, second] = [await devices.church(), await devices.church()];
  await first.join(service.joinUrl, 'First Chapel');
  await expect(wall.tiles).toHaveCount(1);
  await second.join(service.joinUrl, 'Second Chapel');
  await expect(wall.tiles).toHaveCount(2);
  const seating = await wall.seating();
  for (let times = 0; times < 2; times++) {
    await first.page.reload();
    await first.isSending();
    await first.hasTally('on-wall');
    await expect.poll(() => wall.seating()).toBe(seating);
  }
});

test('a personal link asks which service, where several are open', async ({ api, devices, newService }) => {
  const [morning, evening] = [await newService(), await newService()];
  await api.change(morning.id, { title: 'Morning' });
  await api.change(evening.id, { title: 'Evening' });
  const { joinUrl } = await api.createChurch({ name: 'Choosing Chapel' });
  const church = await devices.church();
  await church.page.goto(joinUrl);
  await expect(church.page.getByRole('heading', { name: 'Which service?' })).toBeVisible();
  await keepPicture(church.page, 'choose');
  await church.page.getByRole('button', { name: 'Evening' }).click();
  await church.isAt('green-room');
  await church.goOnAir();
  await expect.poll(async () => (await api.roster(evening.id)).map(({ name }) => name)).toEqual(['Choosing Chapel']);
  // From now on the link means the service where the church is.
  await church.page.reload();
  await church.isSending();
  expect(await api.roster(morning.id)).toEqual([]);
});
