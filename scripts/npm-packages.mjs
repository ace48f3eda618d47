// node scripts/npm-packages.mjs [--check] FOLDER…
// Makes FOLDER/node_modules agree with FOLDER/package-lock.json: `npm ci` when it does not, nothing when it does.
// With --check it only answers: exit code 0 when all agree, 2 when not.
// Safe to call from several builds at once. Exit code 1 and npm's own words when it fails.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './lock.mjs';

const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages ?? {};

/** npm notes what it has installed in a hidden lock file, written last: a broken-off install has none. */
function agrees(folder) {
  let wanted, installed;
  try {
    wanted = packagesOf(join(folder, 'package-lock.json'));
    installed = packagesOf(join(folder, 'node_modules', '.package-lock.json'));
  } catch {
    return false;
  }
  const mayMiss = (entry) => entry.optional || entry.devOptional || entry.peer;
  return (
    Object.entries(wanted).every(([path, entry]) => path === '' || path in installed || mayMiss(entry)) &&
    Object.entries(installed).every(
      ([path, entry]) => wanted[path]?.version === entry.version && wanted[path]?.integrity === entry.integrity,
    )
  );
}

/** Installs what FOLDER/package-lock.json names unless it is there. Throws with npm's words. */
export function npmPackages(folder) {
  if (agrees(folder)) return;
  withLock(`npm-${resolve(folder)}`, () => {
    if (agrees(folder)) return;
    // --include: NODE_ENV=production must not leave out the tools that build the pages.
    const options = ['--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error', '--engine-strict=false'];
    const npm = spawnSync('npm', ['ci', ...options], { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' });
    if (npm.status === 0) return;
    throw new Error(`npm ci failed in ${folder}\n${npm.error?.message ?? npm.stdout + npm.stderr}`.trimEnd());
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [first, ...rest] = process.argv.slice(2);
  try {
    if (first === '--check') process.exitCode = rest.every(agrees) ? 0 : 2;
    else for (const folder of [first, ...rest]) npmPackages(folder);
  } catch (fault) {
    console.error(fault.message);
    process.exitCode = 1;
  }
}
