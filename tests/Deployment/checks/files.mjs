// Where things stand, and how they are read.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../..', import.meta.url));
export const here = join(root, 'tests', 'Deployment');

export const text = (...path) => readFileSync(join(root, ...path), 'utf8');

/** `from` must occur, or a broken copy would be none. */
export function broken(original, from, to) {
  if (!original.includes(from)) throw new Error(`there is no ${JSON.stringify(from)} to break`);
  return original.replace(from, to);
}

/** Calls `use` with a fresh folder that is gone afterwards. */
export function inFolder(use) {
  const folder = mkdtempSync(join(tmpdir(), 'videowall-deployment-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
