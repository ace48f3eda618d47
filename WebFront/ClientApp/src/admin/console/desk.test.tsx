import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { useEffect } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ServerClock } from '../../shared/serverClock';
import { Confirm, ToastProvider, useDropToast } from '../../shared/ui';
import { rowOf } from '../../test/consoleRows';
import type { PastAct } from '../api/types';
import { SignedIn } from '../shell/session';
import { remove, toggleBlank, toggleHidden, type Plan } from './actions';
import { useDesk } from './useDesk';
import { useOffer } from './useOffer';

const rows = Array.from({ length: 25 }, (_, n) => rowOf(n, `Church ${n}`));
const wall = { held: false, blank: false, pages: 2 };

interface Sent {
  readonly path: string;
  readonly body: { readonly churchIds?: readonly string[]; readonly act?: number };
  readonly key: string | null;
}

let sent: Sent[];
let acts: readonly PastAct[];
let revision: number;
/** Answers of the server, one a call; 200 when there is none. */
let answers: (() => Response | Promise<Response>)[];

beforeEach(() => {
  [sent, acts, revision, answers] = [[], [], 40, []];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    if (init.method === 'GET') return Response.json({ revision, acts });
    const key = new Headers(init.headers).get('Idempotency-Key');
    sent.push({ path, body: JSON.parse(init.body as string) as Sent['body'], key });
    const answer = answers.shift();
    return answer === undefined ? Response.json({ revision: ++revision, changed: ['x'] }) : answer();
  });
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function Desk({ plans, blank = false }: { plans: Readonly<Record<string, Plan | null>>; blank?: boolean }) {
  const desk = useDesk('s', Number.MAX_SAFE_INTEGER);
  const drop = useDropToast();
  useOffer('s', rows, new ServerClock(), desk, true);
  useEffect(() => {
    if (!blank) drop('blank');
  }, [blank, drop]);
  const { question } = desk;
  return (
    <>
      {Object.entries(plans).map(([name, plan]) => <button key={name} onClick={() => desk.perform(plan)}>{name}</button>)}
      <button onClick={desk.undo}>U</button>
      <Confirm open={question !== null} onOpenChange={() => desk.answer(false)} title={question?.title} description={question?.text} action={question?.action ?? ''} onConfirm={() => desk.answer(true)} />
    </>
  );
}

const page = (plans: Readonly<Record<string, Plan | null>>, blank = false) => (
  <QueryClientProvider client={new QueryClient()}>
    <SignedIn user={{ name: 'ruth', role: 'producer' }}>
      <ToastProvider><Desk plans={plans} blank={blank} /></ToastProvider>
    </SignedIn>
  </QueryClientProvider>
);

const press = (name: string) => fireEvent.click(screen.getByText(name, { selector: 'button' }));

it('asks before everybody is removed, does nothing on Cancel, and removes all in one call on yes', async () => {
  render(page({ R: remove(rows) }));
  press('R');
  expect((await screen.findByRole('alertdialog')).textContent).toContain('Church 0');
  fireEvent.click(screen.getByText('Cancel'));
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
  expect(sent).toEqual([]);

  press('R');
  fireEvent.click(await screen.findByText('Remove 25 churches', { selector: 'button' }));
  await screen.findByText('25 churches removed');
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ path: '/api/v1/services/s/actions/remove', body: { churchIds: rows.map((row) => row.churchId) } });
});

it('takes back the last act by the revision that it was answered, and the one before with the next press', async () => {
  render(page({ H: toggleHidden(rows.slice(0, 1)), R: remove(rows.slice(1, 2)), B: toggleBlank(wall) }));
  for (const key of ['H', 'R', 'B', 'U', 'U', 'U', 'U']) press(key);
  await screen.findByText('Nothing to undo');
  expect(sent.map(({ path, body }) => [path.split('/').at(-1), body.act])).toEqual([
    ['hide', undefined], ['remove', undefined], ['blank', undefined], ['unblank', undefined], ['undo', 42], ['undo', 41],
  ]);
});

it('offers an act again that was done before the page was opened', async () => {
  const at = new Date(new ServerClock().now() - 60_000).toISOString();
  acts = [
    { id: 38, at, action: 'hide', by: 'user:ben', mine: false, churchIds: ['c3'] },
    { id: 37, at, action: 'remove', by: 'user:ruth', mine: true, churchIds: ['c0', 'c1', 'c2', 'c3'] },
  ];
  render(page({}));
  await screen.findByText('4 churches removed');
  press('U');
  await screen.findByText('Undone: 4 churches removed');
  expect(sent.map(({ body }) => body.act)).toEqual([37]);
});

it('does not go on saying that the wall is blank when it is not', async () => {
  const plans = { B: toggleBlank(wall), light: toggleBlank({ ...wall, blank: true }) };
  const { rerender } = render(page(plans, true));
  press('B');
  await screen.findByText('Every wall is blank');
  press('light');
  rerender(page(plans, false));
  await waitFor(() => expect(screen.queryByText('Every wall is blank')).toBeNull());
});

it('asks again under the same key when no answer came, and no more when it was refused', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true, advanceTimeDelta: 50 });
  answers = [() => Promise.reject(new TypeError('network')), () => Response.json({ revision: 41, changed: ['c0'] })];
  render(page({ H: toggleHidden(rows.slice(0, 1)) }));
  press('H');
  await screen.findByText('Church 0 hidden', {}, { timeout: 4_000 });
  expect(sent).toHaveLength(2);
  expect(sent[0]?.key).toMatch(/^[0-9a-f]{32}$/);
  expect(sent[1]?.key).toBe(sent[0]?.key);

  answers = [() => new Response(JSON.stringify({ title: 'No.', code: 'unknown_church' }), { status: 404, headers: { 'Content-Type': 'application/problem+json' } })];
  press('H');
  await screen.findByText('No.');
  expect(sent).toHaveLength(3);
  vi.useRealTimers();
});
