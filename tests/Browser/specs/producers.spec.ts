import { expect, keepPicture, test } from '../support/fixtures';

test('two producers see what the other does at once', async ({ devices, newService }) => {
  const service = await newService({ churches: 6, pageSize: 3 });
  const [anna, ben] = [await devices.console(), await devices.console()];
  for (const console of [anna, ben]) {
    await console.open(service.id);
    await expect(console.page.locator('[data-church-row]')).toHaveCount(6);
  }
  const first = anna.page.locator('[data-church-row][data-seat="0"]');
  const id = (await first.getAttribute('data-church')) ?? '';
  const same = ben.page.locator(`[data-church-row][data-church="${id}"]`);

  await first.click();
  await anna.page.keyboard.press('h');
  await expect(same).toHaveAttribute('data-state', 'hidden');
  await same.click();
  await ben.page.keyboard.press('h');
  await expect(first).not.toHaveAttribute('data-state', 'hidden');
  await ben.hold.click();
  await expect(anna.page.getByTestId('turn-clock')).toHaveAttribute('data-held', 'true');
  await anna.blank.click();
  await expect(ben.blank).toHaveAttribute('aria-pressed', 'true');
  await ben.blank.click();
  await expect(anna.blank).toHaveAttribute('aria-pressed', 'false');
  await anna.page.keyboard.press('e');
  await anna.page.getByRole('dialog').getByLabel('Name').fill('Renamed Chapel');
  await anna.page.getByRole('button', { name: 'Save' }).click();
  await expect(same).toContainText('Renamed Chapel');
  await expect.poll(async () => JSON.stringify(await ben.onAir())).toBe(JSON.stringify(await anna.onAir()));
});

test('a rehearsal starts and ends from the console', async ({ api, devices }) => {
  const console = await devices.console();
  await console.page.getByTestId('new-service').first().click();
  await console.page.getByLabel('Title').fill('Rehearsal');
  await console.page.getByTestId('create-service').click();
  await console.page.getByTestId('open-console').click();
  await console.isConnected();
  await console.menu('Simulated churches…');
  await console.page.getByLabel('How many').fill('5');
  await console.page.getByTestId('start-simulation').click();
  await expect(console.page.locator('[data-church-row]')).toHaveCount(5);
  const id = /services\/([^/?]+)/.exec(console.page.url())?.[1] ?? '';
  await expect.poll(async () => (await api.service(id)).counts.present).toBe(5);
  await console.menu('End the simulation');
  await expect.poll(async () => (await api.service(id)).counts.present).toBe(0);
  await console.menu('End the service…');
  await console.page.getByRole('alertdialog').getByRole('button', { name: 'End the service' }).click();
  await expect.poll(async () => (await api.service(id)).state).toBe('ended');
});

test('how many come in, and when a forgotten service ends by itself, is set with the service and changed later', async ({ api, devices }) => {
  const console = await devices.console();
  const { page } = console;
  const set = async (guests: string, hours: string) => {
    await page.getByLabel('Most guests by the code').fill(guests);
    await page.getByLabel('Ends when empty for, hours').fill(hours);
  };
  await page.getByTestId('new-service').first().click();
  await page.getByLabel('Title').fill('Small hall');
  await set('10001', '721');
  await page.getByTestId('create-service').click();
  await expect(page.getByText('from 1 to 10000')).toBeVisible();
  await expect(page.getByText('from 0 to 720')).toBeVisible();
  await keepPicture(page, 'out-of-range');
  await set('40', '3');
  await page.getByTestId('create-service').click();
  await page.getByTestId('open-console').click();
  await console.isConnected();
  const id = /services\/([^/?]+)/.exec(page.url())?.[1] ?? '';
  const limits = async () => {
    const { maxGuests, endAfterHours } = await api.service(id);
    return { maxGuests, endAfterHours };
  };
  expect(await limits()).toEqual({ maxGuests: 40, endAfterHours: 3 });

  await page.getByTestId('settings-open').click();
  await expect(page.getByLabel('Most guests by the code')).toHaveValue('40');
  await expect(page.getByLabel('Ends when empty for, hours')).toHaveValue('3');
  await set('', '0');
  await page.getByTestId('save-settings').click();
  await expect(page.getByText('from 1 to 10000')).toBeVisible();
  expect(await limits()).toEqual({ maxGuests: 40, endAfterHours: 3 });
  await set('10000', '0');
  await page.getByTestId('save-settings').click();
  await expect(page.getByTestId('save-settings')).toHaveCount(0);
  expect(await limits()).toEqual({ maxGuests: 10_000, endAfterHours: 0 });
  await api.end(id);
});

test('a list of churches is tried first, row by row, and imported only when it is right', async ({ api, devices }) => {
  const console = await devices.console();
  const { page } = console;
  await page.goto('/admin/churches');
  await page.getByTestId('import-open').click();
  const before = (await api.churches()).length;
  const choose = (text: string) => page.getByTestId('csv-file').setInputFiles({ name: 'churches.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await choose('name,city,external_id\nÉglise de l’Étoile,Besançon,csv-1\n,Leeds,csv-2\n大教会,東京,csv-3\n');
  await expect(page.locator('[data-bad-row]')).toHaveCount(1);
  await expect(page.locator('[data-bad-row="3"]')).toContainText('name');
  await expect(page.getByTestId('do-import')).toBeDisabled();
  expect(await api.churches()).toHaveLength(before);
  await keepPicture(page, 'bad-row');

  await choose('Nr;Gemeinde;Ort\ncsv-9;Sankt Olav;Nidaros\n');
  await expect(page.getByTestId('import-result')).toContainText('Which column has the names of the churches?');
  await page.getByTestId('column-name').selectOption('Gemeinde');
  await page.getByTestId('column-city').selectOption('Ort');
  await expect(page.getByTestId('import-sample')).toContainText('Sankt Olav');
  await expect(page.getByTestId('do-import')).toBeEnabled();

  // As a spreadsheet puts it on the clipboard; letters of a time before Unicode are what people see them to be.
  await page.getByTestId('csv-paste').fill('name\tcity\nTabernacle\tCardiff\n');
  await page.getByTestId('csv-read').click();
  await expect(page.getByTestId('import-sample')).toContainText('Tabernacle');
  await page.getByTestId('csv-file').setInputFiles({ name: 'old.csv', mimeType: 'text/csv', buffer: Buffer.from([...Buffer.from('name\n'), 0xc6, 0xe5]) });
  await expect(page.getByTestId('import-sample')).toContainText('Æå');
  await page.getByTestId('csv-charset').selectOption('windows-1251');
  await expect(page.getByTestId('import-sample')).toContainText('Же');

  await choose('name,city,external_id\nÉglise de l’Étoile,Besançon,csv-1\nHope Chapel,Leeds,csv-2\n大教会,東京,csv-3\n');
  await expect(page.locator('[data-bad-row]')).toHaveCount(0);
  await page.getByTestId('do-import').click();
  await expect(page.getByTestId('churches')).toContainText('Église de l’Étoile');
  await expect.poll(async () => (await api.churches()).length).toBe(before + 3);

  await page.getByRole('button', { name: 'Personal link of Hope Chapel' }).click();
  await expect(page.getByRole('img', { name: 'QR code of the personal link of Hope Chapel' })).toBeVisible();
  const link = page.getByRole('dialog').locator('a[href*="/j/"]');
  const church = (await api.churches()).find(({ name }) => name === 'Hope Chapel');
  await expect(link).toHaveAttribute('href', church?.joinUrl ?? '');
  await keepPicture(page, 'personal-link');
});

test('an API key is shown once, works, and is never told again', async ({ api, devices }) => {
  const { page } = await devices.console();
  await page.goto('/admin/keys');
  await page.getByTestId('new-key').first().click();
  await page.getByRole('dialog').getByLabel('Name').fill('Stream Deck');
  await page.getByTestId('make-key').click();
  const key = (await page.getByTestId('fresh-key').textContent()) ?? '';
  expect(key).toMatch(/^vw_/);
  const asks = () => fetch(`${api.url}/api/v1/services`, { headers: { authorization: `Bearer ${key}` } }).then(({ status }) => status);
  expect(await asks()).toBe(200);
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.locator('[data-key]').filter({ hasText: 'Stream Deck' })).toBeVisible();
  expect(await page.content()).not.toContain(key);
  await page.reload();
  await expect(page.locator('[data-key]').filter({ hasText: 'Stream Deck' })).toBeVisible();
  expect(await page.content()).not.toContain(key);

  await page.getByRole('button', { name: 'Revoke the key Stream Deck' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
  await expect.poll(asks).toBe(401);
});
