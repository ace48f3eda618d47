// The scenarios, each target in turn within each round, and the table of targets at the end.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { loadOf, scenarios, targets } from './options.js';
import { Session } from './session.js';
import { detailTables, goalTable } from './table.js';

export const suiteSession = (options) => new Session('', options.quick, (lines, file) => {
  const markdown = file.replace('.jsonl', '.md'), from = (path) => relative(process.cwd(), path);
  writeFileSync(markdown, detailTables(lines, options));
  console.log(`\n${goalTable(lines, options)}\n\n  every run ${from(file)}, every median ${from(markdown)}`);
});

const fits = (scenario, target) => !scenarios[scenario].host || targets[target].build?.toLowerCase() === scenarios[scenario].host;

export async function suite(options, session) {
  await session.begin();
  const plan = [];
  for (let round = 1; round <= options.rounds; round++)
    for (const scenario of options.scenarios) for (const target of options.targets) if (fits(scenario, target)) plan.push({ scenario, round, target });
  for (const [at, { scenario, round, target }] of plan.entries()) {
    const { kill, servers: count, rest } = scenarios[scenario];
    session.progress.begin(at + 1, plan.length, scenario, target);
    const load = { ...loadOf(scenario, options.quick), seed: round };
    const line = await session.measure({ scenario, round }, { target, count, kill, load, atRest: rest && !options.quick });
    session.progress.end(line);
  }
}
