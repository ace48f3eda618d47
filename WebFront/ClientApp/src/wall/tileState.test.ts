// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { seatOf } from '../test/roster';
import { tileState, type TileFacts } from './tileState';

const facts = (change: Partial<TileFacts> = {}): TileFacts => ({
  seat: seatOf(0),
  hasMedia: true,
  picture: 'flowing',
  sinceFrame: 100,
  ...change,
});

describe('the state of a tile', () => {
  it('shows a picture that flows', () => expect(tileState(facts())).toBe('live'));

  it('bears a hiccup of two seconds and stops believing after eight', () => {
    expect(tileState(facts({ sinceFrame: 2_000 }))).toBe('live');
    expect(tileState(facts({ sinceFrame: 7_999 }))).toBe('live');
    expect(tileState(facts({ sinceFrame: 8_000 }))).toBe('frozen');
  });

  it('shows the name until the first frame', () => {
    expect(tileState(facts({ picture: 'none' }))).toBe('loading');
    expect(tileState(facts({ seat: seatOf(0, { trackSid: null }) }))).toBe('joining');
    expect(tileState(facts({ seat: seatOf(0, { state: 'joining' }) }))).toBe('joining');
  });

  it('stops believing at once when the stream was taken away: what is behind is black', () => {
    expect(tileState(facts({ picture: 'lost', sinceFrame: 0 }))).toBe('frozen');
  });

  it('says why there is none', () => {
    expect(tileState(facts({ seat: seatOf(0, { state: 'reconnecting' }) }))).toBe('reconnecting');
    expect(tileState(facts({ seat: seatOf(0, { muted: true, mutedByProducer: true }) }))).toBe('muted');
    expect(tileState(facts({ seat: seatOf(0, { muted: true }), sinceFrame: 2_000 }))).toBe('muted');
    expect(tileState(facts({ seat: seatOf(0, { muted: true }), picture: 'none' }))).toBe('muted');
  });

  it('shows a picture that flows again after the phone call, before the server has heard that it is over', () =>
    expect(tileState(facts({ seat: seatOf(0, { muted: true }) }))).toBe('live'));

  it('is a plain name card where there is no media', () => {
    expect(tileState(facts({ hasMedia: false, picture: 'none' }))).toBe('plain');
  });
});
