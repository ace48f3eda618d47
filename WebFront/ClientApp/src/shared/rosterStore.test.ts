// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { fixtureNames, readFixture } from '../test/fixtures';
import { parseDelta, parseSnapshot, parseWatchAnswer } from './parse';
import { applyDelta, fromSnapshot, type RosterState } from './rosterStore';

const start = () => fromSnapshot(parseSnapshot(readFixture('snapshot')));
const apply = (state: RosterState, delta: object) => applyDelta(state, parseDelta(delta));

describe('wire fixtures', () => {
  const names = fixtureNames('delta-').filter((name) => fixtureNames('after-').includes(name));

  it('are there', () => expect(names.length).toBeGreaterThan(0));

  it.each(names)('the snapshot and delta %s make what the server has afterwards', (name) => {
    const outcome = applyDelta(start(), parseDelta(readFixture(`delta-${name}`)));
    expect(outcome.kind).toBe('applied');
    expect(outcome.state).toEqual(fromSnapshot(parseSnapshot(readFixture(`after-${name}`))));
  });
});

describe('a delta', () => {
  it('is ignored when its revision is here already', () => {
    const state = start();
    expect(apply(state, { from: 39, to: 41, blank: true })).toEqual({ kind: 'old', state });
    expect(apply(state, { from: 40, to: 40, blank: true }).state).toBe(state);
  });

  it('is a gap when it starts later or overlaps', () => {
    expect(apply(start(), { from: 42, to: 43 }).kind).toBe('gap');
    expect(apply(start(), { from: 40, to: 43 }).kind).toBe('gap');
  });

  it('moves the revision on even when nothing changed', () => {
    const outcome = apply(start(), { from: 41, to: 42 });
    expect(outcome.kind).toBe('applied');
    expect(outcome.state).toEqual({ ...start(), revision: 42 });
  });

  it('takes null for gone and leaves out what did not change', () => {
    const { state } = apply(start(), { from: 41, to: 42, seats: [{ seat: 0, trackSid: null, city: null }] });
    expect(state.seats.get(0)).toEqual({ ...start().seats.get(0), trackSid: null, city: null });
  });

  it('empties seats, and fills one that it emptied', () => {
    const { state } = apply(start(), { from: 41, to: 42, removed: [0, 1], seats: [{ seat: 1, churchId: 'new', name: 'New' }] });
    expect([...state.seats.keys()]).toEqual([2, 1]);
    expect(state.seats.get(1)).toMatchObject({ churchId: 'new', name: 'New', trackSid: null });
  });

  it('never leaves one church the picture of another', () => {
    const wishing = apply(start(), { from: 41, to: 42, locked: true, seats: [{ seat: 0, wish: { name: 'Mine', city: '' } }] }).state;
    expect([wishing.locked, wishing.seats.get(0)?.wish?.name]).toEqual([true, 'Mine']);
    const { state } = apply(wishing, { from: 42, to: 43, seats: [{ seat: 0, churchId: 'other', name: 'Other' }] });
    expect(state.seats.get(0)).toMatchObject({ churchId: 'other', name: 'Other', trackSid: null, participantSid: null, wish: null });
  });

  it('is broken when it changes a seat nobody sits in', () => {
    expect(apply(start(), { from: 41, to: 42, seats: [{ seat: 9, muted: true }] }).kind).toBe('broken');
  });

  it('does not change the state it was applied to', () => {
    const state = start();
    apply(state, { from: 41, to: 42, removed: [0], title: 'x', clock: { epoch: '2026-01-01T00:00:00Z', intervalSeconds: 3 } });
    expect(state).toEqual(start());
  });

  it('ignores members it does not know', () => {
    expect(apply(start(), { from: 41, to: 42, future: { a: 1 }, seats: [{ seat: 0, mood: 'glad' }] }).state.seats.get(0)).toEqual(
      start().seats.get(0),
    );
  });
});

describe('parsing', () => {
  it.each([
    ['no object', 7],
    ['no revision', { serviceId: 's', seats: [] }],
    ['an interval of nothing', { ...(readFixture('snapshot') as object), clock: { epoch: '2026-01-01T00:00:00Z', intervalSeconds: 0 } }],
    ['a seat of nobody', { ...(readFixture('snapshot') as object), seats: [{ seat: 1 }] }],
  ])('refuses %s', (_name, message) => {
    expect(() => parseSnapshot(message)).toThrow(/./);
  });

  it('tells a snapshot from missed deltas', () => {
    expect(parseWatchAnswer(readFixture('snapshot')).kind).toBe('snapshot');
    expect(parseWatchAnswer({ serviceId: 's1', deltas: [{ from: 1, to: 2 }] }).kind).toBe('missed');
  });

  it('shows a state of a later version as a church without picture', () => {
    expect(parseDelta({ from: 1, to: 2, seats: [{ seat: 0, state: 'levitating' }] }).seats[0]?.state).toBe('joining');
  });
});
