import { createHmac } from 'node:crypto';
import type { Page } from '@playwright/test';
import { isAccessible } from '../support/accessibility';
import { expect, keepPicture, test } from '../support/fixtures';

const password = 'four words that rhyme';

test('an account gets an authenticator app, signs in with it, and an administrator takes it away', async ({ api, devices }) => {
  await api.createUser('ruth', password, 'producer');
  const page = await (await devices.context()).newPage();
  await signIn(page, password);
  await page.getByTestId('person').click();
  await page.getByRole('menuitem', { name: 'Your account' }).click();
  await expect(page.getByTestId('second-factor-state')).toHaveText('off');
  await isAccessible(page, 'account');

  const secret = await test.step('set up', async () => {
    await page.getByTestId('begin-second-factor').click();
    await page.getByRole('dialog').getByLabel('Present password').fill(password);
    await page.getByTestId('present-done').click();
    const shown = (await page.getByTestId('app-secret').textContent()) ?? '';
    await isAccessible(page, 'authenticator app');
    await keepPicture(page, 'authenticator-app');
    await page.getByLabel('Code', { exact: true }).fill(codeOf(shown, Date.now()));
    await page.getByTestId('confirm-second-factor').click();
    return shown;
  });
  const recovery = (await page.getByTestId('recovery-codes').getByRole('listitem').first().textContent()) ?? '';
  await isAccessible(page, 'recovery codes');
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByTestId('second-factor-state')).toHaveText('on');

  const other = await (await devices.context()).newPage();
  await signIn(other, password, false);
  await isAccessible(other, 'sign in with a code');
  await other.getByLabel('Code', { exact: true }).fill('000000');
  await other.getByTestId('sign-in').click();
  await expect(other.getByRole('alert')).toContainText('wrong');
  // The code of now was used up by the confirmation; the next one is taken half a minute early.
  await other.getByLabel('Code', { exact: true }).fill(codeOf(secret, Date.now() + 30_000));
  await other.getByTestId('sign-in').click();
  await expect(other.getByTestId('person')).toBeVisible();

  const lost = await (await devices.context()).newPage();
  await signIn(lost, password, false);
  await lost.getByLabel('Code', { exact: true }).fill(recovery);
  await lost.getByTestId('sign-in').click();
  await expect(lost.getByTestId('person')).toBeVisible();

  const admin = await devices.console();
  await admin.page.goto('/admin/users');
  await admin.page.getByRole('button', { name: 'Take the second factor of ruth away' }).click();
  await admin.page.getByRole('button', { name: 'Take it away' }).click();
  await expect(admin.page.locator('[data-user=ruth]').getByText('second factor')).toBeHidden();
  await signIn(await (await devices.context()).newPage(), password);
});

test('everybody changes the own password, and is told what is wrong with a weak one', async ({ api, devices }) => {
  await api.createUser('anna', password, 'viewer');
  const [page, elsewhere] = [await (await devices.context()).newPage(), await (await devices.context()).newPage()];
  await signIn(page, password, true, 'anna');
  await signIn(elsewhere, password, true, 'anna');
  await page.goto('/admin/account');
  const change = async (present: string, next: string) => {
    await page.getByLabel('Present password').fill(present);
    await page.getByLabel('New password').fill(next);
    await page.getByLabel('The same again').fill(next);
    await page.getByTestId('change-password').click();
  };
  await change(password, 'password123');
  await expect(page.getByText('attackers try first')).toBeVisible();
  await change('not this one', 'another long passage');
  await expect(page.getByText('not your present password')).toBeVisible();
  await isAccessible(page, 'account with a fault');
  await change(password, 'another long passage');
  await expect(page.getByText('Your password is changed')).toBeVisible();
  await elsewhere.reload();
  await expect(elsewhere.getByTestId('sign-in')).toBeVisible();
  await signIn(elsewhere, 'another long passage', true, 'anna');
});

test('a set-up link that does not work says so before the form', async ({ devices }) => {
  const page = await (await devices.context()).newPage();
  await page.goto('/admin/setup?token=old');
  await expect(page.getByRole('alert')).toContainText('There is an administrator already');
  await expect(page.getByLabel('Password')).toBeHidden();
  await isAccessible(page, 'set-up link that was used');
});

async function signIn(page: Page, typed: string, lands = true, name = 'ruth'): Promise<void> {
  await page.goto('/admin');
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(typed);
  await page.getByTestId('sign-in').click();
  await expect(lands ? page.getByTestId('person') : page.getByLabel('Code', { exact: true })).toBeVisible();
}

/** What an authenticator app shows (RFC 6238). */
function codeOf(secret: string, milliseconds: number): string {
  const bits = [...secret.replaceAll(' ', '')].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(milliseconds / 30_000)));
  const hash = createHmac('sha1', key).update(counter).digest();
  const at = (hash.at(-1) ?? 0) & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
