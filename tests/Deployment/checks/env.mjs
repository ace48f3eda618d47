// ./videowall env, run in a copy: it writes beside itself.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inFolder, root } from './files.mjs';

/** Calls `use` with a function that runs the copy's `./videowall env …` and tells what came of it. */
export function inCopy(use) {
  return inFolder((folder) => {
    cpSync(join(root, 'videowall'), join(folder, 'videowall'));
    cpSync(join(root, 'scripts'), join(folder, 'scripts'), { recursive: true });
    const file = join(folder, '.env');
    return use((...words) => {
      const { status, stdout, stderr } = spawnSync('bash', [join(folder, 'videowall'), 'env', ...words], { encoding: 'utf8' });
      const written = existsSync(file) ? readFileSync(file, 'utf8') : null;
      const values = Object.fromEntries([...(written ?? '').matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]));
      return { status, said: stdout + stderr, written, values, names: Object.keys(values), mode: written === null ? null : statSync(file).mode & 0o777 };
    });
  });
}

export const write = (...words) => inCopy((run) => run(...words));
