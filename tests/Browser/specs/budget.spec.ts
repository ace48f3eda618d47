import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '../support/fixtures';
import { hostFolder } from '../support/host';

/** A volunteer on a bad line waits for this (feature 19): bytes of script and style, compressed. */
const budget = 300_000;

test('a church loads less than 300 kB to be on air, LiveKit included', async ({ devices, newService }, info) => {
  const { joinUrl } = await newService();
  const church = await devices.church();
  const loaded = new Map<string, number>();
  church.page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (/\.(js|css)$/.test(pathname)) void response.body().then((body) => loaded.set(pathname, gzipSync(body).length));
  });
  await church.join(joinUrl, 'Slow Line Chapel');
  await church.hasTally('on-wall');
  expect([...loaded.keys()].some((name) => name.includes('livekit'))).toBe(false);
  // Without a media server the page never asks for LiveKit's part; with one it does.
  const assets = join(hostFolder(), 'wwwroot', 'assets');
  const livekit = readdirSync(assets).filter((name) => /^livekit.*\.js$/i.test(name));
  expect(livekit.length).toBeGreaterThan(0);
  for (const name of livekit) loaded.set(name, gzipSync(readFileSync(join(assets, name))).length);
  const total = [...loaded.values()].reduce((sum, size) => sum + size, 0);
  info.annotations.push({ type: 'bytes', description: `${total} of ${budget}` });
  expect(total, [...loaded].map(([name, size]) => `${name} ${size}`).join('\n')).toBeLessThan(budget);
});
