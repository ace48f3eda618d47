// What was asked for, checked before anything is built or started.
import { parseArgs } from 'node:util';
import { scenarios } from './scenarios.js';
import { baselines, beside, floor, negotiated, silos } from './targets.js';
import { Trouble } from './trouble.js';

export { Trouble }; // ../../scripts/cluster.mjs

/** Where it shows what serves the hubs. */
const HUBS = ['fanout-open', 'fanout-500', 'memory'];

const options = {
  against: { type: 'string' }, beside: { type: 'string' }, floor: { type: 'boolean', default: false }, negotiate: { type: 'boolean', default: false }, silos: { type: 'string', default: '1' },
  scenario: { type: 'string' }, rounds: { type: 'string' }, quick: { type: 'boolean', default: false }, growth: { type: 'boolean', default: false },
};

function checked(option, text, known) {
  const names = text.split(',').filter(Boolean);
  for (const name of names) if (!known.includes(name)) throw new Trouble(`--${option} does not know '${name}'; it takes ${known.join(', ')}`);
  if (names.length === 0) throw new Trouble(`--${option} needs one of ${known.join(', ')}`);
  return [...new Set(names)];
}

function parsed(words) {
  try {
    return parseArgs({ args: words, options }).values;
  } catch (fault) {
    throw new Trouble(`bench: ${fault.message.split('. ')[0]}; see ./videowall help`);
  }
}

/**
 * `own` are our silos, the first of which is judged; `others` what they are compared with; `targets` all of them, in the order of
 * their turns.
 * @throws Trouble for anything that `./videowall bench` does not know.
 */
export function readOptions(words) {
  const values = parsed(words), { growth, quick } = values;
  const rounds = values.rounds ?? (growth || quick ? '1' : '3');
  if (!/^[1-9]\d?$/.test(rounds)) throw new Trouble('--rounds takes a number from 1 to 99');
  if (!/^[1-9](,[1-9])*$/.test(values.silos)) throw new Trouble('--silos takes a number from 1 to 9, or several with commas');
  const compared = ['against', 'beside', 'floor', 'negotiate', 'scenario'].filter((name) => values[name]);
  if (growth && compared.length > 0) throw new Trouble(`--growth takes no --${compared[0]}`);
  const own = [...new Set(values.silos.split(','))].map((count) => silos(Number(count)));
  const others = [
    ...(values.against === undefined ? [] : checked('against', values.against, Object.keys(baselines)).map((name) => baselines[name])),
    ...(values.floor ? [floor] : []), ...(values.beside === undefined ? [] : [beside(values.beside)]), ...(values.negotiate ? [negotiated(own[0])] : []),
  ];
  const chosen = values.scenario === undefined ? (values.negotiate ? HUBS : Object.keys(scenarios)) : checked('scenario', values.scenario, Object.keys(scenarios));
  return { own, others, targets: [...others, ...own], scenarios: chosen, rounds: Number(rounds), quick, growth };
}
