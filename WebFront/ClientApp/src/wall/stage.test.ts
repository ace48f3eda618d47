import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { RosterState } from '../shared/rosterStore';
import { FakeWallMedia } from '../test/fakeMedia';
import { epoch, rosterOf, seatOf } from '../test/roster';
import { planWall } from './plan';
import { Stage } from './stage';

let stage: Stage;
let media: FakeWallMedia;

beforeEach(() => {
  vi.useFakeTimers();
  media = new FakeWallMedia();
  stage = new Stage(() => false);
  stage.setMedia(media);
});

const show = (roster: RosterState, seconds = 0) =>
  stage.apply(planWall(roster, 0, epoch + seconds * 1000, { width: 1200, height: 900 }));
const tiles = (selector: string) => [...stage.element.querySelectorAll<HTMLElement>(selector)];
const churches = (selector: string) => tiles(selector).map((tile) => tile.dataset['church']);

describe('the stage', () => {
  it('shows the page, prepares the next, and subscribes to those two only', () => {
    show(rosterOf(16));
    expect(churches('[data-tile]')).toEqual(['c0', 'c1', 'c2', 'c3']);
    expect(churches('[data-warm]')).toEqual(['c4', 'c5', 'c6', 'c7']);
    expect(media.visible).toEqual(['TR_0', 'TR_1', 'TR_2', 'TR_3']);
    expect(media.warm).toEqual(['TR_4', 'TR_5', 'TR_6', 'TR_7']);
  });

  it('keeps the elements of the next page at the turn, and never wants a third page', () => {
    show(rosterOf(16));
    const before = tiles('[data-warm] video');
    show(rosterOf(16), 10);
    expect(tiles('[data-tile] video')).toEqual(before);
    expect(churches('[data-warm]')).toEqual(['c0', 'c1', 'c2', 'c3']);
    expect([...media.visible, ...media.warm]).toHaveLength(8);
    vi.advanceTimersByTime(500);
    expect(churches('[data-warm]')).toEqual(['c8', 'c9', 'c10', 'c11']);
    expect([...media.visible, ...media.warm]).toHaveLength(8);
  });

  it('turns between two pages without ever making an element anew', () => {
    show(rosterOf(8));
    const first = tiles('[data-tile] video');
    for (const seconds of [10, 20, 30, 40]) {
      show(rosterOf(8), seconds);
      vi.advanceTimersByTime(500);
    }
    expect(tiles('[data-tile] video')).toEqual(first);
  });

  it('takes out at once who is gone, also in the middle of a fade', () => {
    show(rosterOf(12));
    show(rosterOf(12), 10);
    stage.keepOnly((church) => church !== 'c0' && church !== 'c5');
    expect(churches('.tile')).not.toContain('c0');
    expect(churches('.tile')).not.toContain('c5');
    expect(media.attached.has('TR_0')).toBe(false);
  });

  it('stands in the order of seats, however they came', () => {
    const roster = rosterOf(4, { pages: 1 });
    show({ ...roster, seats: new Map([[3, seatOf(3)]]) });
    show({ ...roster, seats: new Map([[3, seatOf(3)], [0, seatOf(0)]]) });
    show(roster);
    expect(churches('[data-tile]')).toEqual(['c0', 'c1', 'c2', 'c3']);
  });

  it('changes the track of a church without touching its element', () => {
    show(rosterOf(1));
    const video = tiles('video')[0];
    const roster = rosterOf(1);
    show({ ...roster, seats: new Map([[0, seatOf(0, { trackSid: 'TR_new' })]]) });
    expect(tiles('video')[0]).toBe(video);
    expect([...media.attached.keys()]).toEqual(['TR_new']);
  });

  it('names a church in text, never in markup', () => {
    const name = '<img src=x onerror=alert(1)>';
    show({ ...rosterOf(1), seats: new Map([[0, seatOf(0, { name })]]) });
    expect(stage.element.querySelector('img')).toBeNull();
    expect(stage.element.querySelector('.tile-name')?.textContent).toBe(name);
  });

  it('shows name cards without subscriptions where there is no media', () => {
    stage.setMedia(null);
    show(rosterOf(2));
    expect(tiles('[data-tile]').map((tile) => tile.dataset['state'])).toEqual(['plain', 'plain']);
  });

  it('believes a picture only after a frame of the present track', () => {
    show(rosterOf(1));
    expect(tiles('.tile')[0]?.dataset['state']).toBe('loading');
    media.frame('TR_0');
    stage.check();
    expect(tiles('.tile')[0]?.dataset['state']).toBe('live');
    vi.advanceTimersByTime(8_000);
    stage.check();
    expect(tiles('.tile')[0]?.dataset['state']).toBe('frozen');
    media.frame('TR_0');
    stage.check();
    expect(tiles('.tile')[0]?.dataset['state']).toBe('live');
  });

  it.each(['emptied', 'ended'])('covers a picture at once when its stream is %s', (event) => {
    show(rosterOf(1));
    media.frame('TR_0');
    stage.check();
    tiles('video')[0]?.dispatchEvent(new Event(event));
    expect(tiles('.tile')[0]?.dataset['state']).toBe('frozen');
  });

  it('counts the pictures that should be moving', () => {
    const roster = rosterOf(4, { pages: 1 });
    show({ ...roster, seats: new Map([...roster.seats, [1, seatOf(1, { muted: true })], [2, seatOf(2, { state: 'joining' })]]) });
    expect(stage.visible.filter((tile) => tile.isExpected).map((tile) => tile.seat.seat)).toEqual([0, 3]);
    stage.setMedia(null);
    expect(stage.visible.some((tile) => tile.isExpected)).toBe(false);
  });
});
