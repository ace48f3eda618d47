import { picture } from './profile';
import { SyntheticPicture } from './syntheticPicture';
import { TrackElements } from './tracks';
import type { MediaConnection, WallMedia } from './types';

/** Every how many frames a warm picture is drawn: enough to have one at the turn. */
const warmEvery = 8;

/** Draws a moving picture for each wanted track; nothing comes over the network. */
export class SyntheticWall implements WallMedia {
  readonly #elements = new TrackElements();
  readonly #pictures = new Map<string, SyntheticPicture>();
  #visible: ReadonlySet<string> = new Set();
  #timer: ReturnType<typeof setInterval> | undefined;
  #beat = 0;
  connection: MediaConnection = 'idle';

  get subscribed(): number {
    return this.#pictures.size;
  }

  connect(): void {
    if (this.#timer !== undefined) return;
    this.connection = 'open';
    this.#timer = setInterval(() => this.#draw(), 1000 / picture.frameRate);
  }

  setVisible(visible: readonly string[], warm: readonly string[]): void {
    this.#visible = new Set(visible);
    const wanted = new Set([...visible, ...warm]);
    for (const [trackSid, drawn] of this.#pictures) {
      if (wanted.has(trackSid)) continue;
      this.#pictures.delete(trackSid);
      this.#elements.dropTrack(trackSid);
      drawn.close();
    }
    for (const trackSid of wanted) {
      if (this.#pictures.has(trackSid)) continue;
      const drawn = new SyntheticPicture(trackSid);
      this.#pictures.set(trackSid, drawn);
      this.#elements.setTrack(trackSid, drawn.track);
    }
  }

  attach(trackSid: string, element: HTMLVideoElement): () => void {
    return this.#elements.attach(trackSid, element);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.setVisible([], []);
    this.connection = 'closed';
  }

  #draw(): void {
    this.#beat++;
    let index = 0;
    for (const [trackSid, drawn] of this.#pictures) {
      // Warm pictures take turns, so that no beat has more to draw than another.
      if (this.#visible.has(trackSid) || (this.#beat + index) % warmEvery === 0 || drawn.frame === 0) drawn.draw();
      index++;
    }
  }
}
