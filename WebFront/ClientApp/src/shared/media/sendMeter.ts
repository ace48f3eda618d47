/** What WebRTC says about one sent layer; the part of livekit-client's VideoSenderStats in use. */
export interface SentLayer {
  readonly framesSent?: number | undefined;
  readonly bytesSent?: number | undefined;
  readonly packetsSent?: number | undefined;
  /** Packets that the server asked for once more, because they were lost on the way. */
  readonly retransmittedPacketsSent?: number | undefined;
  readonly timestamp: number;
}

export interface Measured {
  readonly sending: boolean;
  readonly fps: number | null;
  readonly kbps: number | null;
  readonly lossy: boolean;
}

const every = 2_000;
/** Loss comes in gusts: it is judged over so many readings, ten seconds. */
const readings = 6;
/** Share of packets sent twice from which a line counts as lossy, and below which no longer. Up to here nobody sees it. */
const lossyFrom = 0.1;
const lossyUntil = 0.05;

/** Measures whether frames really leave: a published track with a dead camera or line sends none. */
export class SendMeter {
  #timer: ReturnType<typeof setInterval> | undefined;
  #sent: { readonly packets: number; readonly again: number }[] = [];
  #lossy = false;
  #last: { frames: number; bytes: number; at: number } | null = null;

  constructor(private readonly onMeasured: (measured: Measured) => void) {}

  start(stats: () => Promise<readonly SentLayer[]>): void {
    this.stop();
    const look = () => {
      stats().then(
        (layers) => this.take(layers),
        () => this.onMeasured({ sending: false, fps: null, kbps: null, lossy: false }),
      );
    };
    // It takes two readings to say anything: with the first one now, volunteers wait two seconds less.
    look();
    this.#timer = setInterval(look, every);
  }

  /** Compares one reading with the one before. */
  take(layers: readonly SentLayer[]): void {
    const frames = layers.reduce((sum, layer) => sum + (layer.framesSent ?? 0), 0);
    const bytes = layers.reduce((sum, layer) => sum + (layer.bytesSent ?? 0), 0);
    const at = layers[0]?.timestamp ?? 0;
    const last = this.#last;
    this.#last = { frames, bytes, at };
    if (last === null || at <= last.at || frames < last.frames) return;
    this.#judge(layers);
    const seconds = (at - last.at) / 1000;
    this.onMeasured({
      sending: frames > last.frames,
      fps: Math.round(((frames - last.frames) / seconds) * 10) / 10,
      kbps: Math.round(((bytes - last.bytes) * 8) / seconds / 1000),
      lossy: this.#lossy,
    });
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#last = null;
    this.#sent = [];
    this.#lossy = false;
  }

  #judge(layers: readonly SentLayer[]): void {
    const packets = layers.reduce((sum, layer) => sum + (layer.packetsSent ?? 0), 0);
    const again = layers.reduce((sum, layer) => sum + (layer.retransmittedPacketsSent ?? 0), 0);
    this.#sent = [...this.#sent.slice(1 - readings), { packets, again }];
    const first = this.#sent[0];
    if (first === undefined || this.#sent.length < readings || packets <= first.packets) return;
    const share = (again - first.again) / (packets - first.packets);
    this.#lossy = share >= (this.#lossy ? lossyUntil : lossyFrom);
  }
}
