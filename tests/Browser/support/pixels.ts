import type { Page } from '@playwright/test';

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Shares of all pixels, from 0 to 1. */
  readonly transparent: number;
  readonly opaque: number;
}

/** What a screenshot of a page without its white background is made of. The browser itself reads the PNG. */
export async function pixelsOf(page: Page): Promise<Pixels> {
  const png = (await page.screenshot({ omitBackground: true })).toString('base64');
  const reader = await page.context().newPage();
  try {
    return await reader.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const { width, height } = image;
      const canvas = new OffscreenCanvas(width, height).getContext('2d');
      if (canvas === null) throw new Error('No canvas');
      canvas.drawImage(image, 0, 0);
      const { data } = canvas.getImageData(0, 0, width, height);
      let [transparent, opaque] = [0, 0];
      for (let i = 3; i < data.length; i += 4) {
        if (data[i] === 0) transparent++;
        else if (data[i] === 255) opaque++;
      }
      return { width, height, transparent: transparent / (width * height), opaque: opaque / (width * height) };
    }, png);
  } finally {
    await reader.close();
  }
}
