import { describe, expect, it } from 'vitest';
import { browserKind, hasTwoSides, type BrowserKind } from './browser';

const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const android = 'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko)';
const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)';

describe('the browser, for words of help', () => {
  it.each<[string, number, BrowserKind]>([
    [`${windows} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36`, 0, 'chrome'],
    [`${windows} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`, 0, 'edge'],
    [`${windows.slice(0, -1)}; rv:140.0) Gecko/20100101 Firefox/140.0`, 0, 'firefox'],
    [`${mac} Version/18.0 Safari/605.1.15`, 0, 'safari'],
    [`${mac} Version/18.0 Safari/605.1.15`, 5, 'ios-safari'],
    [`${iphone} Version/18.0 Mobile/15E148 Safari/604.1`, 5, 'ios-safari'],
    [`${iphone} CriOS/140.0 Mobile/15E148 Safari/604.1`, 5, 'ios-other'],
    [`${iphone} Mobile/15E148 [FBAN/FBIOS;FBAV/500.0]`, 5, 'in-app'],
    [`${android} Chrome/140.0.0.0 Mobile Safari/537.36`, 5, 'android-chrome'],
    [`${android} SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36`, 5, 'android-samsung'],
    ['Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0', 5, 'android-firefox'],
    ['Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36', 5, 'in-app'],
    ['Something else', 0, 'other'],
  ])('%s (%i touch points) is %s', (userAgent, maxTouchPoints, kind) => expect(browserKind({ userAgent, maxTouchPoints })).toBe(kind));

  it('knows which devices have a camera on each side', () => {
    expect(hasTwoSides('android-chrome')).toBe(true);
    expect(hasTwoSides('ios-safari')).toBe(true);
    expect(hasTwoSides('chrome')).toBe(false);
  });
});
