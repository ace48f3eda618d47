// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { epoch, rosterOf, seatOf } from '../test/roster';
import { planWall, type PlacedSeat } from './plan';

const size = { width: 1920, height: 1080 };
const plan = (roster: Parameters<typeof planWall>[0], screen = 0, seconds = 0) => planWall(roster, screen, epoch + seconds * 1000, size);
const ids = (placed: readonly PlacedSeat[]) => placed.map(({ seat }) => seat.churchId);

describe('the plan of a wall', () => {
  it('shows the page of the turn and warms the next', () => {
    const now = plan(rosterOf(10), 0, 10);
    expect([now.turn, now.page, now.card]).toEqual([1, 1, null]);
    expect(ids(now.visible)).toEqual(['c4', 'c5', 'c6', 'c7']);
    expect(ids(now.warm)).toEqual(['c8', 'c9']);
  });

  it('warms also while a turn is held, and nothing when there is one turn only', () => {
    const held = rosterOf(10, { clock: { epoch: '2026-11-22T10:00:00Z', intervalSeconds: 10, heldTurn: 0 } });
    expect(ids(plan(held, 0, 35).warm)).toEqual(['c4', 'c5', 'c6', 'c7']);
    expect(plan(rosterOf(3)).warm).toEqual([]);
  });

  it('lays out what the page holds and nothing else: four of twenty fill the screen', () => {
    const four = plan(rosterOf(4));
    const sparse = plan(rosterOf(4, { pageSize: 20, pages: 1 }));
    expect(sparse.visible.map(({ rect }) => rect)).toEqual(four.visible.map(({ rect }) => rect));
    const roster = rosterOf(4);
    const left = plan({ ...roster, seats: new Map([...roster.seats].filter(([seat]) => seat !== 1)) });
    expect(ids(left.visible)).toEqual(['c0', 'c2', 'c3']);
    expect(left.visible.map(({ rect }) => rect)).toEqual(plan(rosterOf(3)).visible.map(({ rect }) => rect));
  });

  it('is in the order of seats, however they came', () => {
    const roster = rosterOf(3);
    expect(ids(plan({ ...roster, seats: new Map([...roster.seats].reverse()) }).visible)).toEqual(['c0', 'c1', 'c2']);
  });

  it('counts to the start above the tiles, and on the card while there are none', () => {
    const startsAt = '2026-11-22T10:05:00Z';
    const early = plan(rosterOf(4, { startsAt }));
    expect([early.card, early.startsIn]).toEqual([null, 300_000]);
    expect(Math.min(...early.visible.map(({ rect }) => rect.top))).toBeGreaterThan(size.height * 0.065);
    expect(plan(rosterOf(4, { startsAt }), 0, 300)).toMatchObject({ card: null, startsIn: null, visible: plan(rosterOf(4)).visible });
    expect(plan(rosterOf(0, { startsAt }))).toMatchObject({ card: 'countdown', startsIn: null });
    expect(plan(rosterOf(0, { startsAt }), 0, 300).card).toBe('waiting');
    expect(plan(rosterOf(4, { startsAt, blank: true })).card).toBe('blank');
  });

  it('shows its title where all of a page are hidden', () => {
    const roster = rosterOf(1);
    expect(plan({ ...roster, seats: new Map() }).card).toBe('title');
  });

  it('shows every church exactly once over all screens and turns', () => {
    for (let churches = 0; churches <= 30; churches++) {
      for (let screens = 1; screens <= 3; screens++) {
        const roster = rosterOf(churches, { screens });
        const turns = Math.ceil(roster.pages / screens);
        const shown: string[] = [];
        for (let turn = 0; turn < turns; turn++)
          for (let screen = 0; screen < screens; screen++) shown.push(...ids(plan(roster, screen, turn * 10).visible));
        expect(shown).toEqual([...roster.seats.values()].map((seat) => seat.churchId));
      }
    }
  });

  it('shows the title card on a screen without a page', () => {
    const second = plan(rosterOf(10, { screens: 2 }), 1, 10);
    expect([second.card, second.page, second.visible]).toEqual(['title', null, []]);
    expect(plan(rosterOf(10), 4).card).toBe('title');
  });

  it('waits for the first churches, counts down before and closes after', () => {
    expect(plan(rosterOf(0)).card).toBe('waiting');
    expect(plan(rosterOf(0, { state: 'scheduled' })).card).toBe('countdown');
    const ended = plan(rosterOf(5, { state: 'ended' }));
    expect([ended.card, ended.visible, ended.warm]).toEqual(['closing', [], []]);
  });

  it('keeps the tiles behind the blank, so that they are there at once afterwards', () => {
    const blank = plan(rosterOf(5, { blank: true }));
    expect([blank.card, blank.visible.length]).toEqual(['blank', 4]);
  });

  it('shows the spotlight large, once, and on every page', () => {
    const roster = rosterOf(10, { spotlight: ['c9', 'gone', 'c1'] });
    const first = plan(roster, 0, 0);
    expect(ids(first.visible)).toEqual(['c9', 'c1', 'c0', 'c2', 'c3']);
    expect(first.visible.map(({ large }) => large)).toEqual([true, true, false, false, false]);
    const third = plan(roster, 0, 20);
    expect(ids(third.visible)).toEqual(['c9', 'c1', 'c8']);
    expect(third.visible[0]?.rect).toEqual(first.visible[0]?.rect);
    expect(ids(plan(roster, 7).visible)).toEqual(['c9', 'c1']);
  });

  it.each(['hidden', 'waiting', 'removed', 'denied'] as const)('never shows a church that is %s, whatever it is sent', (state) => {
    const roster = rosterOf(2, { spotlight: ['c1'] });
    const seats = new Map([...roster.seats, [1, seatOf(1, { state })], [-1, seatOf(-1, { state })]]);
    expect(ids(plan({ ...roster, seats }).visible)).toEqual(['c0']);
  });
});
