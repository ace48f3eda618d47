// The loads, as they stand in scenarios.json: `load` are the generator's words, `floor` says which of the bare programs has a part in it.
import { readFileSync } from 'node:fs';

export const scenarios = JSON.parse(readFileSync(new URL('scenarios.json', import.meta.url), 'utf8'));

/** A scenario's load; `quick` makes it small: for trying whether all works, not for figures. */
export function loadOf(scenario, quick) {
  const { load } = scenarios[scenario];
  if (!quick) return load;
  const least = (key, most) => (load[key] === undefined ? {} : { [key]: Math.min(load[key], most) });
  return { ...load, ...least('events', load['kill-at'] ? 2000 : 600), ...least('warm', 200), ...least('churches', 60), ...least('walls', 20), ...least('services', 5), ...least('walled', 5), ...least('rate', 400) };
}
