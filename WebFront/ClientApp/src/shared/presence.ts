/** Calls back whenever the page may have been away: network back, tab in front again, restored from the page cache. */
export function onReturn(callback: () => void): () => void {
  const whenVisible = () => {
    if (document.visibilityState === 'visible') callback();
  };
  window.addEventListener('online', callback);
  window.addEventListener('pageshow', callback);
  document.addEventListener('visibilitychange', whenVisible);
  return () => {
    window.removeEventListener('online', callback);
    window.removeEventListener('pageshow', callback);
    document.removeEventListener('visibilitychange', whenVisible);
  };
}

/**
 * Keeps the screen awake while the page is in front; the browser lets go at each change of visibility, so it is asked
 * again. Without the interface (or on battery saver) the page works all the same.
 */
export function keepAwake(onChange?: (awake: boolean) => void): () => void {
  let lock: WakeLockSentinel | null = null;
  let over = false;
  const acquire = async () => {
    if (over || lock !== null || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    try {
      lock = await navigator.wakeLock.request('screen');
    } catch {
      onChange?.(false);
      return;
    }
    lock.addEventListener('release', () => {
      lock = null;
      onChange?.(false);
      void acquire();
    });
    onChange?.(true);
  };
  const stop = onReturn(() => void acquire());
  void acquire();
  return () => {
    over = true;
    stop();
    void lock?.release();
  };
}
