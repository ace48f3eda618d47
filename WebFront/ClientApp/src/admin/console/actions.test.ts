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
  it('hides what is seen, shows what is hidden', () => {
    expect(actions.toggleHidden([live])).toMatchObject({ call: { action: 'hide', body: { churchId: 'c0' } }, undo: 'Undo', said: 'Grace hidden' });
    expect(actions.toggleHidden([hidden])?.call).toEqual({ action: 'show', body: { churchId: 'c2' } });
    expect(actions.toggleHidden([live, hidden])?.call).toEqual({ action: 'hide', body: { churchId: 'c0' } });
  });

  it('is one call, however many churches it is about', () => {
    const many = Array.from({ length: 25 }, (_, n) => rowOf(n, `Church ${n}`));
    const ids = many.map((row) => row.churchId);
    for (const [plan, action] of [[actions.remove(many), 'remove'], [actions.toggleHidden(many), 'hide'], [actions.toggleMute(many), 'mute'], [actions.togglePin(many), 'pin']] as const)
      expect(plan?.call).toMatchObject({ action, body: { churchIds: ids } });
    expect(actions.admit([waiting, removed])?.call).toEqual({ action: 'admit', body: { churchIds: ['c-1', 'c-2'] } });
  });

  it.each([
    ['remove', actions.remove], ['hide', actions.toggleHidden], ['stop the picture of', actions.toggleMute],
  ])('asks before it takes more than three off the wall: %s', (_, planned) => {
    const churches = Array.from({ length: 12 }, (__, n) => rowOf(n, `Church ${n}`));
    expect(planned(churches.slice(0, 3))?.ask).toBeUndefined();
    expect(planned(churches.slice(0, 4))?.ask?.action).toContain('4 churches');
    expect(planned(churches)?.ask?.text).toContain('Church 0, Church 1, Church 2, Church 3, Church 4, Church 5 and 6 others');
  });

  it('asks before it turns more than three away, and lets in unasked', () => {
    const queue = Array.from({ length: 4 }, (_, n) => rowOf(-1 - n, `Church ${n}`, { state: 'waiting' }));
    expect(actions.deny(queue)?.ask?.title).toBe('Turn away 4 churches?');
    expect(actions.admit(queue)?.ask).toBeUndefined();
  });

  it('locks the doors, and takes that back', () => {
    expect(actions.toggleLock(false)).toMatchObject({ call: { action: 'lock', body: {} }, back: { action: 'unlock' } });
    expect(actions.toggleLock(true).call).toEqual({ action: 'unlock', body: {} });
  });

  it('grants and refuses the name that a church asks for', () => {
    const wishing = rowOf(3, 'Zion', { wish: { name: 'New Zion', city: '' } });
    expect(actions.grantName(wishing)).toMatchObject({ call: { action: 'admit', body: { churchId: 'c3' } }, said: 'Zion is now New Zion' });
    expect(actions.refuseName(wishing).call).toEqual({ action: 'deny', body: { churchId: 'c3' } });
    expect(actions.grantName(live)).toBeNull();
  });

  it('leaves who is away in peace, but may take it out', () => {
    const away = rowOf(-1_000_000, 'Long gone', { state: 'away', participantSid: null, trackSid: null });
    for (const planned of [actions.toggleHidden, actions.toggleMute, actions.togglePin, actions.admit]) expect(planned([away])).toBeNull();
    expect(actions.toggleHidden([live, away])?.call.body).toEqual({ churchId: 'c0' });
    expect(actions.remove([away])?.call.action).toBe('remove');
  });

  it('lets a removed church back in', () => {
    expect(actions.remove([live])?.undo).toBe('Let back in');
    expect(actions.remove([removed])).toBeNull();
    expect(actions.admit([removed])?.call).toEqual({ action: 'admit', body: { churchId: 'c-2' } });
  });

  it('spotlights the selection alone', () => {
    expect(actions.toggleSpotlight([live, other, hidden], ['c9'])?.call).toEqual({ action: 'spotlight', body: { churchIds: ['c0', 'c1'] } });
  });

  it('ends the spotlight when it is just this selection', () => {
    expect(actions.toggleSpotlight([live], ['c0'])).toMatchObject({ call: { action: 'unspotlight', body: {} }, undo: 'Undo' });
  });

  it('pins those that are not, else unpins', () => {
    const lit = rowOf(1, 'Zion', {}, ['c1']);
    expect(actions.togglePin([live, lit])?.call).toEqual({ action: 'pin', body: { churchId: 'c0' } });
    expect(actions.togglePin([lit])?.call).toEqual({ action: 'unspotlight', body: { churchId: 'c1' } });
    expect(actions.togglePin([hidden])).toBeNull();
  });

  it('denies only who waits', () => {
    expect(actions.deny([waiting, live])?.call).toEqual({ action: 'deny', body: { churchId: 'c-1' } });
    expect(actions.deny([live])).toBeNull();
  });

  it('trusts, admits all, mutes and renames', () => {
    expect(actions.trust([waiting])?.call).toEqual({ action: 'admit', body: { churchId: 'c-1', trust: true } });
    expect(actions.admitAll(0)).toBeNull();
    expect(actions.admitAll(4)?.call).toEqual({ action: 'admit', body: { all: true } });
    expect(actions.toggleMute([live])?.call.body).toEqual({ churchId: 'c0', muted: true });
    expect(actions.toggleMute([{ ...live, muted: true, mutedByProducer: true }])?.call.body).toEqual({ churchId: 'c0', muted: false });
    // A church whose own camera is off can be stopped: what it does itself is not ours to allow.
    expect(actions.toggleMute([{ ...live, muted: true }])?.call.body).toEqual({ churchId: 'c0', muted: true });
    expect(actions.rename(live, 'Grace', '')).toBeNull();
    expect(actions.rename(live, 'Grace II', 'Leeds')?.call.body).toEqual({ churchId: 'c0', name: 'Grace II', city: 'Leeds' });
  });
});

describe('planOf', () => {
  it('turns keys into calls', () => {
    expect(planOf('hold', at([]))?.call).toEqual({ action: 'hold', body: {} });
    expect(planOf('hold', at([], { wall: { ...wall, held: true } }))?.call).toEqual({ action: 'resume', body: {} });
    expect(planOf('blank', at([], { wall: { ...wall, blank: true } }))?.call).toEqual({ action: 'unblank', body: {} });
    expect(planOf('page', at([]), '3')?.call).toEqual({ action: 'goto', body: { page: 2 } });
    expect(planOf('page', at([]), '4')).toBeNull();
    expect(planOf('spotlight', at([], { spotlight: ['c0'] }))?.call).toEqual({ action: 'unspotlight', body: {} });
  });

  it('says why a key did nothing', () => {
    expect(nothingToDo('hide', at([]))).toMatch(/Choose a church/);
    expect(nothingToDo('deny', at([live]))).toMatch(/waits/);
    expect(nothingToDo('page', at([]))).toMatch(/no such page/);
    expect(nothingToDo('admitAll', at([]))).toBe('Nobody waits');
  });
});
