import { test as base, type Browser, type BrowserContext, type BrowserContextOptions } from '@playwright/test';
import type { Api, Service, ServiceSettings } from './api';
import { ChurchPage } from './churchPage';
import { ConsolePage } from './consolePage';
import { Host } from './host';
import { WallPage } from './wallPage';

export { expect } from '@playwright/test';

/** Opens devices: each is a browser profile of its own, as each church, wall and producer has one. All close with the test. */
export class Devices {
  readonly #open: BrowserContext[] = [];

  constructor(
    private readonly browser: Browser,
    private readonly baseURL: string,
  ) {}

  async context(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await this.browser.newContext({ baseURL: this.baseURL, ...options });
    this.#open.push(context);
    return context;
  }

  /** A device with a camera that it may use. */
  async church(options: BrowserContextOptions = {}): Promise<ChurchPage> {
    return new ChurchPage(await (await this.context({ permissions: ['camera'], viewport: { width: 900, height: 700 }, ...options })).newPage());
  }

  /** A new page on a device that was there before: what it remembers, it still has. */
  async reopen(context: BrowserContext): Promise<ChurchPage> {
    return new ChurchPage(await context.newPage());
  }

  async wall(url: string, options: BrowserContextOptions = {}): Promise<WallPage> {
    const wall = new WallPage(await (await this.context(options)).newPage());
    await wall.open(url);
    return wall;
  }

  /** A console, signed in. */
  async console(options: BrowserContextOptions = {}, path?: string): Promise<ConsolePage> {
    const console = new ConsolePage(await (await this.context({ viewport: { width: 1440, height: 900 }, ...options })).newPage());
    await console.signIn(path);
    return console;
  }

  async close(): Promise<void> {
    for (const context of this.#open.splice(0)) await context.close();
  }
}

interface Tools {
  api: Api;
  devices: Devices;
  /** Makes a live service, with simulated churches if asked; it ends with the test, so that tests do not draw on each other's processor. */
  newService: (settings?: ServiceSettings & { churches?: number }) => Promise<Service>;
}

/** `host` is shared by the tests of a worker, each with services of its own; tests that kill it start their own. */
export const test = base.extend<Tools, { host: Host }>({
  host: [
    async ({}, use) => {
      const host = await Host.start();
      await use(host);
      await host.dispose();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  baseURL: async ({ host }, use) => use(host.url),
  api: async ({ host }, use) => use(host.api),
  devices: async ({ browser, host }, use, info) => {
    const said = host.log.length;
    const devices = new Devices(browser, host.url);
    await use(devices);
    await devices.close();
    if (info.status !== info.expectedStatus) await info.attach('server.log', { body: host.log.slice(said), contentType: 'text/plain' });
  },
  newService: async ({ api }, use, info) => {
    const made: string[] = [];
    await use(async ({ churches = 0, ...settings } = {}) => {
      const service = await api.createService({ title: info.title.slice(0, 100), ...settings });
      made.push(service.id);
      return churches > 0 ? await api.simulate(service.id, churches) : service;
    });
    for (const id of made) if ((await api.service(id)).state !== 'ended') await api.end(id);
  },
});

/** A picture kept with the test's output, for people to look at. */
export async function keepPicture(page: { screenshot(options: { path: string }): Promise<unknown> }, name: string): Promise<void> {
  await page.screenshot({ path: base.info().outputPath(`${name}.png`) });
}
