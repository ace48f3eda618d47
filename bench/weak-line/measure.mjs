// One church behind a bad line, one wall on a good one: what the wall shows, what the church receives.
// See README.md; prints one JSON line a measurement. Needs playwright-core (its folder in NODE_PATH or node_modules).
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeCamera } from './camera.mjs';

const { chromium } = createRequire(join(process.cwd(), 'x.js'))('playwright-core');
const base = process.env.BASE ?? 'http://10.77.0.1:8090';
const seconds = Number(process.env.SECONDS ?? 120);
const chrome = process.env.CHROMIUM ?? '/usr/bin/chromium';
const here = dirname(fileURLToPath(import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'weak-line-'));
const headers = { authorization: `Bearer ${process.env.ADMIN_KEY}`, 'content-type': 'application/json' };
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const answer = await fetch(`${base}/api/v1/services`, { method: 'POST', headers, body: JSON.stringify({ title: 'Weak line', rotationSeconds: 30 }) });
if (!answer.ok) throw new Error(`POST /api/v1/services: ${answer.status} ${await answer.text()}`);
const service = await answer.json();

// The browser of the church runs behind the line; Playwright speaks to it through inherited pipes.
const behind = join(scratch, 'chromium');
writeFileSync(behind, `#!/bin/sh\nexec "${here}/line.sh" run "${chrome}" "$@"\n`, { mode: 0o755 });
const args = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream=fps=8', `--unsafely-treat-insecure-origin-as-secure=${base}`];
const far = await chromium.launch({ executablePath: behind, args: [...args, `--use-file-for-fake-video-capture=${writeCamera(join(scratch, 'camera.y4m'))}`] });
const near = await chromium.launch({ executablePath: chrome, args });
try {
  const wall = await (await near.newContext({ viewport: { width: 1280, height: 720 } })).newPage();
  await wall.goto(service.wallUrl);
  const church = await (await far.newContext({ viewport: { width: 900, height: 700 }, permissions: ['camera'] })).newPage();
  const loaded = await countBytes(church);
  await church.addInitScript(rememberConnections);

  const began = Date.now();
  const since = () => Math.round((Date.now() - began) / 100) / 10;
  const at = {};
  await church.goto(service.joinUrl, { waitUntil: 'commit', timeout: 180_000 });
  await church.waitForSelector('[data-step="name"]', { timeout: 180_000 });
  at.name = since();
  await church.getByLabel(/name/i).first().fill('Weak line church');
  await church.keyboard.press('Enter');
  await church.waitForSelector('[data-step="green-room"]', { timeout: 60_000 });
  at.greenRoom = since();
  await church.getByRole('button', { name: /join/i }).last().click();
  at.pressed = since();
  await church.waitForSelector('[data-sending="true"]', { timeout: 180_000 });
  at.sending = since();
  await wall.waitForSelector('[data-tile][data-state="live"]', { timeout: 180_000 });
  at.onWall = since();
  const bytesUntilOnAir = loaded.bytes;

  await wall.evaluate(watchFrames);
  const said = {};
  const targets = [];
  for (const end = Date.now() + seconds * 1_000; Date.now() < end; await wait(2_000)) {
    const words = await church.evaluate(readSending);
    said[words] = (said[words] ?? 0) + 1;
    targets.push((await church.evaluate(readConnections)).targetKbps);
  }
  const frames = await wall.evaluate(() => window.frameTimes);
  const rtc = await church.evaluate(readConnections);
  console.log(JSON.stringify({ ...judge(frames), secondsUntil: at, joinPageKilobytes: Math.round(bytesUntilOnAir / 1000), said, ...rtc, targetKbps: [Math.min(...targets), Math.max(...targets)] }));
  if (process.env.SHOTS) {
    await wall.screenshot({ path: join(process.env.SHOTS, 'weak-wall.png') });
    await church.screenshot({ path: join(process.env.SHOTS, 'weak-church.png') });
  }
} finally {
  await far.close();
  await near.close();
}

/** Bytes of everything the page loaded over HTTP, as they travelled. */
async function countBytes(page) {
  const session = await page.context().newCDPSession(page);
  const sum = { bytes: 0 };
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (sum.bytes += encodedDataLength));
  await session.send('Network.enable');
  return sum;
}

/** In the church's page: what it tells its volunteer about the picture that leaves. */
function readSending() {
  const facts = document.querySelector('[data-sending]');
  if (facts === null) return document.querySelector('[data-step]')?.getAttribute('data-step');
  return [...facts.querySelectorAll('[role="status"], h2, h3')].map((part) => part.textContent).filter((text) => /picture|line|connection/i.test(text)).join(' | ');
}

/** In the church's page, before it loads: keeps every peer connection, to be asked later. */
function rememberConnections() {
  window.peers = [];
  const Original = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Original {
    constructor(...given) {
      super(...given);
      window.peers.push(this);
    }
  };
}

/** In the church's page: what it received and sent, over all its connections. */
async function readConnections() {
  const sum = { mediaBytesReceived: 0, peers: window.peers.length, framesEncoded: 0, framesSent: 0, keyFrames: 0, nacks: 0, plis: 0, kilobytesSent: 0, retransmittedKilobytes: 0, targetKbps: 0, roundTripMs: 0, limit: '', size: '' };
  for (const peer of window.peers)
    for (const part of (await peer.getStats()).values()) {
      if (part.type === 'inbound-rtp') sum.mediaBytesReceived += part.bytesReceived ?? 0;
      if (part.type === 'candidate-pair' && part.nominated) sum.roundTripMs = Math.round((part.currentRoundTripTime ?? 0) * 1000);
      if (part.type !== 'outbound-rtp') continue;
      sum.framesEncoded += part.framesEncoded ?? 0;
      sum.framesSent += part.framesSent ?? 0;
      sum.keyFrames += part.keyFramesEncoded ?? 0;
      sum.nacks += part.nackCount ?? 0;
      sum.plis += part.pliCount ?? 0;
      sum.kilobytesSent += Math.round((part.bytesSent ?? 0) / 1000);
      sum.retransmittedKilobytes += Math.round((part.retransmittedBytesSent ?? 0) / 1000);
      sum.targetKbps = Math.round((part.targetBitrate ?? 0) / 1000);
      sum.limit = part.qualityLimitationReason ?? '';
      sum.size = `${part.frameWidth}x${part.frameHeight}`;
    }
  return sum;
}

/** In the wall's page: notes when each frame of the tile is shown, whichever element shows it. */
function watchFrames() {
  window.frameTimes = [performance.now()];
  const seen = new WeakSet();
  const follow = () => {
    for (const video of document.querySelectorAll('[data-tile] video')) {
      if (seen.has(video)) continue;
      seen.add(video);
      const take = () => {
        window.frameTimes.push(performance.now());
        video.requestVideoFrameCallback(take);
      };
      video.requestVideoFrameCallback(take);
    }
  };
  follow();
  setInterval(follow, 500);
}

/** Frames a second in windows of two seconds, and the longest time that the picture stood still. */
function judge(times) {
  const window = 2_000;
  const counts = [];
  for (let from = times[0]; from + window <= times[0] + seconds * 1_000; from += window) counts.push(times.filter((t) => t > from && t <= from + window).length);
  const gaps = [...times.slice(1), times[0] + seconds * 1_000].map((t, i) => t - times[i]);
  const fps = counts.map((count) => count / (window / 1_000));
  return { meanFps: round((times.length - 1) / seconds), worstFps: Math.min(...fps), windowsBelow2: fps.filter((f) => f < 2).length, windows: fps.length, longestStillMs: Math.round(Math.max(...gaps)) };
}

function round(value) {
  return Math.round(value * 100) / 100;
}
