import { describe, expect, it } from 'vitest';
import * as actions from './actions';
import { nothingToDo, planOf, type Desktop } from './commands';
import { rowOf } from '../../test/consoleRows';

const live = rowOf(0, 'Grace');
const other = rowOf(1, 'Zion');
const hidden = rowOf(2, 'Bethel', { state: 'hidden' });
const waiting = rowOf(-1, 'Hope', { state: 'waiting' });
const removed = rowOf(-2, 'Gone', { state: 'removed' });
const wall = { held: false, blank: false, pages: 3 };
const at = (chosen: Desktop['chosen'], more: Partial<Desktop> = {}): Desktop => ({ chosen, waiting: 0, spotlight: [], wall, ...more });

describe('plans', () => {
  it('hides what is seen, shows what is hidden, and takes either back', () => {
    expect(actions.toggleHidden([live], [])).toMatchObject({
      calls: [{ action: 'hide', body: { churchId: 'c0' } }], undo: [{ action: 'show', body: { churchId: 'c0' } }], said: 'Grace hidden',
    });
    expect(actions.toggleHidden([hidden], [])?.calls).toEqual([{ action: 'show', body: { churchId: 'c2' } }]);
    expect(actions.toggleHidden([live, hidden], [])?.calls).toEqual([{ action: 'hide', body: { churchId: 'c0' } }]);
  });

  it('puts the spotlight back when a hidden church was in it', () => {
    const lit = rowOf(0, 'Grace', {}, ['c0', 'c9']);
    expect(actions.toggleHidden([lit], ['c0', 'c9'])?.undo).toEqual([
      { action: 'show', body: { churchId: 'c0' } },
      { action: 'spotlight', body: { churchIds: ['c0', 'c9'] } },
    ]);
  });

  it('lets a removed church back in', () => {
    expect(actions.remove([live])).toMatchObject({ undo: [{ action: 'admit', body: { churchId: 'c0' } }], undoLabel: 'Let back in' });
    expect(actions.remove([removed])).toBeNull();
    expect(actions.admit([removed])?.calls).toEqual([{ action: 'admit', body: { churchId: 'c-2' } }]);
  });

  it('spotlights the selection alone and remembers what was lit before', () => {
    expect(actions.toggleSpotlight([live, other, hidden], ['c9'])).toMatchObject({
      calls: [{ action: 'spotlight', body: { churchIds: ['c0', 'c1'] } }],
      undo: [{ action: 'spotlight', body: { churchIds: ['c9'] } }],
    });
  });

  it('ends the spotlight when it is just this selection', () => {
    expect(actions.toggleSpotlight([live], ['c0'])).toMatchObject({ calls: [{ action: 'unspotlight', body: {} }], undo: [{ action: 'spotlight', body: { churchIds: ['c0'] } }] });
  });

  it('pins those that are not, else unpins', () => {
    const lit = rowOf(1, 'Zion', {}, ['c1']);
    expect(actions.togglePin([live, lit], ['c1'])?.calls).toEqual([{ action: 'pin', body: { churchId: 'c0' } }]);
    expect(actions.togglePin([lit], ['c1'])?.calls).toEqual([{ action: 'unspotlight', body: { churchId: 'c1' } }]);
  });

  it('denies only who waits', () => {
    expect(actions.deny([waiting, live])?.calls).toEqual([{ action: 'deny', body: { churchId: 'c-1' } }]);
    expect(actions.deny([live])).toBeNull();
  });

  it('trusts, admits all, mutes and renames', () => {
    expect(actions.trust([waiting])?.calls).toEqual([{ action: 'admit', body: { churchId: 'c-1', trust: true } }]);
    expect(actions.admitAll(0)).toBeNull();
    expect(actions.admitAll(4)?.calls).toEqual([{ action: 'admit', body: { all: true } }]);
    expect(actions.toggleMute([live])).toMatchObject({ calls: [{ body: { muted: true } }], undo: [{ body: { muted: false } }] });
    expect(actions.rename(live, 'Grace', '')).toBeNull();
    expect(actions.rename(live, 'Grace II', 'Leeds')?.undo).toEqual([{ action: 'rename', body: { churchId: 'c0', name: 'Grace', city: '' } }]);
  });
});

describe('planOf', () => {
  it('turns keys into calls', () => {
    expect(planOf('hold', at([]))?.calls).toEqual([{ action: 'hold', body: {} }]);
    expect(planOf('hold', at([], { wall: { ...wall, held: true } }))?.calls).toEqual([{ action: 'resume', body: {} }]);
    expect(planOf('blank', at([], { wall: { ...wall, blank: true } }))?.calls).toEqual([{ action: 'unblank', body: {} }]);
    expect(planOf('page', at([]), '3')?.calls).toEqual([{ action: 'goto', body: { page: 2 } }]);
    expect(planOf('page', at([]), '4')).toBeNull();
    expect(planOf('spotlight', at([], { spotlight: ['c0'] }))?.calls).toEqual([{ action: 'unspotlight', body: {} }]);
  });

  it('says why a key did nothing', () => {
    expect(nothingToDo('hide', at([]))).toMatch(/Choose a church/);
    expect(nothingToDo('deny', at([live]))).toMatch(/waits/);
    expect(nothingToDo('page', at([]))).toMatch(/no such page/);
    expect(nothingToDo('admitAll', at([]))).toBe('Nobody waits');
  });
});
