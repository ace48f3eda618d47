// What the bench says of several runs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figure, goals, median, missed } from '../../bench/suite/goals.js';
import { goalTable } from '../../bench/suite/table.js';

const goalOf = (scenario, what) => goals.find((goal) => goal.scenario === scenario && goal.what === what);
const run = (name, scenario, perSec, more) => ({ name, scenario, acceptedPerSec: perSec, failed: 0, badAccepted: 0, phantomChanges: 0, dropped: 0, liveWalls: { total: 0, correct: 0 }, freshWalls: { total: 0, correct: 0 }, ...more });
const line = (table, what) => table.split('\n').find((row) => row.includes(what));

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
  const lines = [0, 2, 1].map((lost) => ({ name: 'silo', scenario: 'kill-server', kept: { lost } }));
  assert.equal(figure({ scenario: 'kill-server', worst: Math.max, of: (r) => r.kept.lost }, lines, 'silo'), 2);
});

test('a run without walls, and one that was not sent everything, say nothing of walls that are right', () => {
  const goal = goalOf('any', '% of walls right'), walls = (total, correct) => ({ liveWalls: { total, correct } });
  const lines = [run('silo', 'many-closed', 1), run('silo', 'storm-2000', 1, { ...walls(50, 0), dropped: 3 }), run('silo', 'many-open', 1, walls(40, 40))];
  assert.equal(figure(goal, lines, 'silo'), 100);
  assert.equal(figure(goal, lines.slice(0, 2), 'silo'), null);
});

test('a goal names each target to which it was missed, and judges by none that did not run', () => {
  const goal = goalOf('many-closed', 'webhooks/s');
  assert.deepEqual(missed(goal, 800, { node: 200, floor: 1000, beside: 820 }), ['floor']);
  assert.deepEqual(missed(goal, 860, { node: 280, floor: 1000 }), []);
  assert.equal(missed(goal, 860, { 'node-careful': 280 }), null);
  assert.equal(missed(goal, null, { node: 200 }), null);
});

test('a goal in itself holds beside its ratios', () => {
  const goal = goalOf('memory', 'MB at rest');
  assert.deepEqual(missed(goal, 116, {}), ['itself']);
  assert.deepEqual(missed(goal, 112, { node: 79 }), ['node']);
  assert.deepEqual(missed(goal, 110, { node: 79 }), []);
});

test('the table sets each figure of ours beside the others with its ratio to each, and judges the first of our silos', () => {
  const lines = [run('node', 'many-closed', 1000), run('floor', 'many-closed', 4000), run('beside', 'many-closed', 3300), run('silo', 'many-closed', 3500), run('silos-3', 'many-closed', 500)];
  const named = (...names) => names.map((name) => ({ name }));
  const table = goalTable(lines, { own: named('silo', 'silos-3'), others: named('node', 'floor', 'beside'), quick: false });
  assert.match(line(table, 'many-closed'), /1,000 +4,000 +3,300 +3,500 +3\.5× +0\.88× +1\.06× +500 +0\.5× +0\.13× +0\.15× .*≥ 3× node, ≥ 0\.85× floor, ≥ 0\.95× beside +met$/);
  assert.equal(line(table, 'large-closed'), undefined);
});

test('a quick bench judges nothing', () => {
  const table = goalTable([run('silo', 'many-closed', 1), run('node', 'many-closed', 10)], { own: [{ name: 'silo' }], others: [{ name: 'node' }], quick: true });
  assert.doesNotMatch(table, /met|missed/);
});
