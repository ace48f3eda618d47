// deploy/update.sh with a docker that only notes what it is asked to do.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inFolder, root } from './checks/files.mjs';

const docker = `#!/usr/bin/env bash
printf '%s\\n' "$*" >>"$STAGE/asked"
case "$*" in
  'compose ps --quiet silo') cat "$STAGE/running" ;;
  'compose run'*) exit "\${MIGRATE:-0}" ;;
  'compose build'*) exit "\${BUILD:-0}" ;;
  'compose up'*'--scale'*) printf 'new1\\nnew2\\n' >>"$STAGE/running"; exit "\${UP:-0}" ;;
esac
`;

function update(running, faults = {}) {
  return inFolder((stage) => {
    writeFileSync(join(stage, 'docker'), docker, { mode: 0o755 });
    writeFileSync(join(stage, 'running'), running.map((id) => `${id}\n`).join(''));
    const { status } = spawnSync('bash', [join(root, 'deploy', 'update.sh')], {
      encoding: 'utf8', env: { ...process.env, ...faults, STAGE: stage, PATH: `${stage}:${process.env.PATH}` },
    });
    const asked = existsSync(join(stage, 'asked')) ? readFileSync(join(stage, 'asked'), 'utf8').trim().split('\n') : [];
    return { status, asked: asked.filter((line) => !line.startsWith('compose ps')) };
  });
}

test('update: new silos are healthy beside the old ones before these leave one by one', () =>
  assert.deepEqual(update(['old1', 'old2']), {
    status: 0,
    asked: [
      'compose build --pull silo migrate',
      'compose run --rm --no-deps migrate',
      'compose up --detach --no-deps --no-recreate --wait --scale silo=4 silo',
      'stop old1', 'rm old1', 'stop old2', 'rm old2',
    ],
  }));

test('update: new silos that do not become healthy are taken away, the old ones go on', () =>
  assert.deepEqual(update(['old1', 'old2'], { UP: '1' }), {
    status: 1,
    asked: [
      'compose build --pull silo migrate',
      'compose run --rm --no-deps migrate',
      'compose up --detach --no-deps --no-recreate --wait --scale silo=4 silo',
      'rm --force new1', 'rm --force new2',
    ],
  }));

test('update: an image that cannot be built changes nothing', () =>
  assert.deepEqual(update(['old1'], { BUILD: '1' }), { status: 1, asked: ['compose build --pull silo migrate'] }));

test('update: a migration that fails starts nothing, the old ones go on', () =>
  assert.deepEqual(update(['old1'], { MIGRATE: '1' }), { status: 1, asked: ['compose build --pull silo migrate', 'compose run --rm --no-deps migrate'] }));

test('update: where nothing runs, everything starts', () =>
  assert.deepEqual(update([]).asked, ['compose build --pull silo migrate', 'compose up --detach --wait caddy']));
