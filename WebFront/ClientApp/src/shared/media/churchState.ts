import { idleChurchMedia, type ChurchMediaState } from './types';

/** The state of a sending side, told only when something in it changed. */
export class ChurchStateBox {
  state: ChurchMediaState = idleChurchMedia;

  constructor(private readonly onState: (state: ChurchMediaState) => void) {}

  set(change: Partial<ChurchMediaState>): void {
    const keys = Object.keys(change) as (keyof ChurchMediaState)[];
    if (keys.every((key) => this.state[key] === change[key])) return;
    this.state = { ...this.state, ...change };
    this.onState(this.state);
  }

  /** What no longer holds once the connection is gone. */
  lost(change: Partial<ChurchMediaState>): void {
    this.set({ published: false, sending: false, fps: null, kbps: null, lossy: false, cut: false, trackSid: null, ...change });
  }
}
