import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inCopy, write } from './checks/env.mjs';

test('env: writes strong secrets that only their owner may read, and says what to do next', () => {
  const { status, said, values, mode } = write('Wall.Example.org');
  assert.equal(status, 0, said);
  assert.equal(mode, 0o600);
  assert.equal(values.DOMAIN, 'wall.example.org');
  assert.match(values.POSTGRES_PASSWORD, /^[0-9a-f]{48}$/);
  assert.match(values.LIVEKIT_API_SECRET, /^[0-9a-f]{64}$/);
  assert.match(values.ADMIN_PASSWORD, /^([a-z2-9]{5}-){3}[a-z2-9]{5}$/);
  assert.match(said, /docker compose up -d --build/);
  for (const name of ['POSTGRES_PASSWORD', 'LIVEKIT_API_SECRET', 'ADMIN_PASSWORD']) assert.ok(!said.includes(values[name]), `${name} is shown`);
});

test('env: no two are alike', () => {
  const [one, other] = [write('wall.example.org').values, write('wall.example.org').values];
  for (const name of ['POSTGRES_PASSWORD', 'LIVEKIT_API_SECRET', 'ADMIN_PASSWORD']) assert.notEqual(one[name], other[name]);
});

test('env: never writes over one that is there', () =>
  inCopy((run) => {
    const first = run('wall.example.org');
    const second = run('other.example.org');
    assert.notEqual(second.status, 0);
    assert.match(second.said, /already/);
    assert.equal(second.written, first.written);
  }));

test('env: two sizes, one hall unless said', () => {
  const [hall, said, nationwide] = [write('wall.example.org'), write('wall.example.org', '--size=hall'), write('wall.example.org', '--size', 'nationwide')];
  assert.equal(hall.values.SILOS, '1');
  assert.equal(said.values.SILOS, '1');
  assert.equal(nationwide.values.SILOS, '3');
  assert.notEqual(nationwide.values.LIVEKIT_MEMORY, hall.values.LIVEKIT_MEMORY);
});

for (const words of [
  [],
  ['https://wall.example.org'],
  ['wall.example.org/admin'],
  ['wall'],
  ['127.0.0.1'],
  ['wall.example.org:8443'],
  ['wall.example.org', 'other.example.org'],
  ['wall.example.org\nLOG_LEVEL=Trace'],
  ['wall.example.org', '--size', 'huge'],
  ['wall.example.org', '--size'],
  ['wall.example.org', '--force'],
])
  test(`env: refuses ${JSON.stringify(words.join(' '))} and writes nothing`, () => {
    const { status, said, written } = write(...words);
    assert.notEqual(status, 0, said);
    assert.equal(written, null);
  });
