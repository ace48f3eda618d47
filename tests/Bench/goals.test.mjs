// What the bench says of several runs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figure, median } from '../../bench/suite/goals.js';

test('the median is the middle run, or the mean of the two in the middle', () => {
  assert.equal(median([9, 1, 2]), 2);
  assert.equal(median([10, 1, 4, 2]), 3);
  assert.equal(median([7]), 7);
});

test('what a run did not measure does not count', () => {
  assert.equal(median([null, 3, undefined, Number.NaN, 5]), 4);
  assert.equal(median([]), null);
});

test('where one is too many, the worst run counts', () => {
  const lines = [0, 2, 1].map((lost) => ({ name: 'standalone', scenario: 'kill-server', kept: { lost } }));
  assert.equal(figure({ scenario: 'kill-server', worst: Math.max, of: (r) => r.kept.lost }, lines, 'standalone'), 2);
});
