import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read } from './checks/compose.mjs';
import { broken, text } from './checks/files.mjs';
import { agreementFaults, keyFaults } from './checks/livekit.mjs';

const livekit = text('deploy', 'livekit.yaml');
const compose = read(text('docker-compose.yml'));
const documented = text('docs', 'operations.md').split('## LiveKit')[1].match(/```yaml\n([^]*?)```/)[1];

test('livekit: the configuration has only keys that LiveKit knows', () => assert.deepEqual(keyFaults(livekit), []));

test('livekit: so has the one that docs/operations.md shows', () => {
  assert.match(documented, /keys:/);
  const { keys, ...rest } = Object.fromEntries(documented.split(/^(?=\S)/m).map((part) => [part.split(':')[0], part]));
  assert.ok(keys);
  assert.deepEqual(keyFaults(Object.values(rest).join('')), []);
});

for (const [what, from, to] of [
  ['a misspelt key', 'tcp_port', 'tcp_prt'],
  ['a key of another place', 'port: 7880', 'udp_port: 7880'],
  ['a number that is none', 'udp_port: 7882', 'udp_port: seven'],
  ['one address where there may be several', /urls:\n(.*\n)*/, 'urls: http://caddy:8080/livekit/webhook\n'],
])
  test(`livekit: ${what} is refused`, () => {
    assert.ok(from instanceof RegExp || livekit.includes(from));
    assert.notDeepEqual(keyFaults(livekit.replace(from, to)), []);
  });

test('livekit: ports and key agree with docker-compose.yml', () => assert.deepEqual(agreementFaults(livekit, compose), []));

for (const [from, to] of [
  ['tcp_port: 7881', 'tcp_port: 7891'],
  ['udp_port: 7882', 'udp_port: 7892'],
  ['port: 7880', 'port: 7890'],
  ['api_key: videowall', 'api_key: other'],
])
  test(`livekit: ${to} alone is refused`, () => assert.notDeepEqual(agreementFaults(broken(livekit, from, to), compose), []));
