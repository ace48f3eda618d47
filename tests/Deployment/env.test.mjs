import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inCopy, write } from './checks/env.mjs';

const secretFiles = ['admin_password', 'database_url', 'livekit_api_secret', 'migrations_database_url', 'superuser_password'];

test('env: writes strong secrets that only their owner may reach, and says what to do next', () => {
  const { status, said, values, written, mode, secrets, secretsMode } = write('Wall.Example.org');
  assert.equal(status, 0, said);
  assert.deepEqual([mode, secretsMode], [0o600, 0o700]);
  assert.equal(values.DOMAIN, 'wall.example.org');
  assert.deepEqual(Object.keys(secrets).sort(), secretFiles);
  assert.match(secrets.superuser_password, /^[0-9a-f]{48}$/);
  assert.match(secrets.database_url, /^postgres:\/\/videowall_app:[0-9a-f]{48}@postgres:5432\/videowall$/);
  assert.match(secrets.migrations_database_url, /^postgres:\/\/videowall_owner:[0-9a-f]{48}@postgres:5432\/videowall$/);
  assert.match(secrets.livekit_api_secret, /^[0-9a-f]{64}$/);
  assert.match(secrets.admin_password, /^([a-z2-9]{5}-){3}[a-z2-9]{5}$/);
  assert.match(said, /docker compose up -d --build/);
  for (const secret of Object.values(secrets)) assert.ok(!said.includes(secret) && !written.includes(secret), 'a secret is shown');
});

test('env: no two are alike', () => {
  const all = [write('wall.example.org'), write('wall.example.org')].flatMap(({ secrets }) => Object.values(secrets));
  assert.equal(new Set(all).size, 2 * secretFiles.length);
});

test('env: moves the secrets of an earlier version as they are, once', () =>
  inCopy((run) => {
    const { status, said, secrets, written } = run('--secrets');
    assert.equal(status, 0, said);
    assert.deepEqual([secrets.superuser_password, secrets.livekit_api_secret, secrets.admin_password], ['pg', 'lk', 'aa-bb']);
    assert.match(secrets.database_url, /^postgres:\/\/videowall_app:[0-9a-f]{48}@/);
    assert.match(written, /^POSTGRES_PASSWORD=pg$/m);
    const again = run('--secrets');
    assert.notEqual(again.status, 0);
    assert.deepEqual(again.secrets, secrets);
  }, 'DOMAIN=wall.example.org\nPOSTGRES_PASSWORD=pg\nLIVEKIT_API_SECRET=lk\nADMIN_PASSWORD=aa-bb\n'));

test('env: an .env without secrets has none to move', () =>
  inCopy((run) => {
    const { status, secrets } = run('--secrets');
    assert.notEqual(status, 0);
    assert.deepEqual(secrets, {});
  }, 'DOMAIN=wall.example.org\n'));

test('env: never writes over one that is there', () =>
  inCopy((run) => {
    const first = run('wall.example.org');
    const second = run('other.example.org');
    assert.notEqual(second.status, 0);
    assert.match(second.said, /already/);
    assert.equal(second.written, first.written);
    assert.deepEqual(second.secrets, first.secrets);
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
  ['wall.example.org', '--secrets'],
  ['--secrets'],
])
  test(`env: refuses ${JSON.stringify(words.join(' '))} and writes nothing`, () => {
    const { status, said, written, secretsMode } = write(...words);
    assert.notEqual(status, 0, said);
    assert.deepEqual([written, secretsMode], [null, null]);
  });
