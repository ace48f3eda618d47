import { describe, expect, it } from 'vitest';
import type { SeatState } from '../../shared/contract';
import { rosterOf, seatOf } from '../../test/consoleRows';
import { choose, countsOf, filters, queueOf, rowsOf } from './rows';

const names = (rows: readonly { name: string }[]) => rows.map((row) => row.name);

const mixed = rosterOf(
  [
    seatOf(0, 'Grace Chapel', { city: 'Leeds' }),
    seatOf(1, 'Iglesia San José', { city: 'Málaga', state: 'joining', trackSid: null }),
    seatOf(2, 'Zion', { state: 'hidden' }),
    seatOf(20, 'Bethel 10', { state: 'reconnecting', participantSid: null, trackSid: null }),
    seatOf(21, 'Bethel 9', { muted: true }),
    seatOf(-1, 'First at the door', { state: 'waiting' }),
    seatOf(-2, 'Sent away', { state: 'removed' }),
    seatOf(-3, 'Second at the door', { state: 'waiting' }),
    seatOf(-1_000_000, 'Never came', { state: 'away', participantSid: null, trackSid: null }),
  ],
  { pages: 2 },
);

describe('rowsOf', () => {
  it('gives seats and pages from zero, and none to those without a place on the wall', () => {
    const rows = rowsOf(mixed, 0);
    expect(rows.find((row) => row.name === 'Bethel 9')).toMatchObject({ seat: 21, page: 1 });
    expect(rows.find((row) => row.name === 'First at the door')).toMatchObject({ seat: null, page: null, place: -1 });
  });

  it('marks on air who is on the page on show and present', () => {
    expect(names(rowsOf(mixed, 0).filter((row) => row.onAir))).toEqual(['Grace Chapel', 'Iglesia San José']);
    expect(names(rowsOf(mixed, 1).filter((row) => row.onAir))).toEqual(['Bethel 9']);
  });

  it('shows all screens of a turn', () => {
    expect(names(rowsOf({ ...mixed, screens: 2 }, 0).filter((row) => row.onAir))).toContain('Bethel 9');
  });

  it('keeps the spotlight on air on every page', () => {
    const rows = rowsOf({ ...mixed, spotlight: ['c21'] }, 0);
    expect(rows.find((row) => row.churchId === 'c21')).toMatchObject({ onAir: true, spotlit: true });
  });

  it.each([{ blank: true }, { state: 'ended' as const }, { state: 'scheduled' as const }])('has nobody on air when %o', (change) => {
    expect(rowsOf({ ...mixed, ...change }, 0).some((row) => row.onAir)).toBe(false);
  });
});

it('lists nobody who is away once the service has ended', () => {
  expect(names(rowsOf({ ...mixed, state: 'ended' }, null))).not.toContain('Never came');
});

describe('choose', () => {
  const rows = rowsOf(mixed, 0);

  it('puts the queue first in the order of coming, then the wall, then those sent away, then those who are away', () => {
    expect(names(choose(rows, '', 'all', 'wall'))).toEqual([
      'First at the door', 'Second at the door', 'Grace Chapel', 'Iglesia San José', 'Zion', 'Bethel 10', 'Bethel 9', 'Sent away', 'Never came',
    ]);
  });

  it('finds names and cities without accents, in any case, by all words', () => {
    expect(names(choose(rows, 'jose MALAGA', 'all', 'wall'))).toEqual(['Iglesia San José']);
    expect(choose(rows, 'jose leeds', 'all', 'wall')).toEqual([]);
  });

  it('sorts names as people do', () => {
    expect(names(choose(rows, 'bethel', 'all', 'name'))).toEqual(['Bethel 9', 'Bethel 10']);
  });

  it('brings up first what needs attention', () => {
    const sorted = names(choose(rows, '', 'all', 'attention'));
    expect(sorted.slice(0, 4)).toEqual(['First at the door', 'Second at the door', 'Iglesia San José', 'Bethel 10']);
    expect(sorted.at(-1)).toBe('Never came');
  });

  it.each<[keyof typeof filters, string[]]>([
    ['waiting', ['First at the door', 'Second at the door']],
    ['noPicture', ['Iglesia San José', 'Bethel 9']],
    ['hidden', ['Zion']],
    ['lost', ['Bethel 10']],
    ['away', ['Never came']],
    ['removed', ['Sent away']],
  ])('filters %s', (filter, expected) => {
    expect(names(choose(rows, '', filter, 'wall'))).toEqual(expected);
  });
});

it('counts every filter, and who is present', () => {
  expect(countsOf(rowsOf(mixed, 0))).toEqual({
    all: 9, waiting: 2, onAir: 2, noPicture: 2, lost: 1, hidden: 1, removed: 1, away: 1, present: 6,
  });
});

it('queues by the order of coming', () => {
  expect(names(queueOf(rowsOf(mixed, 0)))).toEqual(['First at the door', 'Second at the door']);
});

it('makes rows of a thousand churches in one sweep', () => {
  const states: SeatState[] = ['live', 'joining', 'hidden', 'reconnecting'];
  const seats = Array.from({ length: 1000 }, (_, i) => seatOf(i, `Church ${i}`, { state: states[i % 4]! }));
  expect(rowsOf(rosterOf(seats, { pages: 50 }), 3).filter((row) => row.onAir)).toHaveLength(10);
});
