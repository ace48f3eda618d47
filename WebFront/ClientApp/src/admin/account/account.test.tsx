import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import axe from 'axe-core';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ToastProvider } from '../../shared/ui';
import { queryClient } from '../api/queries';
import type { Account } from '../api/types';
import { SignedIn } from '../shell/session';
import { SetupPage } from '../shell/SetupPage';
import { SignInPage } from '../shell/SignInPage';
import { AccountPage } from './AccountPage';

/** Milliseconds that a busy machine may take to paint and to judge. */
const patience = 30_000;
const painted = { timeout: patience / 3 };

const json = (status: number, body?: unknown) =>
  new Response(body === undefined ? null : JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
const problem = (status: number, code: string, title: string, field?: string) =>
  json(status, { status, code, title, detail: 'Do this.', ...(field !== undefined && { errors: { [field]: [`${title} Do this.`] } }) });

/** What the server was asked, and answers by path in the order of the calls. */
function server(answers: Readonly<Record<string, readonly (() => Response)[]>>) {
  const asked: { path: string; body: unknown }[] = [];
  const counts = new Map<string, number>();
  vi.stubGlobal('fetch', vi.fn((path: string, options: { body?: string }) => {
    const count = counts.get(path) ?? 0;
    counts.set(path, count + 1);
    asked.push({ path, body: options.body === undefined ? undefined : JSON.parse(options.body) });
    const answer = answers[path]?.[count] ?? answers[path]?.at(-1);
    return answer === undefined ? Promise.reject(new Error(`nothing is at ${path}`)) : Promise.resolve(answer());
  }));
  return asked;
}

const show = (page: ReactNode) => render(
  <QueryClientProvider client={queryClient()}>
    <ToastProvider><SignedIn user={{ name: 'ruth', role: 'producer' }}>{page}</SignedIn></ToastProvider>
  </QueryClientProvider>,
);

const type = (label: string | RegExp, text: string) => fireEvent.change(screen.getByLabelText(label), { target: { value: text } });

async function isAccessible(container: Element): Promise<void> {
  const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } }); // jsdom paints nothing
  expect(violations.map(({ id }) => id)).toEqual([]);
}

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('SetupPage', () => {
  it('says that the link has expired before anybody chooses a password', async () => {
    server({ '/api/v1/setup/check': [() => problem(410, 'setup_link_expired', 'This set-up link has expired.')] });
    const { container } = show(<SetupPage token="old" />);
    expect((await screen.findByRole('alert', {}, painted)).textContent).toMatch(/has expired.*Do this/);
    expect(screen.queryByLabelText('Password')).toBeNull();
    await isAccessible(container);
  }, patience);

  it('shows the form of a link that works, and at its field what is wrong with a password', async () => {
    const asked = server({
      '/api/v1/setup/check': [() => json(204)],
      '/api/v1/setup': [() => problem(400, 'invalid', 'password is one of those that attackers try first.', 'password')],
    });
    const { container } = show(<SetupPage token="fresh" />);
    await screen.findByLabelText('Password', {}, painted);
    type('Password', 'password123');
    type('The same again', 'password123');
    fireEvent.click(screen.getByTestId('set-up'));
    expect((await screen.findByText(/attackers try first/, {}, painted)).id).toBe(screen.getByLabelText('Password').getAttribute('aria-describedby')?.split(' ')[0]);
    expect(asked.at(-1)?.body).toEqual({ token: 'fresh', password: 'password123' });
    await isAccessible(container);
  }, patience);
});

describe('SignInPage', () => {
  it('asks for the code only of those who have a second factor', async () => {
    const asked = server({
      '/api/v1/session': [
        () => problem(401, 'second_factor_needed', 'This account asks for a code too.', 'code'),
        () => problem(401, 'second_factor_wrong', 'This code is wrong.', 'code'),
        () => json(200, { user: { name: 'ruth', role: 'producer' } }),
      ],
    });
    const { container } = show(<SignInPage />);
    type('Name', 'ruth');
    type('Password', 'a long pass phrase');
    expect(screen.queryByLabelText('Code')).toBeNull();
    fireEvent.click(screen.getByTestId('sign-in'));
    const code = await screen.findByLabelText('Code', {}, painted);
    expect(screen.queryByRole('alert')).toBeNull(); // to be asked is nothing wrong
    expect(code.getAttribute('autocomplete')).toBe('one-time-code');
    await isAccessible(container);
    type('Code', '000000');
    fireEvent.click(screen.getByTestId('sign-in'));
    expect((await screen.findByRole('alert', {}, painted)).textContent).toMatch(/This code is wrong/);
    type('Code', '287082');
    fireEvent.click(screen.getByTestId('sign-in'));
    await vi.waitFor(() => expect(asked).toHaveLength(3), painted);
    expect(asked.map(({ body }) => body)).toEqual([undefined, '000000', '287082'].map((typed) => ({
      username: 'ruth', password: 'a long pass phrase', ...(typed !== undefined && { code: typed }),
    })));
  }, patience);
});

describe('AccountPage', () => {
  const off: Account = { name: 'ruth', role: 'producer', secondFactor: null };
  const on: Account = { ...off, secondFactor: { since: '2026-11-22T08:10:00Z', recoveryCodesLeft: 2 } };

  it('asks for the present password and says at the field what is wrong', async () => {
    const asked = server({
      '/api/v1/account': [() => json(200, off)],
      '/api/v1/account/password': [() => problem(403, 'password_wrong', 'This is not your present password.', 'present'), () => json(204)],
    });
    const { container } = show(<AccountPage />);
    await screen.findByTestId('change-password', {}, painted);
    await isAccessible(container);
    fireEvent.click(screen.getByTestId('change-password'));
    expect(screen.getByLabelText('Present password').getAttribute('aria-invalid')).toBe('true');
    type('Present password', 'wrong');
    type('New password', 'another long passage');
    type('The same again', 'another long passag');
    fireEvent.click(screen.getByTestId('change-password'));
    expect(screen.getByText(/do not match/)).toBeTruthy();
    expect(asked.filter(({ path }) => path.endsWith('password'))).toHaveLength(0);
    type('The same again', 'another long passage');
    fireEvent.click(screen.getByTestId('change-password'));
    expect(await screen.findByText(/not your present password/, {}, painted)).toBeTruthy();
    type('Present password', 'a long pass phrase');
    fireEvent.click(screen.getByTestId('change-password'));
    expect(await screen.findByText(/Your password is changed/, {}, painted)).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>('New password').value).toBe('');
  }, patience);

  it('sets an app up: password, QR code, first code, recovery codes', async () => {
    const asked = server({
      '/api/v1/account': [() => json(200, off), () => json(200, on)],
      '/api/v1/account/second-factor': [() => json(200, { secret: 'GEZDGNBV', uri: 'otpauth://totp/VideoWall:ruth?secret=GEZDGNBV' })],
      '/api/v1/account/second-factor/confirm': [() => json(200, { recoveryCodes: ['k3v9x-mq7za', 'p4k2m-7xq3a'] })],
    });
    show(<AccountPage />);
    fireEvent.click(await screen.findByTestId('begin-second-factor', {}, painted));
    const dialog = await screen.findByRole('dialog', {}, painted);
    fireEvent.change(within(dialog).getByLabelText('Present password'), { target: { value: 'a long pass phrase' } });
    fireEvent.click(screen.getByTestId('present-done'));
    expect((await screen.findByTestId('app-secret', {}, painted)).textContent).toBe('GEZD GNBV');
    expect(screen.getByLabelText('QR code for the authenticator app')).toBeTruthy();
    await isAccessible(dialog);
    type('Code', '287082');
    fireEvent.click(screen.getByTestId('confirm-second-factor'));
    expect((await screen.findByTestId('recovery-codes', {}, painted)).textContent).toContain('k3v9x-mq7za');
    expect(asked.find(({ path }) => path.endsWith('confirm'))?.body).toEqual({ code: '287082' });
    await vi.waitFor(() => expect(screen.getByTestId('second-factor-state').textContent).toBe('on'), painted);
    expect(screen.getByText(/Few recovery codes are left/)).toBeTruthy();
  }, patience);
});
