import { describe, expect, it } from 'vitest';
import { view } from '../test/fixtures';
import { tallyOf } from './tally';

const held = (heldTurn: number) => ({ epoch: '1970-01-01T00:00:00Z', intervalSeconds: 10, heldTurn });

describe('the tally', () => {
  it('is unknown before the first news, and while the server does not see the church', () => {
    expect(tallyOf(null, 0)).toBeNull();
    expect(tallyOf(view({ state: 'absent', seat: null, page: null }), 0)).toBeNull();
  });

  it('waits for admission', () =>
    expect(tallyOf(view({ state: 'waiting', admission: 'waiting', seat: null, page: null }), 0)).toEqual({ tally: 'waiting', reason: 'admission', seconds: null }));

  it('follows the page clock through a whole round', () => {
    const tallies = [0, 9_999, 10_000, 19_999, 20_000, 29_999, 30_000].map((now) => tallyOf(view(), now)?.tally);
    expect(tallies).toEqual(['next', 'next', 'on-wall', 'on-wall', 'ready', 'ready', 'next']);
  });

  it('says how long it takes', () => {
    expect(tallyOf(view(), 7_400)?.seconds).toBe(3);
    expect(tallyOf(view(), 20_000)?.seconds).toBe(20);
    expect(tallyOf(view(), 10_000)?.seconds).toBeNull();
  });

  it('counts turns of several screens, not pages', () => {
    const wide = view({ screens: 2, pages: 4, page: 3 });
    expect(tallyOf(wide, 0)?.tally).toBe('next');
    expect(tallyOf(wide, 10_000)?.tally).toBe('on-wall');
  });

  it('is on the wall all the time when there is one turn only', () => {
    const alone = view({ seat: 0, page: 0, pages: 1 });
    expect([0, 15_000, 1e9].map((now) => tallyOf(alone, now)?.tally)).toEqual(['on-wall', 'on-wall', 'on-wall']);
  });

  it('is never next while another page is held', () => {
    expect(tallyOf(view({ clock: held(0) }), 0)).toEqual({ tally: 'ready', reason: 'held', seconds: null });
    expect(tallyOf(view({ clock: held(1) }), 0)?.tally).toBe('on-wall');
  });

  it('is on the wall in the spotlight, whichever page shows', () =>
    expect(tallyOf(view({ spotlight: true }), 20_000)).toEqual({ tally: 'on-wall', reason: 'spotlight', seconds: null }));

  it('looks like any other moment when hidden', () => {
    const hidden = tallyOf(view({ state: 'hidden' }), 10_000);
    expect(hidden).toEqual({ tally: 'ready', reason: 'turn', seconds: null });
  });

  it.each([
    ['muted', { muted: true }],
    ['no-picture', { live: false }],
    ['blank', { blank: true }],
  ] as const)('does not claim the wall when %s', (reason, change) =>
    expect(tallyOf(view({ ...change, spotlight: true }), 10_000)).toEqual({ tally: 'ready', reason, seconds: null }));

  it('believes this page when it knows that it sends nothing', () =>
    expect(tallyOf(view(), 10_000, false)).toMatchObject({ tally: 'ready', reason: 'no-picture' }));

  it('is ready when its page is not there (yet)', () => expect(tallyOf(view({ page: 7 }), 0)?.tally).toBe('ready'));
});
