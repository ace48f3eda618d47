// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { countdown, timeToStart } from './countdown';

const startsAt = '2026-11-22T10:00:00Z';
const start = Date.parse(startsAt);

describe('the countdown', () => {
  it.each([
    [0, '0:00'],
    [-5_000, '0:00'],
    [999, '0:01'],
    [61_000, '1:01'],
    [3_723_000, '1:02:03'],
  ])('reads %i ms as %s', (left, text) => expect(countdown(left)).toBe(text));

  it.each(['scheduled', 'live'] as const)('runs to the start while the service is %s', (state) => {
    expect(timeToStart({ state, startsAt }, start - 90_000)).toBe(90_000);
    expect(timeToStart({ state, startsAt }, start - 1)).toBe(1);
    expect(timeToStart({ state, startsAt }, start)).toBeNull();
  });

  it('counts within a day of the start, and never without one or after the end', () => {
    expect(timeToStart({ state: 'scheduled', startsAt }, start - 86_400_001)).toBeNull();
    expect(timeToStart({ state: 'live', startsAt: null }, start)).toBeNull();
    expect(timeToStart({ state: 'ended', startsAt }, start - 90_000)).toBeNull();
  });
});
