// node scripts/client-pages.mjs
// Builds WebFront/ClientApp into WebFront/wwwroot when its sources or packages changed; `dotnet build` calls it.
// Fails (exit code 1, one line that MSBuild reads as an error) when a page or anything a page loads is missing.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fingerprint, sources } from './fingerprint.mjs';
import { withLock } from './lock.mjs';
import { npmPackages } from './npm-packages.mjs';

const web = fileURLToPath(new URL('../WebFront', import.meta.url));
const app = join(web, 'ClientApp');
const out = join(web, 'wwwroot');
const stamp = join(web, 'obj', 'client-pages.hash');
const pages = ['join.html', 'wall.html', 'admin.html'];

const isTest = (file) => /\.test\.tsx?$|[\\/]src[\\/]test[\\/]|eslint\.config|\.md$/.test(file);
const wanted = () => fingerprint(sources([app]).filter((file) => !isTest(file)));
const text = (file) => readFileSync(file, 'utf8');

/** What is not there although a page, a script or a style asks for it. */
function missing() {
  const absent = pages.filter((page) => !existsSync(join(out, page)));
  const assets = join(out, 'assets');
  const askers = [
    ...pages.filter((page) => !absent.includes(page)).map((page) => join(out, page)),
    ...(existsSync(assets) ? readdirSync(assets) : []).filter((name) => /\.(js|css)$/.test(name)).map((name) => join(assets, name)),
  ];
  for (const asker of askers)
    for (const [, folder, name] of text(asker).matchAll(/["'`(](?:\.\/)?(assets\/)?([\w.-]+-[\w-]{8}\.(?:js|css|svg))["'`)?]/g)) {
      // A page names assets from its own place, and they each other from theirs.
      const asset = join('assets', name);
      if ((folder !== undefined || asker.startsWith(assets)) && !existsSync(join(out, asset))) absent.push(asset);
    }
  return [...new Set(absent)];
}

const current = () => existsSync(stamp) && text(stamp) === wanted() && missing().length === 0;

function build() {
  npmPackages(app);
  if (current()) return;
  const hash = wanted();
  const npm = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: app,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', FORCE_COLOR: '0' },
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) throw new Error(`npm run build failed\n${npm.error?.message ?? npm.stdout + npm.stderr}`);
  const absent = missing();
  if (absent.length > 0) throw new Error(`npm run build made no ${absent.join(', ')}`);
  mkdirSync(join(web, 'obj'), { recursive: true });
  writeFileSync(stamp, hash);
}

try {
  // With pages that are current, packages are nobody's concern: nothing needs them.
  if (!current()) withLock('client-pages', build);
} catch (fault) {
  const [first, ...rest] = fault.message.split('\n');
  console.error(`WebFront/ClientApp : error PAGES: ${first}`);
  if (rest.length > 0) console.error(rest.join('\n'));
  process.exitCode = 1;
}
