import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ToastProvider } from '../../shared/ui';
import { queryClient } from '../api/queries';
import type { Readiness, WallProcess } from '../api/types';
import { partRows, processVerdict, worry } from './health';
import { SignedIn } from '../shell/session';
import { ServerPage } from './ServerPage';

const processOf = (name: string, more: Partial<WallProcess> = {}): WallProcess => ({
  id: name, name, address: '10.0.0.5:11111', status: 'active', self: false, startedAt: '2026-12-24T14:00:00Z', lastSeenAt: '2026-12-24T15:10:02Z',
  grains: 1261, memoryMb: 48.2, cpuPercent: 3.5, version: '0.1.0', ...more,
});
/** Milliseconds that a busy machine may take to paint and to judge. */
const patience = 30_000;
const painted = { timeout: patience / 3 };

const silent = { grains: null, memoryMb: null, cpuPercent: null, version: null } as const;

const degraded: Readiness = {
  status: 'degraded',
  parts: {
    cluster: { state: 'ok', reason: '2 silos are at work.' },
    livekit: { state: 'degraded', reason: 'It does not know the key.' },
    moon: { state: 'off', reason: 'It is day.' },
    migrations: { state: 'ok', reason: null },
    database: { state: 'ok', reason: null },
  },
};

describe('health', () => {
  it('lists the parts in the order of need, unknown ones last, each with words', () => {
    const rows = partRows(degraded);
    expect(rows.map(({ label, text }) => `${label} ${text}`)).toEqual(['Database OK', 'Migrations OK', 'Cluster OK', 'LiveKit Degraded', 'moon Off']);
    expect(rows.map(({ reason }) => reason)).toEqual([
      'It answers.', 'The database is up to date.', '2 silos are at work.', 'It does not know the key.', 'It is day.',
    ]);
  });

  it('tells a process that hangs from one that works', () => {
    const said = (more: Partial<WallProcess>) => processVerdict(processOf('a', more)).text;
    expect([said({}), said(silent), said({ status: 'joining', ...silent }), said({ status: 'stopping' }), said({ status: 'gone', ...silent })])
      .toEqual(['Active', 'No answer', 'Joining', 'Stopping', 'Gone']);
  });

  it('worries only where there is reason to', () => {
    expect(worry(undefined)).toBeNull();
    expect(worry({ status: 'ready', parts: {} })).toBeNull();
    expect([worry(degraded)?.tone, worry({ status: 'unready', parts: {} })?.tone]).toEqual(['warn', 'danger']);
  });
});

describe('ServerPage', () => {
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });

  /** The page before a server that answers so. */
  const show = (processes: () => Response, ready: () => Response) => {
    const asked = vi.fn((path: string, _options?: RequestInit) => Promise.resolve(path === '/readyz' ? ready() : processes()));
    vi.stubGlobal('fetch', asked);
    const page = render(
      <QueryClientProvider client={queryClient()}>
        <ToastProvider><SignedIn user={{ name: 'admin', role: 'admin' }}><ServerPage /></SignedIn></ToastProvider>
      </QueryClientProvider>,
    );
    return { ...page, asked };
  };

  it('shows each process and each part, and axe finds nothing', async () => {
    const items = [processOf('hall-1', { self: true }), processOf('hall-2', silent), processOf('hall-3', { status: 'gone', ...silent })];
    const { container } = show(() => json({ items }), () => json(degraded));
    const rows = within(await screen.findByTestId('processes', {}, painted)).getAllByRole('listitem');
    expect(rows).toHaveLength(3);
    expect(rows[0]?.textContent).toMatch(/hall-1 · answers you.*Active.*1,261.*48 MB.*4 %.*0\.1\.0/);
    expect(rows[1]?.textContent).toMatch(/hall-2.*No answer/);
    expect(rows[2]?.textContent).toMatch(/Gone.*Started .*, last seen/);
    expect((await screen.findByTestId('parts', {}, painted)).textContent).toMatch(/LiveKit.*It does not know the key/);
    expect(screen.getByRole('status').textContent).toMatch(/not all of it/);
    const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } }); // jsdom paints nothing
    expect(violations.map(({ id }) => id)).toEqual([]);
  }, patience);

  it('reads the parts of a server that is not ready', async () => {
    const unready: Readiness = { status: 'unready', parts: { database: { state: 'failed', reason: 'The database is away.' } } };
    show(() => json({ items: [processOf('hall-1')] }), () => json(unready, 503));
    expect((await screen.findByTestId('parts', {}, painted)).textContent).toMatch(/The database is away\..*Failed/);
    expect(screen.getByRole('alert').textContent).toMatch(/cannot serve/);
  }, patience);

  it('signs everybody out when it has asked, and takes along what was chosen', async () => {
    const { asked } = show(() => json({ items: [] }), () => json(degraded));
    fireEvent.click(screen.getByLabelText('New wall keys'));
    fireEvent.click(screen.getByTestId('sign-out-everybody'));
    const dialog = within(await screen.findByRole('alertdialog', {}, painted));
    expect(dialog.getByText(/you too, has to sign in again\. Walls go dark/)).toBeTruthy();
    const deletes = () => asked.mock.calls.filter(([, options]) => options?.method === 'DELETE').map(([path]) => path);
    expect(deletes()).toEqual([]);
    fireEvent.click(dialog.getByRole('button', { name: 'Sign everybody out' }));
    await waitFor(() => expect(deletes()).toEqual(['/api/v1/sessions?apiKeys=false&wallKeys=true']), painted);
  }, patience);

  it('says that the server is away', async () => {
    const away = () => json({ status: 502, title: 'Nobody is there.', code: 'away' }, 502);
    show(away, away);
    expect((await screen.findByRole('alert', {}, painted)).textContent).toMatch(/Nobody is there/);
  }, patience);
});
