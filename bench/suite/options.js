// What was asked for, checked before anything is built or started.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

export const scenarios = JSON.parse(readFileSync(new URL('scenarios.json', import.meta.url), 'utf8'));

/** What can be measured. `build` is the project of a host; `servers` are started side by side on this machine. */
export const targets = {
  node: { adapter: 'socketio', servers: 1, env: { HTTP: 'fastify', PGPOOL: '20' } },
  'node-express': { adapter: 'socketio', servers: 1, env: { HTTP: 'express', PGPOOL: '20' } },
  'node-careful': { adapter: 'socketio', servers: 1, env: { HTTP: 'fastify', PGPOOL: '20', GUARD: 'sid' } },
  standalone: { adapter: 'videowall', servers: 1, build: 'Standalone' },
  silo: { adapter: 'videowall', servers: 1, build: 'Silo' },
  cluster: { adapter: 'videowall', servers: 3, build: 'Silo' },
};

/** A fault that people can mend: its message is all they get to see. */
export class Trouble extends Error {}

const listOf = (text) => text.split(',').filter(Boolean);

function checked(option, names, known) {
  for (const name of names) if (!known.includes(name)) throw new Trouble(`--${option} does not know '${name}'; it takes ${known.join(', ')}`);
  if (names.length === 0) throw new Trouble(`--${option} needs one of ${known.join(', ')}`);
  return names;
}

/** @throws Trouble for anything that `./videowall bench` does not know. */
export function readOptions(words, defaultHost) {
  let values;
  try {
    ({ values } = parseArgs({ args: words, options: {
      against: { type: 'string' }, host: { type: 'string' }, scenario: { type: 'string' }, rounds: { type: 'string' }, quick: { type: 'boolean', default: false }, growth: { type: 'boolean', default: false },
    } }));
  } catch (fault) {
    throw new Trouble(`bench: ${fault.message.split('. ')[0]}; see ./videowall help`);
  }
  const rounds = values.rounds ?? (values.growth || values.quick ? '1' : '3');
  if (!/^[1-9]\d?$/.test(rounds)) throw new Trouble('--rounds takes a number from 1 to 99');
  if (values.growth && (values.against ?? values.scenario) !== undefined) throw new Trouble('--growth takes no --against and no --scenario');
  const baselines = values.against === undefined ? [] : checked('against', listOf(values.against), ['node', 'node-express', 'node-careful']);
  const hosts = checked('host', listOf(values.host ?? defaultHost), ['standalone', 'silo', 'cluster']);
  const chosen = values.scenario === undefined
    ? Object.keys(scenarios).filter((name) => hosts.includes(scenarios[name].host ?? hosts[0]))
    : checked('scenario', listOf(values.scenario), Object.keys(scenarios));
  for (const name of chosen) {
    const { host } = scenarios[name];
    if (host && !hosts.includes(host)) throw new Trouble(`the scenario ${name} needs --host ${host}`);
  }
  return { baselines, hosts, targets: [...baselines, ...hosts], scenarios: chosen, rounds: Number(rounds), quick: values.quick, growth: values.growth };
}

/** A scenario's load; `quick` makes it small: for trying whether all works, not for figures. */
export function loadOf(scenario, quick) {
  const { load } = scenarios[scenario];
  if (!quick) return load;
  const least = (key, most) => (load[key] === undefined ? {} : { [key]: Math.min(load[key], most) });
  return { ...load, ...least('events', load['kill-at'] ? 2000 : 600), ...least('warm', 200), ...least('churches', 60), ...least('walls', 20), ...least('services', 5), ...least('walled', 5), ...least('rate', 400) };
}
