/** What WebRTC says about one sent layer; the part of livekit-client's VideoSenderStats in use. */
export interface SentLayer {
  readonly framesSent?: number | undefined;
  readonly bytesSent?: number | undefined;
  readonly timestamp: number;
}

export interface Measured {
  readonly sending: boolean;
  readonly fps: number | null;
  readonly kbps: number | null;
}

const every = 2_000;

/** Measures whether frames really leave: a published track with a dead camera or line sends none. */
export class SendMeter {
  #timer: ReturnType<typeof setInterval> | undefined;
  #last: { frames: number; bytes: number; at: number } | null = null;

  constructor(private readonly onMeasured: (measured: Measured) => void) {}

  start(stats: () => Promise<readonly SentLayer[]>): void {
    this.stop();
    this.#timer = setInterval(() => {
      stats().then(
        (layers) => this.take(layers),
        () => this.onMeasured({ sending: false, fps: null, kbps: null }),
      );
    }, every);
  }

  /** Compares one reading with the one before. */
  take(layers: readonly SentLayer[]): void {
    const frames = layers.reduce((sum, layer) => sum + (layer.framesSent ?? 0), 0);
    const bytes = layers.reduce((sum, layer) => sum + (layer.bytesSent ?? 0), 0);
    const at = layers[0]?.timestamp ?? 0;
    const last = this.#last;
    this.#last = { frames, bytes, at };
    if (last === null || at <= last.at || frames < last.frames) return;
    const seconds = (at - last.at) / 1000;
    this.onMeasured({
      sending: frames > last.frames,
      fps: Math.round(((frames - last.frames) / seconds) * 10) / 10,
      kbps: Math.round(((bytes - last.bytes) * 8) / seconds / 1000),
    });
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#last = null;
  }
}
