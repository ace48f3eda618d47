// What can be measured: our own silos, and what they are compared with. Every server is a program of its own, started by a command.
import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadOf, scenarios } from './scenarios.js';
import { Trouble } from './trouble.js';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const OUTPUT = 'bin/Release/net10.0';

const node = (name, env) => ({
  name, adapter: 'socketio', servers: 1, needs: 'node-baseline', cwd: root, command: [process.execPath, join(root, 'bench/node-baseline/server.js')], env: { PGPOOL: '20', ...env },
});
export const baselines = {
  node: node('node', { HTTP: 'fastify' }),
  'node-express': node('node-express', { HTTP: 'express' }),
  'node-careful': node('node-careful', { HTTP: 'fastify', GUARD: 'sid' }),
};

const dotnet = (name, program, more) => ({ name, adapter: 'videowall', servers: 1, cwd: root, command: ['dotnet', program], ...more });

/** So many silos of this checkout, side by side on one database. */
export const silos = (servers) => dotnet(servers === 1 ? 'silo' : `silos-${servers}`, process.env.BENCH_PROGRAM || join(root, 'Silo', OUTPUT, 'VideoWall.Silo.dll'), { servers, needs: 'silo', own: true });

/** The same server, to whose hubs the walls come by SignalR's negotiation: then SignalR's transport serves them, and not our sockets. */
export const negotiated = (silo) => ({ ...silo, name: 'negotiated', own: false, load: { negotiate: true } });

/** What a server could do at most that had nothing to do but this; see ../Floor/README.md. Scenarios say which of the two, if any. */
export const floor = {
  ...dotnet('floor', join(root, 'bench/Floor', OUTPUT, 'VideoWall.Floor.dll'), { adapter: 'floor', needs: 'floor' }),
  kinds: {
    receive: { load: { walls: 0 } },
    // It remembers nothing: told twice it would write twice, where ours does not. And it has hardly any code to be compiled.
    write: { words: ['write'], load: { dup: 0, ooo: 0, bad: 0, warm: 300 } },
  },
};

/** Another checkout's server, built there. path: its folder, or the program itself. */
export function beside(path) {
  const at = resolve(path), found = existsSync(at) && statSync(at).isDirectory()
    ? ['Silo', 'Standalone'].map((host) => join(at, host, OUTPUT, `VideoWall.${host}.dll`)).filter(existsSync)
    : [at].filter((file) => file.endsWith('.dll') && existsSync(file));
  if (found.length === 1) return dotnet('beside', found[0], { cwd: dirname(found[0]) });
  throw new Trouble(found.length > 1 ? `--beside ${path} has several programs: name one, ${found.join(' or ')}` : `--beside ${path} is no folder with a server that was built, and no program (.dll)`);
}

/** What to start and what to send it in a scenario: { command, load }; null where the target has no part in it. */
export function turnOf(target, scenario, quick) {
  const kind = target.kinds ? target.kinds[scenarios[scenario].floor] : {};
  if (!kind) return null;
  const load = { ...loadOf(scenario, quick), ...target.load, ...kind.load };
  return load.negotiate && load.reload ? null : { command: [...target.command, ...(kind.words ?? [])], load };
}
