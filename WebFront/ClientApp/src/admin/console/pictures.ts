import type { MediaKind } from '../../shared/contract';
import { wallMedia, type MediaPass, type WallMedia } from '../../shared/media';

interface Shown {
  readonly trackSid: string;
  readonly element: HTMLVideoElement;
  /** At full speed; otherwise a still that moves now and then is enough. */
  readonly lively: boolean;
  detach: (() => void) | null;
}

/** Milliseconds that a change of what is wanted waits for more: scrolling past a row should not subscribe to it. */
const settleFor = 120;

/** Subscribes to the pictures that are on the page at this moment and to no other. */
export class Pictures {
  readonly #shown = new Set<Shown>();
  #media: WallMedia | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly kind: MediaKind,
    private readonly pass: () => Promise<MediaPass>,
    private readonly build: typeof wallMedia = wallMedia,
  ) {}

  /** Connects; what is shown already is attached. */
  start(): () => void {
    const media = this.build(this.kind, this.pass);
    this.#media = media;
    media.connect();
    for (const shown of this.#shown) this.#attach(shown);
    this.#settle();
    return () => {
      clearTimeout(this.#timer);
      this.#media = null;
      for (const shown of this.#shown) shown.detach = null;
      media.close();
    };
  }

  /** Shows a track in an element until the returned function is called. */
  show(trackSid: string, element: HTMLVideoElement, lively: boolean): () => void {
    const shown: Shown = { trackSid, element, lively, detach: null };
    this.#shown.add(shown);
    this.#attach(shown);
    this.#settle();
    return () => {
      this.#shown.delete(shown);
      shown.detach?.();
      this.#settle();
    };
  }

  /** What is wanted now: at full speed, and as a still. */
  wanted(): { lively: string[]; still: string[] } {
    const all = [...this.#shown];
    const lively = new Set(all.filter((shown) => shown.lively).map((shown) => shown.trackSid));
    const still = new Set(all.map((shown) => shown.trackSid).filter((sid) => !lively.has(sid)));
    return { lively: [...lively], still: [...still] };
  }

  #attach(shown: Shown): void {
    shown.detach = this.#media?.attach(shown.trackSid, shown.element) ?? null;
  }

  #settle(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const { lively, still } = this.wanted();
      this.#media?.setVisible(lively, still);
    }, settleFor);
  }
}
