import { describe, expect, it } from 'vitest';
import type { Problem, Result } from '../../shared/api';
import { toggleBlank, toggleHidden, turn, type Call } from './actions';
import { runCalls, undoOf } from './runCalls';
import { rowOf } from '../../test/consoleRows';
import { noDeeds, noted, taken } from './undoStack';

const wall = { held: false, blank: false, pages: 3 };
const refused: Result<unknown> = { ok: false, problem: { status: 409, code: 'x', title: 'No', detail: null, errors: {}, retryAfter: null, more: {} } satisfies Problem };
const fine: Result<unknown> = { ok: true, value: { revision: 2 } };

describe('undo stack', () => {
  it('takes back the newest first, each once', () => {
    const first = noted(noDeeds, toggleHidden([rowOf(0, 'Grace')], [])!);
    const second = noted(first.stack, toggleBlank(wall)!);
    const back = taken(second.stack)!;
    expect(back.deed.said).toBe('Every wall is blank');
    expect(taken(back.stack, second.deed!.id)).toBeNull();
    expect(taken(back.stack)!.deed.said).toBe('Grace hidden');
    expect(taken(taken(back.stack)!.stack)).toBeNull();
  });

  it('takes back an older one by its note', () => {
    const first = noted(noDeeds, toggleHidden([rowOf(0, 'Grace')], [])!);
    const second = noted(first.stack, toggleBlank(wall)!);
    const back = taken(second.stack, first.deed!.id)!;
    expect(back.deed.said).toBe('Grace hidden');
    expect(back.stack.deeds).toHaveLength(1);
  });

  it('does not note what has no way back', () => {
    expect(noted(noDeeds, turn('next')!)).toEqual({ stack: noDeeds, deed: null });
  });

  it('forgets the oldest', () => {
    let stack = noDeeds;
    for (let i = 0; i < 30; i++) stack = noted(stack, toggleBlank(wall)!).stack;
    expect(stack.deeds).toHaveLength(20);
    expect(stack.deeds[0]!.id).toBe(30);
  });
});

describe('runCalls', () => {
  it('keeps the order of different actions, and sends neighbours of one kind side by side', async () => {
    const log: string[] = [];
    const calls: Call[] = [
      { action: 'show', body: { churchId: 'a' } },
      { action: 'show', body: { churchId: 'b' } },
      { action: 'spotlight', body: { churchIds: ['a'] } },
    ];
    const result = await runCalls(calls, async ({ action, body }) => {
      log.push(`+${action} ${body.churchId ?? ''}`);
      await Promise.resolve();
      log.push(`-${action} ${body.churchId ?? ''}`);
      return fine;
    });
    expect(log).toEqual(['+show a', '+show b', '-show a', '-show b', '+spotlight ', '-spotlight ']);
    expect(result.done).toHaveLength(3);
  });

  it('goes on after a refusal, and leaves the refused church out of the undo', async () => {
    const plan = toggleHidden([rowOf(0, 'Grace'), rowOf(1, 'Zion')], [])!;
    const result = await runCalls(plan.calls, async ({ body }) => (body.churchId === 'c0' ? refused : fine));
    expect(result.refused).toHaveLength(1);
    expect(undoOf(plan.undo, result)).toEqual([{ action: 'show', body: { churchId: 'c1' } }]);
  });

  it('has nothing to undo when nothing was done', async () => {
    const plan = toggleBlank(wall)!;
    expect(undoOf(plan.undo, await runCalls(plan.calls, async () => refused))).toEqual([]);
  });
});
