import { gzipSync } from 'node:zlib';
import { expect, test } from '../support/fixtures';

/** A volunteer on a bad line waits for this (feature 19): bytes of page, script and style, compressed. */
const budget = 220_000;

test('a church loads less than 220 kB to be on air, LiveKit included', async ({ devices, newService }, info) => {
  const { joinUrl } = await newService();
  const church = await devices.church();
  const loaded = new Map<string, Promise<Buffer>>();
  church.page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (response.request().isNavigationRequest() || /\.(js|css)$/.test(pathname)) loaded.set(pathname, response.body());
  });
  await church.join(joinUrl, 'Slow Line Chapel');
  await church.hasTally('on-wall');
  expect([...loaded.keys()].some((name) => name.includes('livekit'))).toBe(false);
  // Without a media server the page never asks for LiveKit's part; with one it does.
  const [livekit] = /livekit[\w-]+\.js/.exec((await Promise.all(loaded.values())).join('\n')) ?? [];
  expect(livekit).toBeDefined();
  await church.page.addScriptTag({ url: `/assets/${livekit}`, type: 'module' });
  const sizes = await Promise.all([...loaded].map(async ([name, body]) => [name, gzipSync(await body).length] as const));
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  info.annotations.push({ type: 'bytes', description: `${total} of ${budget}` });
  expect(total, sizes.map(([name, size]) => `${name} ${size}`).join('\n')).toBeLessThan(budget);
});
