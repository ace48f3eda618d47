// The bench judges every wall by what it was told: walls that share a picture must not hide one that is wrong.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pictures } from '../../bench/load/pictures.js';

/** A service of two churches; the first joins (event 0), shows its picture (1), hides it again (2) and goes (4), the second joins (3). */
function service({ sent = [1, 1, 1, 1, 1], firstMeasured = 0 } = {}) {
  const versions = [
    [{ state: '', ev: -1 }, { state: 'PA|', ev: 0 }, { state: 'PA|TR', ev: 1 }, { state: 'PA|', ev: 2 }, { state: '', ev: 4 }],
    [{ state: '', ev: -1 }, { state: 'PB|', ev: 3 }],
  ];
  const versionOf = new Map(versions.flatMap((list) => list.slice(1).map((v, n) => [v.ev, n + 1])));
  return new Pictures({ index: new Map([['a', 0], ['b', 1]]), versions, versionOf, sent, firstMeasured, prefix: 'EV_' });
}
const states = (picture) => picture.churches.map((church) => church.state);
const change = (identity, state, eventId) => ({ changes: [{ identity, state, eventId }] });
/** With a revision and seats, as our own adapter's. */
const delta = (revision, ...changes) => ({ revision, seats: changes.map(([identity, state]) => ({ identity, participantSid: state })), changes: changes.map(([identity, state]) => ({ identity, state })) });

test('pictures: walls that are told the same share what it means, and it is worked out once', () => {
  const walls = service();
  let decoded = 0;
  const decode = () => { decoded++; return change('a', 'PA|'); };
  const [one, other] = [walls.after(walls.empty, 'joined', decode), walls.after(walls.empty, 'joined', decode)];
  assert.equal(one.picture, other.picture);
  assert.equal(decoded, 1);
  assert.deepEqual(states(one.picture), ['PA|', '']);
  assert.deepEqual(states(walls.empty), ['', '']);
});

test('pictures: the same text to another picture means something else', () => {
  const walls = service();
  const joined = walls.after(walls.empty, 'a', () => change('a', 'PA|')).picture;
  walls.after(walls.empty, 'b', () => change('b', 'PB|'));
  assert.deepEqual(states(walls.after(joined, 'b', () => change('b', 'PB|')).picture), ['PA|', 'PB|']);
});

test('pictures: walls that come to the same on two ways share from there on', () => {
  const walls = service();
  const first = walls.after(walls.empty, '1', () => delta(1, ['a', 'PA|'])).picture;
  const slow = walls.after(first, '2', () => delta(2, ['a', 'PA|TR'])).picture;
  const joined = walls.after(walls.empty, '1-2', () => delta(2, ['a', 'PA|TR'])).picture;
  assert.equal(joined, slow);
});

for (const [what, wrong] of [['picture', { ...delta(2, ['a', 'PA|TR']), changes: [{ identity: 'a', state: 'PX|TR' }] }], ['seat', { ...delta(2, ['a', 'PA|TR']), seats: [undefined, { identity: 'a' }] }]]) {
  test(`pictures: a wall with another ${what} of the same revision keeps its own`, () => {
    const walls = service();
    const right = walls.after(walls.empty, 'right', () => delta(2, ['a', 'PA|TR'])).picture;
    const other = walls.after(walls.empty, 'wrong', () => wrong).picture;
    assert.notEqual(other, right);
    assert.equal(walls.after(walls.empty, 'right', () => assert.fail('is known')).picture, right);
  });
}

test('pictures: what one wall alone is told is nobody else\'s', () => {
  const walls = service();
  const told = [change('a', 'PA|'), change('b', 'PB|')].map((message) => walls.after(walls.empty, null, () => message).picture);
  assert.deepEqual(told.map(states), [['PA|', ''], ['', 'PB|']]);
});

test('pictures: a message that says nothing changes nothing, and is asked about again', () => {
  const walls = service();
  assert.equal(walls.after(walls.empty, 'early', () => null), null);
  assert.deepEqual(states(walls.after(walls.empty, 'early', () => change('a', 'PA|')).picture), ['PA|', '']);
});

test('pictures: each event is shown once, from the measured ones on', () => {
  const walls = service({ firstMeasured: 1 });
  const joined = walls.after(walls.empty, '1', () => change('a', 'PA|'));
  const live = walls.after(joined.picture, '2', () => change('a', 'PA|TR'));
  const again = walls.after(live.picture, '3', () => change('a', 'PA|TR'));
  assert.deepEqual([joined.shown, live.shown, again.shown], [[], [1], []]);
  assert.equal(again.phantoms, 0);
});

test('pictures: what went and came back between two messages was overtaken', () => {
  const walls = service();
  const joined = walls.after(walls.empty, '1', () => change('a', 'PA|')).picture;
  const gone = walls.after(joined, '2', () => change('a', '')); // its picture came and went before: events 1 and 2
  assert.deepEqual([gone.shown, gone.overtaken, gone.phantoms], [[4], 1, 0]);
});

test('pictures: a state that a church never had, or not yet, is a phantom', () => {
  const walls = service({ sent: [1, 0, 0, 1, 0] });
  assert.equal(walls.after(walls.empty, '1', () => change('a', 'PX|')).phantoms, 1);
  const joined = walls.after(walls.empty, '2', () => change('a', 'PA|')).picture;
  assert.equal(walls.after(joined, '3', () => change('a', 'PA|TR')).phantoms, 1);
  assert.equal(walls.after(walls.empty, '4', () => change('a', 'PA|', 'EV_bad')).phantoms, 1);
});

test('pictures: somebody unknown on a wall is seen until it goes', () => {
  const walls = service();
  const inside = walls.after(walls.empty, '1', () => change('intruder', 'PI|'));
  assert.deepEqual([inside.strangers, [...inside.picture.strangers]], [1, ['intruder']]);
  assert.equal(walls.after(inside.picture, '2', () => change('intruder', '')).picture.strangers.size, 0);
  assert.equal(walls.after(walls.empty, null, () => ({ roster: [{ identity: 'intruder', state: 'PI|' }] })).picture.strangers.size, 1);
});

test('pictures: a roster replaces all that was shown', () => {
  const walls = service();
  const joined = walls.after(walls.empty, '1', () => change('a', 'PA|')).picture;
  const step = walls.after(joined, null, () => ({ roster: [{ identity: 'b', state: 'PB|' }] }));
  assert.deepEqual([states(step.picture), step.shown, step.phantoms], [['', 'PB|'], [], 0]);
});

test('pictures: a wall far behind the others still comes to what they show', () => {
  const walls = service(), texts = Array.from({ length: 10_000 }, (_, n) => [String(n), change('b', n % 2 ? 'PB|' : '')]);
  const follow = () => texts.reduce((picture, [text, message]) => walls.after(picture, text, () => message).picture, walls.empty);
  const first = follow(), late = follow();
  assert.notEqual(late, first);
  assert.deepEqual(states(late), states(first));
});
