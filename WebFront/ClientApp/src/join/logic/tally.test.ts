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
    ['ready', 'muted', { muted: true }],
    ['no-picture', 'no-picture', { live: false }],
    ['ready', 'blank', { blank: true }],
  ] as const)('is %s, and does not claim the wall, when %s', (tally, reason, change) =>
    expect(tallyOf(view({ ...change, spotlight: true }), 10_000)).toEqual({ tally, reason, seconds: null }));

  it.each(['server', 'line'] as const)('is away when the %s is gone, whatever was heard last', (trouble) => {
    for (const last of [view(), view({ spotlight: true }), view({ muted: true }), view({ state: 'hidden' }), view({ state: 'waiting' }), null])
      for (const now of [0, 10_000, 20_000]) expect(tallyOf(last, now, { trouble, isWaiting: false })).toEqual({ tally: 'away', reason: trouble, seconds: null });
  });

  it('says that the camera gives no picture, on the wall and off it', () => {
    for (const now of [0, 10_000, 20_000]) expect(tallyOf(view(), now, { trouble: 'camera', isWaiting: false })).toMatchObject({ tally: 'no-picture', reason: 'camera' });
    expect(tallyOf(view({ state: 'hidden' }), 0, { trouble: 'camera', isWaiting: false })?.tally).toBe('no-picture');
    expect(tallyOf(view({ muted: true }), 0, { trouble: 'camera', isWaiting: false })?.reason).toBe('muted');
  });

  it('waits while nobody let the church in, though the server does not see it yet', () => {
    const door = { trouble: null, isWaiting: true };
    expect(tallyOf(null, 0, door)?.tally).toBe('waiting');
    expect(tallyOf(view({ state: 'absent', seat: null, page: null }), 0, door)?.tally).toBe('waiting');
    expect(tallyOf(view(), 10_000, door)?.tally).toBe('on-wall');
  });

  it('is ready when its page is not there (yet)', () => expect(tallyOf(view({ page: 7 }), 0)?.tally).toBe('ready'));
});
