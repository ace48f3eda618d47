import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ToastProvider } from '../../shared/ui';
import { cached, queryClient } from '../api/queries';
import type { Session } from '../api/types';
import { SignedIn } from '../shell/session';
import { SessionsPage } from './SessionsPage';

/** Milliseconds that a busy machine may take to paint and to judge. */
const patience = 30_000;
const painted = { timeout: patience / 3 };

const sessionOf = (id: string, user: string, more: Partial<Session> = {}): Session => ({
  id, user, createdAt: '2026-11-22T08:06:00Z', lastSeenAt: '2026-11-22T17:06:00Z', endsAt: '2026-12-22T08:06:00Z', address: '203.0.113.9',
  agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', current: false, ...more,
});

const json = (body: unknown, status = 200) => new Response(body === null ? null : JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });

describe('SessionsPage', () => {
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  /** The page of an administrator before a server that has these sessions. */
  function show(all: Session[]) {
    let left = all;
    const ended: string[] = [];
    vi.stubGlobal('fetch', vi.fn((path: string, init: RequestInit) => {
      if (init.method !== 'DELETE') return Promise.resolve(json({ items: left }));
      const id = path.split('/').at(-1) ?? '';
      ended.push(id);
      left = left.filter((session) => session.id !== id);
      return Promise.resolve(json(null, 204));
    }));
    const view = render(
      <QueryClientProvider client={queryClient()}>
        <ToastProvider><SignedIn user={{ name: 'ruth', role: 'admin' }}><SessionsPage /></SignedIn></ToastProvider>
      </QueryClientProvider>,
    );
    return { ended, ...view };
  }

  it('tells one browser from the other, and axe finds nothing', async () => {
    const { container } = show([sessionOf('a', 'ruth', { current: true }), sessionOf('b', 'paul', { agent: null, address: null })]);
    const rows = within(await screen.findByRole('list', { name: 'Sessions' }, painted)).getAllByRole('listitem');
    expect(rows[0]?.textContent).toMatch(/ruth · Firefox on Linux.*From 203\.0\.113\.9, since 22 Nov 2026.*This browser/);
    expect(rows[1]?.textContent).toMatch(/paul · Unknown browser.*Sign out/);
    const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } }); // jsdom paints nothing
    expect(violations.map(({ id }) => id)).toEqual([]);
  }, patience);

  it('ends the one that is pressed', async () => {
    const { ended } = show([sessionOf('a', 'ruth', { current: true }), sessionOf('b', 'paul')]);
    fireEvent.click(await screen.findByRole('button', { name: 'Sign out paul, Firefox on Linux' }, painted));
    await waitFor(() => expect(screen.queryByText(/paul ·/)).toBeNull(), painted);
    expect(ended).toEqual(['b']);
  }, patience);

  it('ends all others of the same person, and nobody else’s', async () => {
    const { ended } = show([sessionOf('a', 'ruth', { current: true }), sessionOf('b', 'ruth'), sessionOf('c', 'paul'), sessionOf('d', 'ruth')]);
    fireEvent.click(await screen.findByTestId('end-others', {}, painted));
    await waitFor(() => expect(screen.queryByTestId('end-others')).toBeNull(), painted);
    expect(ended).toEqual(['b', 'd']);
  }, patience);
});

it('a session that ended elsewhere is looked at again, whichever page asked', async () => {
  const client = queryClient();
  vi.stubGlobal('fetch', vi.fn(() => Promise.resolve(json({ status: 401, title: 'You are not signed in.', code: 'signed_out' }, 401))));
  client.setQueryData(cached.session, { name: 'ruth', role: 'admin' });
  render(<QueryClientProvider client={client}><ToastProvider><SignedIn user={{ name: 'ruth', role: 'admin' }}><SessionsPage /></SignedIn></ToastProvider></QueryClientProvider>);
  await waitFor(() => expect(client.getQueryState(cached.session)?.isInvalidated).toBe(true), painted);
  cleanup();
  vi.unstubAllGlobals();
}, patience);
