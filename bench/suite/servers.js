// The servers of one run: one, or several side by side on one database.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { freePort, hasEnded, lastLines, listens, start, stop, tied, until } from './processes.js';
import { Trouble } from './trouble.js';

export const secrets = { LIVEKIT_API_KEY: 'bench', LIVEKIT_API_SECRET: randomBytes(32).toString('hex'), ADMIN_API_KEY: randomBytes(24).toString('hex') };

// One silo finds ports of its own by itself; several are told, as on machines of their own.
const orleans = async (cluster) => ({ ORLEANS_CLUSTER: cluster, ORLEANS_SILO_PORT: String(await freePort()), ORLEANS_GATEWAY_PORT: String(await freePort()), ORLEANS_ADVERTISED_IP: '127.0.0.1' });

export class Servers {
  #children = []; #starts = []; #ports = []; #target; #folder;

  /** target: of targets.js; folder: for logs and data. */
  constructor(target, folder) { [this.#target, this.#folder] = [target, folder]; }

  async start(databaseUrl) {
    const { name, adapter, servers, cwd, command, env } = this.#target, cluster = `bench-${process.pid}-${Date.now()}`;
    for (let i = 0; i < servers; i++) {
      const port = await freePort();
      const ours = adapter === 'videowall' ? { DATA_DIR: join(this.#folder, `data-${name}-${i}`), LOG_LEVEL: 'Warning', ASPNETCORE_ENVIRONMENT: 'Production', ...(servers > 1 ? await orleans(cluster) : {}) } : {};
      this.#ports.push(port);
      this.#starts.push(() => start([...tied('TERM'), ...command], {
        cwd, log: join(this.#folder, `${name}-${i}.log`), env: { ...process.env, ...secrets, ...env, ...ours, HOST: '127.0.0.1', PORT: String(port), DATABASE_URL: databaseUrl },
      }));
      this.#children.push(this.#starts[i]());
      await this.#ready(i);
    }
  }

  async #ready(i) {
    const answers = async () => { try { return this.#target.adapter !== 'videowall' || (await fetch(`${this.urls[i]}/readyz`)).status === 200; } catch { return false; } };
    await until(async () => (await listens(this.#ports[i])) && answers(), this.#children[i], this.#target.name);
  }

  get urls() { return this.#ports.map((port) => `http://127.0.0.1:${port}`); }
  get pids() { return this.#children.map((child) => child.pid); }

  /** kill -9, then a supervisor's restart. Resolves when its port is back. */
  async kill(killed) {
    this.#children[0].kill('SIGKILL');
    await this.#children[0].ended;
    killed();
    await this.#again(0);
  }

  /** Asks all to end, and starts them again as at the beginning of a day. Resolves when they are ready. */
  async restart() {
    await this.stop();
    for (let i = 0; i < this.#children.length; i++) {
      this.#children[i] = this.#starts[i]();
      await this.#ready(i);
    }
  }

  async #again(i) {
    this.#children[i] = this.#starts[i]();
    await until(() => listens(this.#ports[i]), this.#children[i], this.#target.name);
  }

  /** Starts again what ended by itself, as a supervisor would; resolves to how many did. */
  async revive() {
    const gone = this.#children.map((child, i) => (hasEnded(child) ? i : -1)).filter((i) => i >= 0);
    for (const i of gone) await this.#again(i);
    return gone.length;
  }

  /** @throws Trouble when one of them is no more. */
  check() {
    const child = this.#children.find(hasEnded);
    if (child) throw new Trouble(`${this.#target.name} ended in the middle of a run:\n${lastLines(child.log)}`);
  }

  stop() { return Promise.all(this.#children.map((child) => stop(child))); }
}
