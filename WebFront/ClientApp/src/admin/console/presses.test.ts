// @vitest-environment node
import { beforeEach, expect, it, vi } from 'vitest';
import { Presses } from './presses';

beforeEach(() => {
  vi.useFakeTimers();
});

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

/** A wall that is blanked and lit by one key: what a press means depends on what the page shows. */
function wall() {
  const presses = new Presses();
  const sent: string[] = [];
  let [blank, revision] = [false, 1];
  const press = () =>
    presses.add(async () => {
      const next = !blank;
      sent.push(next ? 'blank' : 'unblank');
      await new Promise((resolve) => setTimeout(resolve, 100));
      // The roster comes a little later than the answer.
      setTimeout(() => {
        blank = next;
        presses.saw(++revision);
      }, 50);
      return revision + 1;
    });
  return { press, sent };
}

it('means the opposite when it is pressed twice, however slow the line', async () => {
  const { press, sent } = wall();
  press();
  press();
  press();
  await pass(1_000);
  expect(sent).toEqual(['blank', 'unblank', 'blank']);
});

it('goes on when a press fails, does nothing, or is never seen', async () => {
  const presses = new Presses();
  const done: string[] = [];
  presses.add(() => Promise.reject(new Error('no')));
  presses.add(async () => (done.push('nothing'), null));
  presses.add(async () => (done.push('unseen'), 99));
  presses.add(async () => (done.push('last'), null));
  await pass(1_900);
  expect(done).toEqual(['nothing', 'unseen']);
  await pass(200);
  expect(done).toEqual(['nothing', 'unseen', 'last']);
});
