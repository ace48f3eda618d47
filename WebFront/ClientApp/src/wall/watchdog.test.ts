// @vitest-environment node
import { beforeEach, describe, expect, it } from 'vitest';
import { Watchdog } from './watchdog';

let now: number;
let visible: boolean;
let served: boolean;
let reloads: number;
let count: number;
let dog: Watchdog;

const begin = () =>
  new Watchdog({
    now: () => now,
    isVisible: () => visible,
    isServed: () => Promise.resolve(served),
    reload: () => reloads++,
    reloads: { get: () => count, set: (value) => (count = value) },
  });

beforeEach(() => {
  now = reloads = count = 0;
  visible = served = true;
  dog = begin();
});

/** So many seconds of life in steps of five; the vitals named stay silent. */
async function live(seconds: number, ...silent: string[]) {
  for (let passed = 0; passed < seconds; passed += 5) {
    now += 5_000;
    for (const vital of ['painting', 'rendering', 'hub'] as const) if (!silent.includes(vital)) dog.alive(vital);
    await dog.check();
  }
}

describe('the watchdog', () => {
  it('lets a healthy page live', async () => {
    await live(3_600);
    expect(reloads).toBe(0);
  });

  it.each(['painting', 'rendering', 'hub'])('reloads when %s was silent for thirty seconds', async (vital) => {
    await live(60);
    await live(30, vital);
    expect(reloads).toBe(0);
    await live(5, vital);
    expect(reloads).toBe(1);
  });

  it('never reloads while the server would not serve the page', async () => {
    served = false;
    await live(600, 'hub');
    expect(reloads).toBe(0);
    served = true;
    await live(5, 'hub');
    expect(reloads).toBe(1);
  });

  it('does not mind a window that nobody sees', async () => {
    visible = false;
    await live(600, 'painting');
    expect(reloads).toBe(0);
  });

  it('gives a machine that slept its time', async () => {
    await live(60);
    now += 3_600_000;
    await dog.check();
    await live(25, 'hub');
    expect(reloads).toBe(0);
  });

  it('waits ever longer when reloading does not help, and forgets that after five good minutes', async () => {
    count = 3;
    dog = begin();
    await live(235, 'hub');
    expect(reloads).toBe(0);
    await live(5, 'hub');
    expect([reloads, count]).toEqual([1, 4]);
    dog = begin();
    await live(310);
    expect(count).toBe(0);
  });

  it('reloads a page whose files are gone from the server', async () => {
    await live(60);
    dog.outdated();
    await live(5);
    expect(reloads).toBe(1);
  });
});
