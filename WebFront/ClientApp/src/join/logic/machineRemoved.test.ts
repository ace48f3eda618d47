import { describe, expect, it } from 'vitest';
import { letIn, onAir, opened, play, refuse, view } from '../test/fixtures';
import { firstState } from './machineTypes';

const link = { kind: 'link', key: 'KeY', code: null } as const;

describe('taken out by a producer', () => {
  it('a removed church asks at the door again when its person wants to', () => {
    const removed = play(onAir(), { type: 'view', view: view({ state: 'removed' }) }).state;
    const { state, effects } = play(removed, { type: 'again-pressed' });
    expect(effects).toMatchObject([{ type: 'ask', purpose: 'air' }]);
    expect(refuse(state, 403, 'church_removed').state).toMatchObject({ step: 'closed', closed: 'removed', pending: { quiet: true }, notice: { kind: 'still-closed' } });
    expect(letIn(state).state).toMatchObject({ step: 'on-air', closed: null });
  });

  it('a removed church comes back by itself when it is let in again', () => {
    let { state, effects } = play(onAir(), { type: 'view', view: view({ state: 'removed', seat: null, page: null }) });
    expect(state).toMatchObject({ step: 'closed', closed: 'removed', air: null });
    expect(effects).toEqual([{ type: 'disconnect' }, { type: 'forget-session' }, { type: 'retry', ms: 700, at: null }]);
    const waits: number[] = [];
    for (let knock = 0; knock < 6; knock++) {
      const refused = refuse(play(state, { type: 'retry-due' }).state, 403, 'church_removed');
      expect(refused.state).toMatchObject({ step: 'closed', closed: 'removed', notice: null });
      waits.push(...refused.effects.flatMap((effect) => (effect.type === 'retry' ? [effect.ms] : [])));
      state = refused.state;
    }
    expect(waits).toEqual([1_400, 2_800, 5_600, 10_000, 10_000, 10_000]);
    ({ state, effects } = letIn(play(state, { type: 'retry-due' }).state));
    expect(state).toMatchObject({ step: 'on-air', air: { link: 'open' }, closed: null, pending: null, tries: 0 });
    expect(effects).toMatchObject([{ type: 'remember-session' }, { type: 'connect' }]);
  });

  it('a church that was turned away before it was on air comes back to the green room', () => {
    const { state } = refuse(play(firstState, opened({ entry: link })).state, 403, 'church_removed');
    expect(state).toMatchObject({ step: 'closed', pending: { purpose: 'enter', quiet: true } });
    expect(letIn(play(state, { type: 'retry-due' }).state).state).toMatchObject({ step: 'green-room', closed: null });
  });

  it('goes on knocking while the server is away, and stops when the service ends', () => {
    const removed = play(onAir(), { type: 'view', view: view({ state: 'removed' }) }).state;
    const away = refuse(play(removed, { type: 'retry-due' }).state, 0, 'network');
    expect(away.state).toMatchObject({ step: 'closed', closed: 'removed', pending: { quiet: true } });
    expect(refuse(play(away.state, { type: 'retry-due' }).state, 410, 'service_ended').state).toMatchObject({ closed: 'ended', pending: null });
  });
});
