import type { Locator } from '@playwright/test';

/**
 * What a video element shows at this moment, as a YUV4MPEG2 film of one picture: the format in which Chromium takes
 * files for cameras (https://wiki.multimedia.cx/index.php/YUV4MPEG2).
 */
export async function filmOf(video: Locator): Promise<Buffer> {
  const { width, height, rgba } = await video.evaluate((element) => {
    const { videoWidth: width, videoHeight: height } = element as HTMLVideoElement;
    const canvas = new OffscreenCanvas(width, height).getContext('2d');
    if (canvas === null) throw new Error('No canvas');
    canvas.drawImage(element as HTMLVideoElement, 0, 0);
    return { width, height, rgba: Array.from(canvas.getImageData(0, 0, width, height).data) };
  });
  const at = (x: number, y: number, channel: number) => rgba[(y * width + x) * 4 + channel] ?? 0;
  // ITU-R BT.601, studio range.
  const plane = (step: number, [r, g, b, base]: readonly [number, number, number, number]) => {
    const bytes = Buffer.alloc((width / step) * (height / step));
    for (let y = 0, i = 0; y < height; y += step) for (let x = 0; x < width; x += step) bytes[i++] = Math.round(base + r * at(x, y, 0) + g * at(x, y, 1) + b * at(x, y, 2));
    return bytes;
  };
  return Buffer.concat([
    Buffer.from(`YUV4MPEG2 W${width} H${height} F8:1 Ip A1:1 C420jpeg\nFRAME\n`),
    plane(1, [0.257, 0.504, 0.098, 16]),
    plane(2, [-0.148, -0.291, 0.439, 128]),
    plane(2, [0.439, -0.368, -0.071, 128]),
  ]);
}
