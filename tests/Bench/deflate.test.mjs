// The bench's walls read compressed messages as browsers do; what they share must not hide what one of them was sent.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { constants, createDeflateRaw, inflateRawSync } from 'node:zlib';
import { Deflate } from '../../bench/load/deflate.js';
import { inflateShort } from '../../bench/load/inflate.js';

/** A server that compresses one wall's messages as one stream. */
const compressedBy = (strategy) => async (...messages) => {
  const stream = createDeflateRaw({ windowBits: 12, strategy }), frames = [];
  stream.on('data', (part) => frames.at(-1).push(part));
  for (const message of messages) {
    frames.push([]);
    stream.write(message);
    await new Promise((done) => stream.flush(constants.Z_SYNC_FLUSH, done));
  }
  return frames.map((parts) => Buffer.concat(parts).subarray(0, -4));
};
const compressed = compressedBy(constants.Z_DEFAULT_STRATEGY);
const agreed = (words) => `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n${words}\r\nX-Other: 1`;
const extension = (words) => agreed(`Sec-WebSocket-Extensions: ${words}`);
/** Words of a few letters, each time the same. */
const noise = (length) => Array.from({ length }, (_, n) => 'aeinrst '[(n * n * 31 + n * 7) % 11 % 8]).join('');
const delta = (n) => `{"type":1,"target":"changed","arguments":[{"from":${n},"to":${n + 1},"seats":[{"seat":${n},"state":"live"}]}]}\x1e`;

test('deflate: an answer to the upgrade agrees, or does not', () => {
  assert.ok(Deflate.of(extension('permessage-deflate; client_no_context_takeover; server_max_window_bits=12')));
  assert.ok(Deflate.of(agreed('sec-websocket-extensions:permessage-deflate')));
  assert.equal(Deflate.of(agreed('X-Nothing: permessage-deflate')), null);
  assert.equal(Deflate.of(extension('x-webkit-deflate-frame')), null);
});

for (const strategy of ['Z_DEFAULT_STRATEGY', 'Z_FIXED', 'Z_HUFFMAN_ONLY']) test(`deflate: a wall reads messages that lead back to earlier ones, ${strategy}`, async () => {
  const said = Array.from({ length: 100 }, (_, n) => delta(n)).concat(noise(50), delta(7), noise(3000), 'Größe ✓'.repeat(90), delta(8));
  const wall = Deflate.of(extension('permessage-deflate; server_max_window_bits=12'));
  const frames = await compressedBy(constants[strategy])(...said);
  if (strategy !== 'Z_HUFFMAN_ONLY') assert.ok(frames[1].length < frames[0].length / 2);
  assert.deepEqual(frames.map((frame) => wall.read(frame)), said);
});

test('deflate: what has the fixed codes needs no zlib, and what is broken is not believed', async () => {
  const history = [noise(50), delta(1)], [, frame] = await compressedBy(constants.Z_FIXED)(delta(1), delta(2));
  assert.equal(inflateShort(history, 4096, frame).toString(), delta(2));
  assert.equal(inflateShort([], 4096, frame), null);
  assert.equal(inflateShort(history, 64, frame), null);
  assert.equal(inflateShort(history, 4096, frame.subarray(0, -1)), null);
  assert.equal(inflateShort(history, 4096, Buffer.concat([frame, Buffer.from([0])])), null);
  const [dynamic] = await compressed(noise(3000));
  assert.equal(inflateShort(history, 4096, dynamic), null);
});

test('deflate: the same bytes say different things to walls that heard different things', async () => {
  const [one, other] = [1, 2].map(() => Deflate.of(extension('permessage-deflate')));
  const [[first, again], [different]] = await Promise.all([compressed(delta(1), delta(1)), compressed(delta(7))]);
  assert.deepEqual([one.read(first), one.read(again)], [delta(1), delta(1)]);
  assert.equal(other.read(different), delta(7));
  assert.notEqual(other.read(again), delta(1));
});

test('deflate: a server that leads back to what a wall never heard is found out', async () => {
  const [, second] = await compressed(delta(1), delta(2));
  assert.throws(() => Deflate.of(extension('permessage-deflate')).read(second));
});

test('deflate: a server that leads back further than it agreed to is found out', async () => {
  const frames = await compressed(delta(1), 'x'.repeat(600), delta(1));
  const [strict, wide] = ['server_max_window_bits=9', 'server_max_window_bits=15'].map((bits) => Deflate.of(extension(`permessage-deflate; ${bits}`)));
  assert.deepEqual(frames.map((frame) => wide.read(frame)), [delta(1), 'x'.repeat(600), delta(1)]);
  assert.throws(() => frames.forEach((frame) => strict.read(frame)));
});

test('deflate: what a wall says can be read by itself', () => {
  const written = Deflate.written('{"type":6}\x1e');
  assert.equal(inflateRawSync(Buffer.concat([written, Buffer.from([0, 0, 0xff, 0xff])]), { finishFlush: constants.Z_SYNC_FLUSH }).toString(), '{"type":6}\x1e');
});
