import { at } from '../../shared/base';

/** Milliseconds between asking whether the server is back, and the least time between two reloads for this reason. */
const askEvery = 3_000;
const leastBetween = 30_000;
const key = 'videowall.reloaded';

let isRunning = false;

/**
 * Part of this page could not be loaded: the server was away, or has a newer version whose files are named differently.
 * Browsers remember a failed import, so only a reload helps, and only once the server answers: a reload in between
 * would end on the browser's own error page.
 */
export function reloadWhenServed(): void {
  if (isRunning) return;
  isRunning = true;
  const ask = async () => {
    if ((await isServed()) && mayReload()) location.reload();
    else setTimeout(() => void ask(), askEvery);
  };
  void ask();
}

async function isServed(): Promise<boolean> {
  try {
    return (await fetch(at('/healthz'), { cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}

function mayReload(): boolean {
  try {
    const now = performance.timeOrigin + performance.now();
    if (now - Number(sessionStorage.getItem(key) ?? '0') < leastBetween) return false;
    sessionStorage.setItem(key, String(now));
  } catch {
    // Without storage nothing counts the reloads; the time between two asks does.
  }
  return true;
}
