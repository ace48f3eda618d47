import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Wire messages that the server's tests wrote, shared with them at the root of the repository. */
const folder = resolve(import.meta.dirname, '../../../../tests/fixtures');

export function readFixture(name: string): unknown {
  return JSON.parse(readFileSync(resolve(folder, `${name}.json`), 'utf8')) as unknown;
}

/** What follows `prefix` in the names of the fixtures, for example `join` of `delta-join.json`. */
export function fixtureNames(prefix: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.startsWith(prefix) && file.endsWith('.json'))
    .map((file) => file.slice(prefix.length, -'.json'.length));
}
