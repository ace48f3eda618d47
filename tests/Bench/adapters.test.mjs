// What the bench's walls make of a server's messages.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adapters } from '../../bench/load/adapters.js';
import { Pictures } from '../../bench/load/pictures.js';

/** A wall of a service with the churches a and b. */
function wall(name) {
  const pictures = new Pictures({ index: new Map([['a', 0], ['b', 1]]), versions: [[{ state: '', ev: -1 }], [{ state: '', ev: -1 }]], versionOf: new Map(), sent: [], firstMeasured: 0, prefix: 'EV_' });
  const self = {
    service: 'svc', picture: pictures.empty, said: [], isReady: false, socket: { destroy: () => { self.destroyed = true; } },
    send: (text) => self.said.push(text),
    ready: () => { self.isReady = true; },
    show: (text, decode) => { self.picture = pictures.after(self.picture, text, decode)?.picture ?? self.picture; },
    told: (...messages) => messages.forEach((m) => adapters[name].onText(self, m)),
    get states() { return self.picture.churches.map((church) => church.state); },
  };
  return self;
}
const message = (value) => `${JSON.stringify(value)}\x1e`;
const changed = (delta) => message({ type: 1, target: 'changed', arguments: [delta] });
const answer = (result) => message({ type: 3, invocationId: '1', result });
const seat = (number, identity, participantSid, trackSid) => ({ seat: number, churchId: `church of ${identity}`, identity, participantSid, trackSid });
const watches = (w) => w.said.filter((text) => text.includes('Watch')).map((text) => JSON.parse(text.slice(0, -1)).arguments[0]);

function watching() {
  const w = wall('videowall');
  w.told('{}\x1e', answer({ revision: 5, seats: [seat(0, 'a', 'PA', 'TA')] }));
  return w;
}

test('videowall: a wall asks, and shows the answer', () => {
  const w = watching();
  assert.deepEqual(watches(w), [{}]);
  assert.deepEqual([w.isReady, w.states], [true, ['PA|TA', '']]);
});

test('videowall: a delta changes fields, brings seats and takes seats away', () => {
  const w = watching();
  w.told(changed({ from: 5, to: 6, seats: [{ seat: 0, trackSid: null }, seat(3, 'b', 'PB')] }) + changed({ from: 6, to: 8, seats: [{ seat: 3, trackSid: 'TB' }] }));
  assert.deepEqual(w.states, ['PA|', 'PB|TB']);
  w.told(changed({ from: 8, to: 9, removed: [0] }));
  assert.deepEqual([w.states, w.picture.revision], [['', 'PB|TB'], 9]);
});

test('videowall: a church that moves to another seat is not lost on its old one', () => {
  const w = watching();
  w.told(changed({ from: 5, to: 6, seats: [seat(1, 'a', 'PA', 'TA')], removed: [0] }));
  assert.deepEqual(w.states, ['PA|TA', '']);
});

test('videowall: before the answer nothing counts, what is known is ignored, after a gap a wall asks for what it missed', () => {
  const early = wall('videowall');
  early.told('{}\x1e', changed({ from: 4, to: 5, seats: [seat(0, 'a', 'PA')] }));
  assert.deepEqual(early.states, ['', '']);
  const w = watching();
  w.told(changed({ from: 4, to: 5, removed: [0] }));
  assert.deepEqual([w.states[0], watches(w).length], ['PA|TA', 1]);
  w.told(changed({ from: 7, to: 8, removed: [0] }));
  assert.deepEqual([w.states[0], watches(w).at(-1)], ['PA|TA', { revision: 5 }]);
  w.told(answer({ deltas: [{ from: 5, to: 8, seats: [seat(1, 'b', 'PB')], removed: [0] }] }));
  assert.deepEqual([w.states, w.picture.revision], [['', 'PB|'], 8]);
});

test('videowall: a wall says every 10 s that it is there, until it is gone', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const w = wall('videowall'), pings = () => w.said.filter((text) => text === '{"type":6}\x1e').length;
  let leave;
  w.gone = new Promise((resolve) => { leave = resolve; });
  adapters.videowall.open(w);
  t.mock.timers.tick(30_000);
  assert.equal(pings(), 3);
  leave();
  await w.gone;
  t.mock.timers.tick(30_000);
  assert.equal(pings(), 3);
});

test('videowall: an error ends the wall', () => {
  const w = watching();
  w.told(message({ type: 3, invocationId: '1', error: 'There is no service.' }));
  assert.deepEqual([w.closed, w.destroyed], ['There is no service.', true]);
});

test('socketio: a wall names its service, shows the roster, then each change', () => {
  const w = wall('socketio'), person = (identity, more) => ({ identity, sid: `P${identity}`, connected: true, ...more });
  w.told('0{}', '42["roster",{"participants":[{"identity":"a","sid":"Pa","video":"Ta","connected":true}]}]');
  assert.deepEqual([w.said, w.isReady, w.states], [['40{"service":"svc"}'], true, ['Pa|Ta', '']]);
  w.told(`42${JSON.stringify(['change', { participant: person('b'), eventId: 'EV_1' }])}`, `42${JSON.stringify(['change', { participant: person('a', { connected: false }), eventId: 'EV_2' }])}`, '2');
  assert.deepEqual([w.states, w.said.at(-1)], [['', 'Pb|'], '3']);
});

test('videowall: a wall that has negotiated brings the id along, any other has none', () => {
  const path = (pass) => new URL(adapters.videowall.wallPath('room', pass), 'http://host').searchParams;
  assert.equal(path({ token: 'a&b', id: 'c/d' }).get('id'), 'c/d');
  assert.equal(path({ token: 'a&b', id: 'c/d' }).get('access_token'), 'a&b');
  assert.equal(path({ token: 'a&b' }).get('id'), null);
});

test('floor: a message is an event\'s id, filled up with blanks', () => {
  const told = [];
  adapters.floor.onText({ show: (text, decode) => told.push(decode()), changeOf: (eventId) => eventId }, 'EV_abc0000001    ');
  assert.deepEqual(told, ['EV_abc0000001']);
});
