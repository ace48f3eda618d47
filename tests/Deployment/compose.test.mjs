import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { doorFaults, networkFaults, secretFaults, serviceFaults, settingFaults, variableFaults } from './checks/compose.mjs';
import { broken, here, inFolder, text } from './checks/files.mjs';
import { write } from './checks/env.mjs';

const compose = text('docker-compose.yml');
const settings = [...text('docs', 'operations.md').split('## Settings')[1].split('\n## ')[0].matchAll(/`([A-Z][A-Z0-9_]+)`/g)].map(([, name]) => name);

/** dclint's verdict on a text: its exit code, and what it says. */
function lint(source) {
  return inFolder((folder) => {
    const file = join(folder, 'docker-compose.yml');
    writeFileSync(file, source);
    const program = join(here, 'node_modules', 'dclint', 'bin', 'dclint.cjs');
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, '-c', join(here, '.dclintrc.yaml'), '--max-warnings', '0', file], { encoding: 'utf8' });
    return { status, said: stdout + stderr };
  });
}

test('compose: dclint has nothing to say', () => {
  const { status, said } = lint(compose);
  assert.equal(status, 0, said);
});

for (const [what, from, to] of [
  ['a misspelt key', 'stop_grace_period:', 'stop_grace_perod:'],
  ['a word that is no condition', 'condition: service_healthy', 'condition: well'],
  ['one port for two servers', '"80:80/tcp"', '"7881:80/tcp"'],
  ['an image without a version', 'image: postgres:18.4', 'image: postgres'],
])
  test(`compose: dclint refuses ${what}`, () => {
    const { status, said } = lint(broken(compose, from, to));
    assert.notEqual(status, 0, said);
  });

const { secrets } = write('wall.example.org');

test('compose: every secret is a file, seen by those who need it', () => assert.deepEqual(secretFaults(compose, Object.keys(secrets)), []));

for (const [what, from, to] of [
  ['a secret in the file', 'ADMIN_PASSWORD_FILE: /run/secrets/admin_password', 'ADMIN_PASSWORD: changeme'],
  ['a secret from .env', 'ADMIN_PASSWORD_FILE: /run/secrets/admin_password', 'ADMIN_PASSWORD: ${ADMIN_PASSWORD:?run ./videowall env}'],
  ['a silo that knows the owner of the tables', '      - livekit_api_secret\n      - admin_password', '      - livekit_api_secret\n      - admin_password\n      - migrations_database_url'],
  ['a server without its secret', '    secrets:\n      - livekit_api_secret\n    volumes', '    volumes'],
  ['a secret that nobody writes', './secrets/admin_password', './secrets/other'],
  ['a database without a password', 'POSTGRES_PASSWORD_FILE: /run/secrets/superuser_password', 'POSTGRES_HOST_AUTH_METHOD: trust'],
])
  test(`compose: ${what} is refused`, () => assert.notDeepEqual(secretFaults(broken(compose, from, to), Object.keys(secrets)), []));

test('compose: each server reaches only whom it needs', () => assert.deepEqual(networkFaults(compose), []));

for (const [what, from, to] of [
  ['Caddy beside the database', '      - front\n      - signalling', '      - front\n      - signalling\n      - data'],
  ['LiveKit beside the database', '      - signalling\n      - media', '      - signalling\n      - data'],
  ['LiveKit where Orleans listens', '      - signalling\n      - media', '      - signalling\n      - media\n      - cluster'],
  ['Orleans on every address', 'ORLEANS_ADVERTISED_IP: silos', 'ORLEANS_ADVERTISED_IP: 10.0.0.5'],
  ['one network for all', '    networks:\n      - front\n      - signalling\n', ''],
  ['a database that reaches the world', '  data:\n    internal: true', '  data:'],
])
  test(`compose: ${what} is refused`, () => assert.notDeepEqual(networkFaults(broken(compose, from, to)), []));

test('compose: four ports are published and no database', () => assert.deepEqual(doorFaults(compose), []));

for (const [what, from, to] of [
  ['a published database', '    shm_size:', '    ports:\n      - "5432:5432"\n    shm_size:'],
  ['a published silo', '    read_only: true\n    tmpfs', '    ports:\n      - "8080:8080"\n    read_only: true\n    tmpfs'],
  ['a server on the machine\'s own network', '    ulimits:', '    network_mode: host\n    ulimits:'],
  ['pictures without their port', '      - "7882:7882/udp"\n', ''],
])
  test(`compose: ${what} is refused`, () => assert.notDeepEqual(doorFaults(broken(compose, from, to)), []));

test('compose: every setting of the silo is documented', () => {
  assert.ok(settings.includes('DATABASE_URL'));
  assert.deepEqual(settingFaults(compose, settings), []);
});

test('compose: a setting that nobody documents is refused', () =>
  assert.notDeepEqual(settingFaults(broken(compose, 'PUBLIC_BASE_URL:', 'PUBLIC_URL:'), settings), []));

test('compose: ./videowall env writes what it asks for, and nothing else', () =>
  assert.deepEqual(variableFaults(compose, write('wall.example.org').names), []));

test('compose: a variable that ./videowall env does not write is refused', () =>
  assert.notDeepEqual(variableFaults(broken(compose, '${DOMAIN:?', '${HOSTNAME:?'), write('wall.example.org').names), []));

test('compose: servers come back, are known to be well, are waited for and are kept small', () => assert.deepEqual(serviceFaults(compose), []));

for (const [what, from, to] of [
  ['a server that stays away', 'restart: unless-stopped', 'restart: "no"'],
  ['a start that does not wait', 'condition: service_healthy', 'condition: service_started'],
  ['a silo that does not wait for the migrations', 'condition: service_completed_successfully', 'condition: service_started'],
  ['a server that may change its files', 'read_only: true', 'read_only: false'],
  ['a server with capabilities', 'cap_drop:\n      - ALL', 'cap_drop:\n      - NET_RAW'],
  ['a server without a health check', 'healthcheck:', 'x-healthcheck:'],
  ['a floating image', 'caddy:2.11.4', 'caddy:latest'],
  ['a folder of the machine', './deploy/livekit.yaml', '/etc/livekit.yaml'],
])
  test(`compose: ${what} is refused`, () => assert.notDeepEqual(serviceFaults(broken(compose, from, to)), []));

test('compose: what it mounts from deploy is there, and the Caddyfile asks for nothing that it does not get', () => {
  const files = [...compose.matchAll(/- (\.\/deploy\/[\w.]+):/g)].map(([, file]) => file);
  assert.equal(files.length, 4);
  for (const file of files) assert.ok(text(file).length > 0);
  const asked = [...text('deploy', 'Caddyfile').matchAll(/\{\$(\w+)\}/g)].map(([, name]) => name);
  assert.deepEqual(asked, ['DOMAIN']);
  assert.match(compose, /caddy:\n(.*\n)*? {4}environment:\n {6}DOMAIN:/);
});
