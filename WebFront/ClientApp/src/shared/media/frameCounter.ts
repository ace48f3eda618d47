/** Counts the frames that a video element really shows. */
export class FrameCounter {
  frames = 0;
  /** Monotonic milliseconds of the last new frame, or of the last `forgive`. */
  lastAt = 0;
  #handle = 0;
  #seen = 0;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly onFrames: (frames: number) => void,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.forgive();
    this.#arm();
  }

  /** Starts the time without frames anew: the track is another one, or the tile was out of sight. */
  forgive(): void {
    this.lastAt = this.now();
  }

  /** For browsers that do not call back for each frame: reads their own counter. */
  poll(): void {
    if (this.#canCallBack()) return;
    const total = this.video.getVideoPlaybackQuality().totalVideoFrames;
    const fresh = total - this.#seen;
    this.#seen = total;
    if (fresh > 0) this.#count(fresh);
  }

  stop(): void {
    if (this.#canCallBack()) this.video.cancelVideoFrameCallback(this.#handle);
  }

  #canCallBack(): boolean {
    return 'requestVideoFrameCallback' in HTMLVideoElement.prototype;
  }

  #arm(): void {
    if (!this.#canCallBack()) return;
    this.#handle = this.video.requestVideoFrameCallback(() => {
      this.#count(1);
      this.#arm();
    });
  }

  #count(frames: number): void {
    this.frames += frames;
    this.lastAt = this.now();
    this.onFrames(frames);
  }
}
