import type { MediaConnection, WallMedia } from '../shared/media';

/** Media without pictures: tests see what is wanted and attached, and say when a frame comes. */
export class FakeWallMedia implements WallMedia {
  visible: readonly string[] = [];
  warm: readonly string[] = [];
  readonly attached = new Map<string, HTMLVideoElement>();
  readonly #frames = new WeakMap<HTMLVideoElement, number>();
  connection: MediaConnection = 'open';

  get subscribed(): number {
    return this.visible.length + this.warm.length;
  }

  connect(): void {
    this.connection = 'open';
  }

  setVisible(visible: readonly string[], warm: readonly string[]): void {
    this.visible = visible;
    this.warm = warm;
  }

  attach(trackSid: string, element: HTMLVideoElement): () => void {
    this.attached.set(trackSid, element);
    return () => this.attached.delete(trackSid);
  }

  frame(trackSid: string): void {
    const video = this.attached.get(trackSid);
    if (video === undefined) throw new Error(`${trackSid} is not attached`);
    const total = (this.#frames.get(video) ?? 0) + 1;
    this.#frames.set(video, total);
    video.getVideoPlaybackQuality = () => ({ totalVideoFrames: total }) as VideoPlaybackQuality;
  }

  close(): void {
    this.connection = 'closed';
  }
}
