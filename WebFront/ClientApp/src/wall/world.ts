import { at } from '../shared/base';
import type { WatchdogWorld } from './watchdog';

const key = 'videowall.reloads';
let remembered = 0;

/** The browser, as the watchdog sees it. */
export const browserWorld: WatchdogWorld = {
  now: () => performance.now(),
  isVisible: () => document.visibilityState === 'visible',
  isServed: async () => (await answers(at('/healthz'))) && (await answers(location.pathname)),
  reload: () => location.reload(),
  reloads: {
    get: () => {
      try {
        return Number(sessionStorage.getItem(key) ?? remembered);
      } catch {
        return remembered;
      }
    },
    set: (count) => {
      remembered = count;
      try {
        sessionStorage.setItem(key, String(count));
      } catch {
        // Without storage the count lasts as long as the page.
      }
    },
  },
};

async function answers(path: string): Promise<boolean> {
  try {
    const response = await fetch(path, { cache: 'no-store', signal: AbortSignal.timeout(5_000) });
    return response.ok;
  } catch {
    return false;
  }
}
