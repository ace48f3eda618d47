// node bench/suite/main.js --needs …   what has to be built for these options, one word a line
// node bench/suite/main.js …           runs them; ../../videowall bench calls both
import { growth, growthSession } from './growth.js';
import { readOptions } from './options.js';
import { suite, suiteSession } from './suite.js';
import { Trouble } from './trouble.js';

const words = process.argv.slice(2), asksNeeds = words[0] === '--needs';
let session;
try {
  const options = readOptions(asksNeeds ? words.slice(1) : words);
  if (asksNeeds) console.log([...new Set(options.targets.map((target) => target.needs).filter(Boolean))].join('\n'));
  else {
    session = options.growth ? growthSession(options) : suiteSession(options);
    await (options.growth ? growth : suite)(options, session);
    await session.end();
  }
} catch (fault) {
  if (session?.isEnding) await new Promise(() => {}); // a signal stopped it in the middle, and ends this process
  await session?.end();
  console.error(`videowall: ${fault instanceof Trouble ? fault.message : fault.stack}`);
  process.exitCode = asksNeeds ? 64 : 1;
}
