// The scenarios, each target in turn within each round, and the table of targets at the end.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { scenarios } from './scenarios.js';
import { Session } from './session.js';
import { detailTables, goalTable } from './table.js';
import { turnOf } from './targets.js';

export const suiteSession = (options) => new Session('', options.quick, (lines, file) => {
  const markdown = file.replace('.jsonl', '.md'), from = (path) => relative(process.cwd(), path);
  writeFileSync(markdown, detailTables(lines, options));
  console.log(`\n${goalTable(lines, options)}\n\n  every run ${from(file)}, every median ${from(markdown)}`);
});

/** Every run of a bench. Who was first in one round is last in the next: what one leaves behind must not always weigh on the same. */
export function planOf({ rounds, scenarios: chosen, targets, quick }) {
  const plan = [];
  for (let round = 1; round <= rounds; round++)
    for (const scenario of chosen) for (const target of round % 2 ? targets : targets.toReversed()) {
      const turn = turnOf(target, scenario, quick);
      if (turn) plan.push({ scenario, round, target, ...turn });
    }
  return plan;
}

export async function suite(options, session) {
  await session.begin();
  const plan = planOf(options);
  for (const [at, { scenario, round, target, command, load }] of plan.entries()) {
    const { kill, rest } = scenarios[scenario];
    session.progress.begin(at + 1, plan.length, scenario, target.name);
    const line = await session.measure({ scenario, round }, { target: { ...target, command }, kill, load: { ...load, seed: round }, atRest: rest && !options.quick });
    session.progress.end(line);
  }
}
