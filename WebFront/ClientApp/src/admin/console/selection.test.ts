import { describe, expect, it } from 'vitest';
import { advance, click, everything, move, nothing, only, settle } from './selection';

const order = ['a', 'b', 'c', 'd', 'e'];
const ids = (selection: { ids: ReadonlySet<string> }) => [...selection.ids].sort();

describe('click', () => {
  it('selects one, toggles with Ctrl, reaches with Shift', () => {
    const one = click(nothing, order, 'b', {});
    expect(ids(one)).toEqual(['b']);
    expect(ids(click(one, order, 'd', { toggle: true }))).toEqual(['b', 'd']);
    expect(ids(click(one, order, 'b', { toggle: true }))).toEqual([]);
    expect(ids(click(one, order, 'd', { range: true }))).toEqual(['b', 'c', 'd']);
  });

  it('reaches backwards, and anew from the same anchor', () => {
    const reached = click(only('c'), order, 'e', { range: true });
    expect(ids(click(reached, order, 'a', { range: true }))).toEqual(['a', 'b', 'c']);
  });

  it('with Shift and no anchor selects one', () => {
    expect(ids(click(nothing, order, 'c', { range: true }))).toEqual(['c']);
  });
});

describe('move', () => {
  it('begins at the near end', () => {
    expect(move(nothing, order, 1).cursor).toBe('a');
    expect(move(nothing, order, -1).cursor).toBe('e');
  });

  it('stops at both ends', () => {
    expect(move(only('e'), order, 1).cursor).toBe('e');
    expect(move(only('b'), order, -5).cursor).toBe('a');
  });

  it('extends from the anchor and shrinks again', () => {
    const two = move(only('b'), order, 1, true);
    expect(ids(two)).toEqual(['b', 'c']);
    expect(ids(move(two, order, -1, true))).toEqual(['b']);
  });

  it('has nothing to move over in an empty list', () => {
    expect(move(only('a'), [], 1)).toBe(nothing);
  });
});

describe('settle', () => {
  it('keeps the same selection while its churches are there', () => {
    const selection = click(only('b'), order, 'd', { toggle: true });
    expect(settle(selection, ['d', 'x', 'b'])).toBe(selection);
  });

  it('never slides onto another church when the selected one leaves by itself', () => {
    const left = settle(only('c'), ['a', 'b', 'd', 'e']);
    expect(ids(left)).toEqual([]);
    expect(left.cursor).toBeNull();
  });

  it('drops only those that left', () => {
    expect(ids(settle(click(only('b'), order, 'd', { range: true }), ['a', 'b', 'd']))).toEqual(['b', 'd']);
  });
});

describe('advance', () => {
  it('goes on to the next church that stays, so that a queue is worked through with one key', () => {
    expect(advance(order, new Set(['b'])).cursor).toBe('c');
    expect(advance(order, new Set(['b', 'c'])).cursor).toBe('d');
  });

  it('goes back at the end, and nowhere when nobody stays', () => {
    expect(advance(order, new Set(['e'])).cursor).toBe('d');
    expect(advance(['a'], new Set(['a']))).toBe(nothing);
  });
});

it('selects everything', () => {
  expect(ids(everything(order))).toEqual(order);
  expect(everything([])).toBe(nothing);
});
