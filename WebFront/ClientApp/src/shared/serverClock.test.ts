// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { ServerClock } from './serverClock';

const noon = Date.parse('2026-11-22T12:00:00Z');
const iso = (time: number) => new Date(time).toISOString();

describe('the server clock', () => {
  it('believes the quickest round trip', () => {
    let local = 1000;
    const clock = new ServerClock(() => local);
    clock.sample(0, iso(noon + 900), 1000);
    clock.sample(1000, iso(noon + 1010), 1020);
    local = 2000;
    expect(clock.now()).toBe(noon + 2000);
    expect(clock.uncertainty).toBe(10);
  });

  it('is never further off than half a round trip, however lopsided the line', () => {
    for (const up of [0, 5, 40, 95, 100]) {
      const clock = new ServerClock(() => 5_000);
      clock.sample(0, iso(noon + up), 100);
      expect(Math.abs(clock.now() - (noon + 5_000))).toBeLessThanOrEqual(clock.uncertainty);
    }
  });

  it('forgets what contradicts the newest answer, as after sleep', () => {
    const clock = new ServerClock(() => 10_000);
    clock.sample(0, iso(noon), 2);
    clock.sample(9_000, iso(noon + 60_000), 9_050);
    expect(clock.now()).toBe(noon + 60_000 + 975);
  });

  it('starts with a rough guess and gives it up for a measured one', () => {
    const clock = new ServerClock(() => 500);
    clock.seed(iso(noon));
    expect([clock.synced, clock.now()]).toEqual([false, noon]);
    clock.sample(490, iso(noon + 7_000), 500);
    expect([clock.synced, clock.now()]).toEqual([true, noon + 7_005]);
  });

  it('asks several times and keeps what it has when asking fails', async () => {
    let local = 0;
    let asked = 0;
    const clock = new ServerClock(() => local);
    await clock.sync(async () => {
      local += [80, 10, 60][asked++ % 3] ?? 0;
      return iso(noon + local);
    });
    expect([asked, clock.uncertainty]).toEqual([5, 5]);
    await expect(clock.sync(() => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(clock.uncertainty).toBe(5);
  });
});
