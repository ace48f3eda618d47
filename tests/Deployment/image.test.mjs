import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { read } from './checks/compose.mjs';
import { broken, here, inFolder, root, text } from './checks/files.mjs';
import { forLint, ignoreFaults, imageFaults } from './checks/image.mjs';

const dockerfile = text('Dockerfile');
const ignore = text('.dockerignore');
const compose = read(text('docker-compose.yml'));

function lint(source) {
  return inFolder((folder) => {
    const file = join(folder, 'Dockerfile');
    writeFileSync(file, forLint(source));
    const program = join(here, 'node_modules', 'dockerfilelint', 'bin', 'dockerfilelint');
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, file], { encoding: 'utf8' });
    return { status, said: stdout + stderr };
  });
}

test('image: dockerfilelint has nothing to say', () => {
  const { status, said } = lint(dockerfile);
  assert.equal(status, 0, said);
});

for (const [what, from, to] of [
  ['an unknown instruction', 'WORKDIR /app', 'WORKFOLDER /app'],
  ['an image without a version', 'dotnet/sdk:10.0', 'dotnet/sdk'],
  ['sudo', 'RUN node', 'RUN sudo node'],
  ['a port that is none', 'EXPOSE 8080', 'EXPOSE http'],
])
  test(`image: dockerfilelint refuses ${what}`, () => {
    const { status, said } = lint(broken(dockerfile, from, to));
    assert.notEqual(status, 0, said);
  });

test('image: built once for every processor, runs as nobody special, knows its health, carries no secret', () =>
  assert.deepEqual(imageFaults(dockerfile, compose), []));

for (const [what, from, to] of [
  ['root', 'USER $APP_UID', 'USER root'],
  ['no user', 'USER $APP_UID\n', ''],
  ['no health check', /HEALTHCHECK .*\n/, ''],
  ['a shell before the program', /ENTRYPOINT .*/, 'ENTRYPOINT dotnet VideoWall.Silo.dll'],
  ['an emulated build', 'FROM --platform=$BUILDPLATFORM mcr', 'FROM mcr'],
  ['one kind of processor', 'FROM mcr', 'FROM --platform=$BUILDPLATFORM mcr'],
  ['a secret', 'ENV HOST', 'ENV ADMIN_PASSWORD=changeme\nENV HOST'],
  ['another Caddy than the one that runs', 'caddy:2.11.4', 'caddy:2.9.1'],
])
  test(`image: ${what} is refused`, () => {
    assert.ok(from instanceof RegExp || dockerfile.includes(from));
    assert.notDeepEqual(imageFaults(dockerfile.replace(from, to), compose), []);
  });

test('image: secrets, databases and old builds stay outside', () => assert.deepEqual(ignoreFaults(ignore), []));

test('image: an .env that travels along is refused', () => {
  assert.notDeepEqual(ignoreFaults(broken(ignore, '.env\n', '')), []);
  assert.notDeepEqual(ignoreFaults(`${ignore}\n!.env\n`), []);
});

test('image: what it copies by name is there', () => {
  for (const [, from] of dockerfile.matchAll(/^COPY ([\w/.]+) /gm)) assert.ok(existsSync(join(root, from)), from);
});
