// @vitest-environment node
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Heartbeat } from './heartbeat';

beforeEach(() => void vi.useFakeTimers());

describe('a heartbeat', () => {
  it('asks once a second, and not again before it is answered', async () => {
    const ask = vi.fn(() => new Promise((resolve) => setTimeout(resolve, 1_500)));
    const heart = new Heartbeat(ask, () => undefined);
    heart.start();
    await vi.advanceTimersByTimeAsync(6_000);
    heart.stop();
    expect(ask.mock.calls.length).toBe(4);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(ask.mock.calls.length).toBe(4);
  });

  it('says nothing of the time that the page itself slept', async () => {
    let skipped = 0;
    const told: number[] = [];
    const heart = new Heartbeat(() => new Promise(() => undefined), (quietFor) => told.push(quietFor), () => performance.now() + skipped);
    heart.start();
    await vi.advanceTimersByTimeAsync(2_000);
    skipped = 600_000;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(told).toEqual([]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told[0]).toBeLessThan(3_000);
    heart.stop();
  });
});
