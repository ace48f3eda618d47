// ./videowall env, run in a copy: it writes beside itself.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inFolder, root } from './files.mjs';

/** Calls `use`, beside an `.env` of `before` if there is one, with a function that runs the copy's `./videowall env …` and tells what came of it. */
export function inCopy(use, before = null) {
  return inFolder((folder) => {
    if (before !== null) writeFileSync(join(folder, '.env'), before, { mode: 0o600 });
    cpSync(join(root, 'videowall'), join(folder, 'videowall'));
    cpSync(join(root, 'scripts'), join(folder, 'scripts'), { recursive: true });
    const file = join(folder, '.env');
    return use((...words) => {
      const { status, stdout, stderr } = spawnSync('bash', [join(folder, 'videowall'), 'env', ...words], { encoding: 'utf8' });
      const written = existsSync(file) ? readFileSync(file, 'utf8') : null;
      const values = Object.fromEntries([...(written ?? '').matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]));
      const kept = join(folder, 'secrets');
      const secrets = Object.fromEntries((existsSync(kept) ? readdirSync(kept) : []).map((name) => [name, readFileSync(join(kept, name), 'utf8').trim()]));
      const mode = (path) => (existsSync(path) ? statSync(path).mode & 0o777 : null);
      return { status, said: stdout + stderr, written, values, names: Object.keys(values), mode: mode(file), secrets, secretsMode: mode(kept) };
    });
  });
}

export const write = (...words) => inCopy((run) => run(...words));
