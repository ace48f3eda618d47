import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import { Api } from './api';

export const admin = { name: 'admin', password: 'a wall of many churches' } as const;
const apiKey = 'browser-tests-0123456789-abcdefghijklmnop';
const repository = fileURLToPath(new URL('../../..', import.meta.url));

/** The real program on its own data folder and port. It can be killed and come back on the same ones. */
export class Host {
  readonly #dataDir = mkdtempSync(join(tmpdir(), 'videowall-browser-'));
  readonly #lines: string[] = [];
  #program: ChildProcess | null = null;

  private constructor(
    private readonly port: number,
    private readonly settings: Readonly<Record<string, string>>,
  ) {}

  static async start(settings: Readonly<Record<string, string>> = {}): Promise<Host> {
    const host = new Host(await freePort(), settings);
    await host.up();
    return host;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get api(): Api {
    return new Api(this.url, apiKey);
  }

  /** What the program said, for the report of a test that failed. */
  get log(): string {
    return this.#lines.join('');
  }

  /** Starts the program and waits until it is ready to serve. */
  async up(): Promise<void> {
    const program = spawn('dotnet', [hostProgram()], {
      env: { ...plainEnvironment(), HOST: '127.0.0.1', PORT: String(this.port), DATA_DIR: this.#dataDir, ADMIN_PASSWORD: admin.password, ADMIN_API_KEY: apiKey, ...this.settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#program = program;
    for (const stream of [program.stdout, program.stderr]) stream?.on('data', (text: Buffer) => this.#lines.push(text.toString()));
    await expect.poll(() => this.#isReady(program), { timeout: 120_000, message: 'the server gets ready' }).toBe(true);
  }

  /** Ends the program like a power cut: nothing is written, nobody is told. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async dispose(): Promise<void> {
    await this.#end('SIGTERM');
    rmSync(this.#dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const program = this.#program;
    this.#program = null;
    if (program === null || program.exitCode !== null || program.signalCode !== null) return;
    const ended = once(program, 'exit');
    program.kill(signal);
    await ended;
  }

  async #isReady(program: ChildProcess): Promise<boolean> {
    if (program.exitCode !== null) throw new Error(`The server ended with code ${program.exitCode}:\n${this.log}`);
    try {
      return (await fetch(`${this.url}/readyz`)).status === 200;
    } catch {
      return false;
    }
  }
}

/** `VIDEOWALL_HOST` names the program; else the newer of the built ones. */
function hostProgram(): string {
  const named = process.env['VIDEOWALL_HOST'];
  if (named) return named;
  const built = ['Release', 'Debug']
    .map((kind) => join(repository, 'Silo', 'bin', kind, 'net10.0', 'VideoWall.Silo.dll'))
    .filter(existsSync)
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
  if (built === undefined) throw new Error('The host is not built: run ./videowall test, or set VIDEOWALL_HOST to the program');
  return built;
}

/** The machine's environment without settings of a hall that its operator may have set. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const settings = /^(DATABASE_URL|DATA_DIR|PORT|HOST|PUBLIC_BASE_URL|LIVEKIT_|ADMIN_|ORLEANS_|LOG_LEVEL|ASPNETCORE_|DOTNET_ENVIRONMENT)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !settings.test(name)));
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The system gave no port');
  return address.port;
}
