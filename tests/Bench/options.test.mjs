// What a bench is asked for, and what it starts for it.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { readOptions } from '../../bench/suite/options.js';
import { planOf } from '../../bench/suite/suite.js';
import { floor, root, turnOf } from '../../bench/suite/targets.js';

const names = (targets) => targets.map(({ name }) => name);
const checkout = mkdtempSync(join(tmpdir(), 'vw-bench-test-'));
after(() => rmSync(checkout, { recursive: true }));
function built(host) {
  const program = join(checkout, host, 'bin/Release/net10.0', `VideoWall.${host}.dll`);
  mkdirSync(dirname(program), { recursive: true });
  writeFileSync(program, '');
  return program;
}

test('options: one silo on its own, three rounds of every scenario', () => {
  const { targets, rounds, scenarios, own } = readOptions([]);
  assert.deepEqual(names(targets), ['silo']);
  assert.equal(own[0].servers, 1);
  assert.equal(rounds, 3);
  assert.ok(scenarios.includes('many-open') && scenarios.includes('kill-server'));
});

test('options: everything that ours is compared with comes before it', () => {
  const { targets, own } = readOptions(['--against', 'node,node-careful', '--floor', '--beside', built('Standalone'), '--silos', '1,3']);
  assert.deepEqual(names(targets), ['node', 'node-careful', 'floor', 'beside', 'silo', 'silos-3']);
  assert.deepEqual(own.map(({ servers }) => servers), [1, 3]);
});

test('options: beside takes a folder with one server that was built, or a program', () => {
  const program = built('Standalone'), commandOf = (path) => readOptions(['--beside', path]).others[0].command;
  assert.deepEqual(commandOf(checkout), ['dotnet', program]);
  assert.deepEqual(commandOf(program), ['dotnet', program]);
});

test('options: beside refuses a folder with two servers or none, and what is no program', () => {
  built('Standalone');
  const other = built('Silo');
  assert.throws(() => readOptions(['--beside', checkout]), /name one/);
  rmSync(join(checkout, 'Silo'), { recursive: true });
  for (const path of [other, join(checkout, 'nowhere'), import.meta.filename]) assert.throws(() => readOptions(['--beside', path]), /no folder with a server/);
});

for (const words of [['--host', 'silo'], ['--silos', '0'], ['--silos', '3,'], ['--rounds', '0'], ['--against', 'rails'], ['--scenario', 'cluster'], ['--growth', '--floor'], ['--growth', '--negotiate']])
  test(`options: ${words.join(' ')} is refused`, () => assert.throws(() => readOptions(words), { message: /--/ }));

test('floor: it is sent the same webhooks and has no walls, but where it writes to them', () => {
  const receives = turnOf(floor, 'many-closed', false), writes = turnOf(floor, 'fanout-open', false);
  assert.equal(receives.load.walls, 0);
  assert.equal(receives.load.events, turnOf(readOptions([]).own[0], 'many-closed', false).load.events);
  assert.equal(writes.load.walls, 1000);
  assert.equal(writes.command.at(-1), 'write');
  assert.equal(turnOf(floor, 'kill-server', false), null);
});

test('negotiated: the same server, sockets by negotiation, where hubs are what counts', () => {
  const { others: [negotiated], own: [silo], scenarios } = readOptions(['--negotiate']);
  assert.deepEqual(negotiated.command, silo.command);
  assert.equal(turnOf(negotiated, scenarios[0], false).load.negotiate, true);
  assert.equal(turnOf(silo, scenarios[0], false).load.negotiate, undefined);
  assert.equal(turnOf(negotiated, 'reload', false), null);
});

test('turns: who was first in one round is last in the next', () => {
  const plan = planOf({ ...readOptions(['--floor', '--scenario', 'many-open,reload', '--rounds', '2']) });
  assert.deepEqual(plan.map(({ round, scenario, target }) => `${round} ${scenario} ${target.name}`), [
    '1 many-open floor', '1 many-open silo', '1 reload silo', '2 many-open silo', '2 many-open floor', '2 reload silo',
  ]);
});

test('floor: it runs with the settings of the product\'s host', () => {
  const read = (path) => readFileSync(path, 'utf8');
  const settings = (text) => text.match(/<(Server|Concurrent)GarbageCollection>[^<]*|<RuntimeHostConfigurationOption [^>]*>/g).sort();
  const host = join(root, 'Silo/Silo.csproj'), imported = [...read(host).matchAll(/<Import Project="([^"]+)"/g)].map(([, path]) => read(join(dirname(host), path)));
  assert.deepEqual(settings(read(join(root, 'bench/Floor/Floor.csproj'))), settings([read(host), ...imported].join('')));
});
