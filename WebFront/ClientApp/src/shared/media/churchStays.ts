import { HubRefused } from '../hubConnection';
import { Backoff, Pause } from '../retry';
import { ChurchStateBox } from './churchState';
import type { ChurchMedia, ChurchMediaState, MediaEnd, MediaPass } from './types';

/** A church's sending side, whatever carries the picture: one stay in the room after the other, until the room or the page ends it. */
export abstract class ChurchStays implements ChurchMedia {
  protected readonly box: ChurchStateBox;
  readonly #pause = new Pause();
  readonly #backoff = new Backoff();
  #started = false;
  #over = false;

  /** @param pass a fresh one for each try; `HubRefused` ends it. */
  constructor(
    private readonly pass: () => Promise<MediaPass>,
    onState: (state: ChurchMediaState) => void,
  ) {
    this.box = new ChurchStateBox(onState);
  }

  abstract setCamera(track: MediaStreamTrack | null): void;
  abstract setMuted(muted: boolean): void;

  /** What a stay needs beside its pass; a pass is only asked for when it is there. */
  protected abstract prepare(): Promise<void>;
  /** One stay in the room; the reason when the room ended it for good, null when it was lost. */
  protected abstract stay(pass: MediaPass): Promise<MediaEnd | null>;
  /** Ends the present stay, if there is one. */
  protected abstract leave(): void;

  get state(): ChurchMediaState {
    return this.box.state;
  }

  connect(): void {
    if (this.#started) return;
    this.#started = true;
    void this.#run();
  }

  kick(): void {
    this.#backoff.reset();
    this.#pause.cut();
  }

  close(): void {
    this.#over = true;
    this.#pause.cut();
    this.leave();
    this.box.lost({ connection: 'closed' });
  }

  /** The room let us in: the next loss is a first one again. */
  protected arrived(participantSid: string | null): void {
    this.#backoff.reset();
    this.box.set({ connection: 'open', participantSid });
  }

  async #run(): Promise<void> {
    this.box.set({ connection: 'connecting' });
    while (!this.#isOver()) {
      try {
        await this.prepare();
        const end = await this.stay(await this.pass());
        if (end !== null) return this.#finish(end);
      } catch (fault) {
        if (fault instanceof HubRefused) return this.#finish('REFUSED');
      }
      if (this.#isOver()) return;
      this.box.lost({ connection: 'retrying' });
      await this.#pause.wait(this.#backoff.next());
    }
  }

  #isOver(): boolean {
    return this.#over;
  }

  #finish(end: MediaEnd): void {
    this.#over = true;
    this.leave();
    this.box.lost({ connection: 'closed', end });
  }
}
