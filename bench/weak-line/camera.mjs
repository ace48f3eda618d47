// A camera picture that is hard to compress: people who sway before a grainy wall, as in a badly lit room. Chromium's own
// fake camera is a flat drawing, which takes a third of the bits of a real picture and would flatter every result.
import { closeSync, openSync, writeSync } from 'node:fs';

const width = 240, height = 180, rate = 8, seconds = 20, grain = 7;

/** Writes the film (raw I420 in a Y4M file), which Chromium plays again and again as `--use-file-for-fake-video-capture`. */
export function writeCamera(path) {
  const file = openSync(path, 'w');
  writeSync(file, `YUV4MPEG2 W${width} H${height} F${rate}:1 Ip A1:1 C420jpeg\n`);
  let chance = 1;
  const random = () => ((chance = (Math.imul(chance, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32);
  for (let frame = 0; frame < rate * seconds; frame++) {
    const beat = frame / rate;
    const luma = Buffer.alloc(width * height);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) luma[y * width + x] = shade(x, y, beat) + (random() - 0.5) * 2 * grain;
    const chroma = Buffer.alloc((width * height) / 4);
    for (let i = 0; i < chroma.length; i++) chroma[i] = 128 + ((i % (width / 2)) / 8 - 7) + (random() - 0.5) * 4;
    writeSync(file, 'FRAME\n');
    for (const plane of [luma, chroma, chroma]) writeSync(file, plane);
  }
  closeSync(file);
  return path;
}

/** Brightness of one point: a wall with bricks, and three heads that move. */
function shade(x, y, beat) {
  for (let person = 0; person < 3; person++) {
    const dx = x - (50 + 70 * person) - 9 * Math.sin(beat * 1.3 + person * 2);
    const dy = y - 100 - 5 * Math.cos(beat * 1.9 + person);
    if ((dx / 22) ** 2 + (dy / 30) ** 2 < 1) return 150 + 20 * Math.sin(dx / 5) * Math.cos(dy / 4) - dy;
    if ((dx / 40) ** 2 + ((dy - 70) / 45) ** 2 < 1) return 60 + person * 25 + ((x + y) % 14 < 3 ? 25 : 0);
  }
  return 105 + (x * y) / 900 + (y % 16 === 0 || (x + (y & 16)) % 32 === 0 ? -25 : 0);
}
