/** What WebRTC says of the sent picture at one moment. Counts only ever grow, until the browser starts them anew. */
export interface Reading {
  /** Milliseconds. */
  readonly at: number;
  readonly frames: number;
  readonly bytes: number;
  readonly packets: number;
  /** Packets that the server asked for once more, because they were lost on the way. */
  readonly again: number;
  /** Another number whenever anything came back from the server (acknowledgements, reports); null where the browser does not say. */
  readonly heard: number | null;
}

export interface Measured {
  readonly sending: boolean;
  readonly fps: number | null;
  readonly kbps: number | null;
  readonly lossy: boolean;
  readonly cut: boolean;
}

/** Milliseconds between readings. */
const every = 500;
/** Frames are counted over so many milliseconds: a slow machine may take one to make a frame. */
const span = 2_000;
/** A server acknowledges pictures many times a second; after so many milliseconds without a word it does not get them. */
const deaf = 2_500;
/** Loss comes in gusts: it is judged over so many milliseconds. */
const gust = 10_000;
/** Share of packets sent twice from which a line counts as lossy, and below which no longer. Up to here nobody sees it. */
const lossyFrom = 0.1;
const lossyUntil = 0.05;

const nothing: Measured = { sending: false, fps: null, kbps: null, lossy: false, cut: false };

/** Measures whether frames really leave and arrive: a published track with a dead camera or line sends none, whatever its connection says. */
export class SendMeter {
  #timer: ReturnType<typeof setInterval> | undefined;
  #readings: Reading[] = [];
  #heard: Reading | null = null;
  #lossy = false;

  constructor(private readonly onMeasured: (measured: Measured) => void) {}

  start(stats: () => Promise<RTCStatsReport | undefined>): void {
    this.stop();
    const look = () => {
      stats().then(
        (report) => this.take(readingOf(report)),
        () => this.onMeasured(nothing),
      );
    };
    // It takes two readings to say anything: with the first one now, volunteers wait less.
    look();
    this.#timer = setInterval(look, every);
  }

  /** Compares one reading with those before. */
  take(now: Reading | null): void {
    const last = this.#readings.at(-1);
    if (now === null || (last !== undefined && now.at <= last.at)) return;
    if (last !== undefined && now.frames < last.frames) this.#forget();
    this.#readings.push(now);
    while ((this.#readings[1]?.at ?? Number.POSITIVE_INFINITY) <= now.at - gust) this.#readings.shift();
    if (now.heard !== this.#heard?.heard) this.#heard = now;
    const from = this.#readings.findLast(({ at }) => at <= now.at - span) ?? this.#readings[0];
    if (from === undefined || from === now) return;
    const seconds = (now.at - from.at) / 1000;
    const cut = this.#isCut(now);
    this.onMeasured({
      sending: now.frames > from.frames && !cut,
      fps: Math.round(((now.frames - from.frames) / seconds) * 10) / 10,
      kbps: Math.round(((now.bytes - from.bytes) * 8) / seconds / 1000),
      lossy: this.#judge(now),
      cut,
    });
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#forget();
  }

  #forget(): void {
    this.#readings = [];
    this.#heard = null;
    this.#lossy = false;
  }

  /** Browsers go on counting frames that leave into a dead line. Without frames there is nothing to acknowledge. */
  #isCut(now: Reading): boolean {
    const heard = this.#heard;
    return heard !== null && heard.heard !== null && now.at - heard.at >= deaf && now.frames > heard.frames;
  }

  #judge(now: Reading): boolean {
    const first = this.#readings[0];
    if (first === undefined || now.at - first.at < gust || now.packets <= first.packets) return this.#lossy;
    const share = (now.again - first.again) / (now.packets - first.packets);
    this.#lossy = share >= (this.#lossy ? lossyUntil : lossyFrom);
    return this.#lossy;
  }
}

/** The part of WebRTC's statistics in use; everything in it is optional by its standard. */
interface Stats {
  readonly type: string;
  readonly timestamp: number;
  readonly framesSent?: number;
  readonly bytesSent?: number;
  readonly packetsSent?: number;
  readonly retransmittedPacketsSent?: number;
  readonly bytesReceived?: number;
  readonly responsesReceived?: number;
}

/** Null while nothing is sent at all. */
export function readingOf(report: RTCStatsReport | undefined): Reading | null {
  const all: Stats[] = [];
  report?.forEach((stats: Stats) => void all.push(stats));
  const sent = all.filter(({ type }) => type === 'outbound-rtp');
  const told = all.filter(({ type }) => type === 'candidate-pair' || type === 'remote-inbound-rtp');
  const at = sent[0]?.timestamp;
  if (at === undefined) return null;
  const sum = (of: (stats: Stats) => number | undefined) => sent.reduce((total, stats) => total + (of(stats) ?? 0), 0);
  return {
    at,
    frames: sum((stats) => stats.framesSent),
    bytes: sum((stats) => stats.bytesSent),
    packets: sum((stats) => stats.packetsSent),
    again: sum((stats) => stats.retransmittedPacketsSent),
    heard: told.length === 0 ? null : told.reduce((total, stats) => total + heardIn(stats), 0),
  };
}

/** A report of the server bears the time at which it came; a pair of candidates counts what comes back over it. */
const heardIn = ({ type, timestamp, bytesReceived = 0, responsesReceived = 0 }: Stats): number =>
  type === 'candidate-pair' ? bytesReceived + responsesReceived : timestamp;
