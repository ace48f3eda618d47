// node scripts/test.mjs [FILTER]
// Runs every built suite: xunit projects, the pages' tests and gates, the checks of deployment and bench, then the browser's alone.
// FILTER is a suite's name or part of one (storage, pages, browser), else a part of the tests' names. Ends with
// `N passed, N failed, N skipped`; exit code 1 when a test failed or a suite broke off, ran out of time or ran nothing.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readJunit, readPlaywright, readTrx, readVitest } from './test-reports.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const results = join(root, 'artifacts', 'test-results');
const limitMs = 20 * 60_000;
const running = new Set();

const report = (name) => join(results, name);

/** What was not built for want of a package, and the folders of tests that hold it. */
const leftOut = [
  { isLeftOut: process.env.VIDEOWALL_LIVEKIT_SDK === 'no', folders: ['LiveKit.Tests/DotnetSdk'], what: "with LiveKit's .NET SDK: the package Livekit.Server.Sdk.Dotnet does not restore here" },
].filter(({ isLeftOut }) => isLeftOut);

/** How many tests the folders hold at least, by their sources. */
function testsIn(folders) {
  const sources = folders.map((name) => join(root, 'tests', name)).filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).filter((file) => file.endsWith('.cs')).map((file) => readFileSync(join(folder, file), 'utf8')));
  return sources.join('\n').match(/^ *\[(Fact|InlineData|MemberData)\b/gm)?.length ?? 0;
}

function dotnetSuites() {
  const tests = join(root, 'tests');
  return readdirSync(tests)
    .filter((name) => name.endsWith('.Tests') && existsSync(join(tests, name, `${name}.csproj`)))
    .map((name) => ({
      name,
      file: report(`${name}.trx`),
      read: readTrx,
      command: (filter) => [
        'dotnet', 'test', join(tests, name, 'bin', 'Release', 'net10.0', `VideoWall.${name}.dll`),
        '--nologo', '--logger', `trx;LogFileName=${name}.trx`, '--results-directory', results,
        ...(filter ? ['--filter', `FullyQualifiedName~${filter}`] : []),
      ],
    }));
}

function pageSuites() {
  const folder = join(root, 'WebFront', 'ClientApp');
  const file = report('pages.json');
  const gate = (name, script) => ({ name, folder, read: null, command: () => ['npm', 'run', '--silent', script] });
  return [
    {
      name: 'pages', folder, file, read: readVitest,
      command: (filter) => [
        'npm', 'test', '--', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`,
        ...(filter ? ['--passWithNoTests', '-t', filter] : []),
      ],
    },
    gate('pages types', 'typecheck'),
    gate('pages lint', 'lint'),
  ];
}

/** What is tested by Node's own runner. */
function nodeSuites() {
  return ['Deployment', 'Bench'].map((name) => {
    const file = report(`${name}.xml`);
    return {
      name, folder: join(root, 'tests', name), file, read: readJunit,
      command: (filter) => [
        process.execPath, '--test', '--test-reporter=spec', '--test-reporter-destination=stdout',
        '--test-reporter=junit', `--test-reporter-destination=${file}`,
        ...(filter ? [`--test-name-pattern=${filter.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}`] : []),
      ],
    };
  });
}

function browserSuites() {
  const folder = join(root, 'tests', 'Browser');
  if (!existsSync(join(folder, 'package.json'))) return [];
  const file = report('Browser.json');
  const host = join(root, 'Silo', 'bin', 'Release', 'net10.0', 'VideoWall.Silo.dll');
  return [{
    name: 'Browser', folder, file, read: readPlaywright, env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file, PLAYWRIGHT_JSON_OUTPUT_NAME: file, VIDEOWALL_HOST: host },
    command: (filter) => ['npx', 'playwright', 'test', '--reporter=list,json', ...(filter ? ['--pass-with-no-tests', '-g', filter] : [])],
  }];
}

/** Runs one suite in a process group of its own, so that whatever it started ends with it. */
function execute(suite, filter) {
  const log = report(`${suite.name.replace(' ', '-')}.log`);
  const output = openSync(log, 'w');
  const [program, ...words] = suite.command(filter);
  const child = spawn(program, words, {
    cwd: suite.folder ?? root, detached: true, stdio: ['ignore', output, output], env: { ...process.env, CI: 'true', NO_COLOR: '1', FORCE_COLOR: undefined, ...suite.env },
  });
  running.add(child);
  return new Promise((resolve) => {
    let trouble = null;
    const clock = setTimeout(() => {
      trouble = `ran longer than ${limitMs / 60_000} minutes`;
      kill(child);
    }, limitMs);
    child.once('error', (fault) => resolve({ log, trouble: `did not start: ${fault.message}` }));
    child.once('exit', (code, signal) => {
      clearTimeout(clock);
      running.delete(child);
      resolve({ log, code, trouble: trouble ?? (signal ? `was ended by ${signal}` : null) });
    });
  });
}

function kill(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended by itself a moment ago.
  }
}

/** What a suite came to, with everything that is not a test's own failure as one more failure with a name. */
async function judge(suite, filter) {
  const start = Date.now();
  const { code, log, trouble } = await execute(suite, filter);
  const counts = { passed: 0, failed: 0, skipped: 0, failures: [] };
  let broken = trouble;
  if (!broken && suite.read) {
    try {
      Object.assign(counts, suite.read(suite.file));
      // Vitest calls what a filter left out skipped.
      if (filter) counts.skipped = 0;
    } catch {
      // A filter that fits none of a suite's tests may leave no report.
      broken = filter && code === 0 ? null : 'left no report';
    }
  }
  if (!broken && code !== 0 && counts.failed === 0) broken = suite.read ? `ended with code ${code}` : 'found faults';
  if (!broken && !filter && suite.read && counts.passed + counts.failed === 0) broken = 'ran no test';
  if (broken) {
    counts.failed += 1;
    counts.failures.push(broken);
  }
  const words = [suite.read || broken ? `${counts.passed} passed` : 'fine'];
  if (counts.failed > 0) words.push(`${counts.failed} failed`);
  if (counts.skipped > 0) words.push(`${counts.skipped} skipped`);
  console.log(`  ${suite.name.padEnd(16)} ${String(Math.round((Date.now() - start) / 1000)).padStart(3)} s  ${words.join(', ')}`);
  return { ...counts, suite, log };
}

async function runAll(suites, filter, atOnce) {
  const waiting = [...suites];
  const done = [];
  const worker = async () => {
    for (let suite; (suite = waiting.shift()); ) done.push(await judge(suite, filter));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return done;
}

for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    running.forEach(kill);
    process.exit(130);
  });

let filter = process.argv[2];
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
// Those that take longest begin: else the last of them would run on with nothing beside it.
const longest = ['Cluster.Tests', 'Grains.Tests', 'EndToEnd.Tests', 'pages', 'Storage.Tests', 'pages lint'];
const place = ({ name }) => (longest.includes(name) ? longest.indexOf(name) : longest.length);
// The browser tests measure what people see: they run alone.
let groups = [[...pageSuites(), ...dotnetSuites(), ...nodeSuites()].sort((a, b) => place(a) - place(b)), browserSuites()];
const named = (suite) => basename(suite.name).toLowerCase().includes(filter.toLowerCase());
if (filter && groups.flat().some(named)) {
  groups = groups.map((group) => group.filter(named));
  filter = undefined;
}
if (filter) groups = groups.map((group) => group.filter((suite) => suite.read));

const done = [];
for (const group of groups) done.push(...(await runAll(group, filter, Math.max(2, Math.floor(availableParallelism() / 2)))));

for (const { folders, what } of process.argv[2] ? [] : leftOut) {
  const skipped = testsIn(folders);
  console.log(`  ${'left out'.padEnd(16)}        ${skipped} tests ${what}`);
  done.push({ passed: 0, failed: 0, skipped, failures: [] });
}

const sum = (key) => done.reduce((total, one) => total + one[key], 0);
const bad = done.filter((one) => one.failed > 0);
for (const { suite, failures, log } of bad) {
  console.log(`\n${suite.name} (${relative(process.cwd(), log) || log}):`);
  for (const failure of failures) console.log(`  ${failure}`);
}
if (bad.length > 0) console.log('');
if (sum('passed') + sum('failed') === 0) console.log(`No test is called '${process.argv[2] ?? ''}'.`);
console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0;
