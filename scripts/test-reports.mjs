// The runners' own reports, read into { passed, failed, skipped, failures: [name] }.
import { readFileSync } from 'node:fs';

const entities = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const plain = (xml) =>
  xml.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) =>
    hex ? String.fromCodePoint(parseInt(hex, 16)) : decimal ? String.fromCodePoint(Number(decimal)) : (entities[name] ?? whole),
  );

/** Sorts tests by what became of them. `outcome` is `passed`, `skipped` or anything else, which is a failure. */
function tally(tests) {
  const counts = { passed: 0, failed: 0, skipped: 0, failures: [] };
  for (const { name, outcome } of tests) {
    if (outcome === 'passed') counts.passed += 1;
    else if (outcome === 'skipped') counts.skipped += 1;
    else {
      counts.failed += 1;
      counts.failures.push(name);
    }
  }
  return counts;
}

/** Visual Studio's test result file, as `dotnet test` writes it. Its counters leave out skipped tests, so count the results. */
export function readTrx(file) {
  const xml = readFileSync(file, 'utf8');
  const attribute = (tag, name) => plain(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
  const outcomes = { Passed: 'passed', NotExecuted: 'skipped' };
  const tests = [...xml.matchAll(/<UnitTestResult\s[^>]*>/g)].map(([tag]) => ({
    name: attribute(tag, 'testName'),
    outcome: outcomes[attribute(tag, 'outcome')] ?? 'failed',
  }));
  return tally(tests);
}

/** Vitest's JSON report. A file that could not even be loaded has no test; it counts as one that failed. */
export function readVitest(file) {
  const outcomes = { passed: 'passed', skipped: 'skipped', pending: 'skipped', todo: 'skipped' };
  const files = JSON.parse(readFileSync(file, 'utf8')).testResults;
  return tally(
    files.flatMap(({ name, status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed')
        ? [{ name, outcome: 'failed' }]
        : assertionResults.map((test) => ({ name: test.fullName, outcome: outcomes[test.status] ?? 'failed' })),
    ),
  );
}

/** Node's own test runner, in the form that JUnit made common. A suite is no test; what is wrong stands inside a testcase. */
export function readJunit(file) {
  const tests = [...readFileSync(file, 'utf8').matchAll(/<testcase\s([^>]*?)(?:\/>|>(.*?)<\/testcase>)/gs)].map(([, attributes, inside = '']) => ({
    name: plain(/(?:^|\s)name="([^"]*)"/.exec(attributes)?.[1] ?? ''),
    outcome: /<(failure|error)\b/.test(inside) ? 'failed' : /<skipped\b/.test(inside) ? 'skipped' : 'passed',
  }));
  return tally(tests);
}

/** Playwright's JSON report: suites in suites; each spec's tests are one per browser project. */
export function readPlaywright(file) {
  const { suites, errors } = JSON.parse(readFileSync(file, 'utf8'));
  const outcomes = { expected: 'passed', skipped: 'skipped' };
  const below = (suite, path) => [
    ...(suite.suites ?? []).flatMap((inner) => below(inner, [...path, inner.title])),
    ...(suite.specs ?? []).flatMap((spec) =>
      spec.tests.map((test) => ({
        name: [...path, spec.title].join(' › ') + (test.status === 'flaky' ? ' (passed only when tried again)' : ''),
        outcome: outcomes[test.status] ?? 'failed',
      })),
    ),
  ];
  const faults = (errors ?? []).map((error) => ({ name: (error.message ?? 'an error outside the tests').split('\n')[0], outcome: 'failed' }));
  return tally([...suites.flatMap((suite) => below(suite, [suite.title])), ...faults]);
}
