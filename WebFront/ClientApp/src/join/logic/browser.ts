/** Browsers whose camera settings lie in different places; the page has steps in words for each. */
export type BrowserKind =
  | 'chrome'
  | 'edge'
  | 'firefox'
  | 'safari'
  | 'ios-safari'
  | 'ios-other'
  | 'android-chrome'
  | 'android-firefox'
  | 'android-samsung'
  | 'in-app'
  | 'other';

export interface BrowserHints {
  readonly userAgent: string;
  readonly maxTouchPoints: number;
}

/**
 * Guesses the browser from what it says of itself. A wrong guess costs a step that does not match the screen, never a
 * function: nothing but words of help depends on it.
 */
export function browserKind({ userAgent: ua, maxTouchPoints }: BrowserHints): BrowserKind {
  // Browsers inside chat and social apps often have no camera at all.
  if (/FBAN|FBAV|FB_IAB|Instagram|Line\/|MicroMessenger|Snapchat|TikTok|; wv\)/.test(ua)) return 'in-app';
  // iPads call themselves Macs, but no Mac has a touch screen.
  const isIos = /iPhone|iPad|iPod/.test(ua) || (ua.includes('Macintosh') && maxTouchPoints > 1);
  if (isIos) return /CriOS|FxiOS|EdgiOS|OPiOS|DuckDuckGo/.test(ua) ? 'ios-other' : 'ios-safari';
  if (ua.includes('Android')) {
    if (ua.includes('SamsungBrowser')) return 'android-samsung';
    return ua.includes('Firefox') ? 'android-firefox' : 'android-chrome';
  }
  if (ua.includes('Firefox/')) return 'firefox';
  if (/Edg(e|A)?\//.test(ua)) return 'edge';
  if (/Chrom(e|ium)\//.test(ua)) return 'chrome';
  return ua.includes('Safari/') && ua.includes('Macintosh') ? 'safari' : 'other';
}

/** Phones and tablets have a camera on each side; elsewhere people choose by the camera's name. */
export const hasTwoSides = (kind: BrowserKind): boolean => kind.startsWith('android') || kind.startsWith('ios') || kind === 'in-app';
