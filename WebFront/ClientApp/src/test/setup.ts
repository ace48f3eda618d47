import { afterEach, vi } from 'vitest';

// jsdom has video elements, but no player behind them.
if (typeof HTMLVideoElement !== 'undefined') {
  HTMLVideoElement.prototype.getVideoPlaybackQuality = () => ({ totalVideoFrames: 0 }) as VideoPlaybackQuality;
}

afterEach(() => {
  vi.useRealTimers();
});
