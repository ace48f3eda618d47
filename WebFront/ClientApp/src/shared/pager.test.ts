// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { isNext, isOnShow, nextTurnAt, pageOfScreen, timeToNextTurn, timeToShow, turnAt, turnsOf, type Paging } from './pager';

const epoch = Date.parse('2026-11-22T10:00:00Z');
const paging = (pages: number, screens = 1, heldTurn: number | null = null): Paging => ({
  clock: { epoch: '2026-11-22T10:00:00Z', intervalSeconds: 15, heldTurn },
  pages,
  screens,
});

describe('the page clock', () => {
  it('turns every interval and begins again after the last turn', () => {
    const three = paging(3);
    expect([0, 14.999, 15, 30, 45, 60].map((s) => turnAt(three, epoch + s * 1000))).toEqual([0, 0, 1, 2, 0, 1]);
  });

  it('counts back from an epoch that lies ahead', () => {
    expect(turnAt(paging(3), epoch - 1)).toBe(2);
    expect(timeToNextTurn(paging(3), epoch - 1)).toBe(1);
  });

  it('stays on a held turn, and wraps it when pages went away', () => {
    expect(turnAt(paging(3, 1, 2), epoch + 999_000)).toBe(2);
    expect(turnAt(paging(2, 1, 5), epoch)).toBe(1);
    expect(timeToNextTurn(paging(3, 1, 2), epoch)).toBeNull();
    expect(nextTurnAt(paging(3, 1, 2), epoch)).toBe(2);
  });

  it('has no turn to come when all pages fit on the screens', () => {
    expect(timeToNextTurn(paging(2, 2), epoch)).toBeNull();
    expect(turnAt(paging(0), epoch)).toBe(0);
    expect(pageOfScreen(paging(0), 0, 0)).toBeNull();
  });

  it('tells a page that it is next', () => {
    expect(isNext(paging(3), 1, epoch)).toBe(true);
    expect(isNext(paging(3), 2, epoch)).toBe(false);
    expect(isNext(paging(3, 1, 0), 1, epoch)).toBe(false);
    expect(timeToShow(paging(3), 2, epoch + 5_000)).toBe(25_000);
    expect(timeToShow(paging(3, 1, 0), 2, epoch)).toBeNull();
  });

  it('shows every page on exactly one screen of one turn, whatever the numbers', () => {
    for (let pages = 0; pages <= 12; pages++) {
      for (let screens = 1; screens <= 5; screens++) {
        const given = paging(pages, screens);
        const shown: number[] = [];
        for (let turn = 0; turn < turnsOf(given); turn++) {
          for (let screen = 0; screen < screens; screen++) {
            const page = pageOfScreen(given, turn, screen);
            if (page !== null) shown.push(page);
          }
        }
        expect(shown).toEqual(Array.from({ length: pages }, (_, page) => page));
      }
    }
  });

  it('agrees with itself: a page comes on show exactly when it said it would', () => {
    for (let second = -40; second < 200; second += 7.3) {
      const now = epoch + second * 1000;
      const given = paging(5, 2);
      for (let page = 0; page < 5; page++) {
        const wait = timeToShow(given, page, now);
        if (wait === null) throw new Error('a running clock shows every page');
        expect(isOnShow(given, page, now + wait)).toBe(true);
        if (wait > 1) expect(isOnShow(given, page, now + wait - 1)).toBe(false);
        expect(isNext(given, page, now)).toBe(wait > 0 && wait <= 15_000);
      }
    }
  });
});
