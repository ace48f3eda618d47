// node scripts/fingerprint.mjs FILE_OR_FOLDER…
// Prints one hash over the names and contents of all files: the same hash means there is nothing to build.
// Contents, not times: a fresh checkout of the same sources is the same.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const builtFolders = new Set(['bin', 'obj', 'node_modules', 'wwwroot', 'TestResults', '.git', 'coverage', 'dist', '.vite']);

/** All files below the paths, in a fixed order, without what builds make. */
export function sources(paths) {
  const files = [];
  const walk = (path) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat?.isFile()) files.push(path);
    if (!stat?.isDirectory()) return;
    for (const name of readdirSync(path).sort()) if (!builtFolders.has(name)) walk(join(path, name));
  };
  paths.forEach(walk);
  return files;
}

/** A hash over the files' names and contents. */
export function fingerprint(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    const content = readFileSync(file);
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(fingerprint(sources(process.argv.slice(2))));
