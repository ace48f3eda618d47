import { describe, expect, it, vi } from 'vitest';
import type { Problem, Result } from '../../shared/api';
import type { JoinPass } from '../../shared/contract';
import { HubRefused } from '../../shared/hubConnection';
import { pass, problem } from '../test/fixtures';
import { Passes } from './passes';

const ok = (token: string): Result<JoinPass> => ({ ok: true, value: pass({ token, hubToken: `hub-${token}` }) });
const no = (refused: Problem): Result<JoinPass> => ({ ok: false, problem: refused });

function setUp(...answers: Result<JoinPass>[]) {
  const ask = vi.fn(async () => answers.shift() ?? no(problem(0, 'network')));
  const onRefused = vi.fn();
  const onPass = vi.fn();
  return { passes: new Passes(pass({ token: 'first', hubToken: 'hub-first' }), ask, onRefused, onPass), ask, onRefused, onPass };
}

describe('passes', () => {
  it('give the media the first one once, then a fresh one for each try', async () => {
    const { passes, ask } = setUp(ok('second'), ok('third'));
    expect([(await passes.forMedia()).token, (await passes.forMedia()).token, (await passes.forMedia()).token]).toEqual(['first', 'second', 'third']);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('give the hub the newest token, and fetch another one only when it did not help', async () => {
    const { passes, ask } = setUp(ok('second'), ok('third'));
    expect([await passes.forHub(), await passes.forHub()]).toEqual(['hub-first', 'hub-first']);
    expect(ask).not.toHaveBeenCalled();
    expect(await passes.forHub()).toBe('hub-second');
    passes.hubOpened();
    expect([await passes.forHub(), await passes.forHub()]).toEqual(['hub-second', 'hub-second']);
    expect(await passes.forHub()).toBe('hub-third');
  });

  it('ask once for both connections', async () => {
    const { passes, ask, onPass } = setUp(ok('second'));
    await passes.forMedia();
    await passes.forHub();
    await passes.forHub();
    const [media, hub] = await Promise.all([passes.forMedia(), passes.forHub()]);
    expect([media.token, hub]).toEqual(['second', 'hub-second']);
    expect(ask).toHaveBeenCalledOnce();
    expect(onPass).toHaveBeenCalledOnce();
  });

  it.each([problem(0, 'network'), problem(503, 'try_again'), problem(429, 'too_many_tries'), problem(404, 'http_404')])('pass over %j', async (passing) => {
    const { passes, onRefused } = setUp(no(passing), ok('later'));
    await passes.forMedia();
    await expect(passes.forMedia()).rejects.not.toBeInstanceOf(HubRefused);
    expect((await passes.forMedia()).token).toBe('later');
    expect(onRefused).not.toHaveBeenCalled();
  });

  it('end both connections with a refusal that no try can mend', async () => {
    const removed = problem(403, 'church_removed');
    const { passes, onRefused } = setUp(no(removed));
    await passes.forMedia();
    await expect(passes.forMedia()).rejects.toMatchObject({ name: 'HubRefused', code: 'church_removed' });
    expect(onRefused).toHaveBeenCalledExactlyOnceWith(removed);
  });
});
