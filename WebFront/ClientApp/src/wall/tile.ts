import type { Seat } from '../shared/contract';
import type { WallMedia } from '../shared/media';
import { FrameCounter } from '../shared/media/frameCounter';
import { element, setData, setText } from './dom';
import type { Rect } from './gridFit';
import { isExpected, stateWords, tileState, type TileFacts, type TileState } from './tileState';

/** Where a tile stands: on show, getting ready behind the page, or fading out after a turn. */
export type TileRole = 'visible' | 'warm' | 'leaving';

/** Characters of a name from which the label gives it two lines of small letters, and has no room for the city. */
const longName = 20;

/** One church on the wall. The element and its video live as long as the church is near the page. */
export class Tile {
  readonly element = element('div', 'tile');
  readonly #video = element('video', 'tile-video');
  readonly #label = element('div', 'tile-label');
  readonly #name = element('span', 'tile-name');
  readonly #city = element('span', 'tile-city');
  readonly #card = element('div', 'tile-card');
  readonly #cardName = element('span', 'card-name');
  readonly #cardCity = element('span', 'card-city');
  readonly #cardWords = element('span', 'card-words');
  readonly #counter: FrameCounter;
  #seat: Seat;
  #rect: Rect | null = null;
  #state: TileState = 'joining';
  #role: TileRole | null = null;
  #media: WallMedia | null = null;
  #detach: (() => void) | null = null;
  #attached: string | null = null;
  #picture: TileFacts['picture'] = 'none';

  /** @param onShown called with the number of new frames while the tile is on show. */
  constructor(seat: Seat, onShown: (frames: number) => void) {
    this.#seat = seat;
    this.#video.muted = true;
    this.#video.autoplay = true;
    this.#video.playsInline = true;
    this.#video.disablePictureInPicture = true;
    this.#video.setAttribute('aria-hidden', 'true');
    this.#video.tabIndex = -1;
    for (const text of [this.#name, this.#city, this.#cardName, this.#cardCity]) text.dir = 'auto';
    // The label repeats the card's words under the picture; one of the two is read out.
    this.#label.setAttribute('aria-hidden', 'true');
    this.#label.append(this.#name, this.#city);
    this.#card.append(this.#cardName, this.#cardCity, this.#cardWords);
    this.element.setAttribute('role', 'listitem');
    this.element.append(this.#video, this.#label, this.#card);
    // An element without a running stream is black, long before eight seconds have passed.
    for (const event of ['emptied', 'ended']) this.#video.addEventListener(event, () => this.#lose());
    this.#counter = new FrameCounter(this.#video, (frames) => {
      this.#picture = 'flowing';
      if (this.#role === 'visible') onShown(frames);
      if (this.#state !== 'live') this.check();
    });
  }

  get seat(): Seat {
    return this.#seat;
  }

  get state(): TileState {
    return this.#state;
  }

  get role(): TileRole | null {
    return this.#role;
  }

  get frames(): number {
    return this.#counter.frames;
  }

  /** True when a picture should be moving here, whether it does or not. */
  get isExpected(): boolean {
    return this.#media !== null && isExpected(this.#seat);
  }

  update(seat: Seat, media: WallMedia | null): void {
    this.#seat = seat;
    setText(this.#name, seat.name);
    setText(this.#city, seat.city ?? '');
    this.#label.classList.toggle('long', seat.name.length > longName);
    setText(this.#cardName, seat.name);
    setText(this.#cardCity, seat.city ?? '');
    setData(this.element, 'seat', seat.seat);
    setData(this.element, 'church', seat.churchId);
    this.element.style.setProperty('--hue', String(hueOf(seat.churchId)));
    this.#follow(seat.state === 'live' ? seat.trackSid : null, media);
    this.check();
  }

  place(rect: Rect, large: boolean): void {
    const old = this.#rect;
    this.element.classList.toggle('large', large);
    if (old?.left === rect.left && old.top === rect.top && old.width === rect.width && old.height === rect.height) return;
    this.#rect = rect;
    const { style } = this.element;
    style.left = `${rect.left}px`;
    style.top = `${rect.top}px`;
    style.width = `${rect.width}px`;
    style.height = `${rect.height}px`;
    style.setProperty('--unit', `${rect.height / 100}px`);
    this.element.classList.toggle('small', rect.height < 150);
  }

  play(role: TileRole): void {
    if (role === this.#role) return;
    this.#role = role;
    const { dataset } = this.element;
    delete dataset['tile'];
    delete dataset['warm'];
    if (role === 'visible') dataset['tile'] = '';
    else dataset['warm'] = '';
    this.element.setAttribute('aria-hidden', String(role !== 'visible'));
    this.element.classList.toggle('shown', role === 'visible');
    this.check();
  }

  /** Compares what is shown with what is so; call twice a second. */
  check(): void {
    this.#counter.poll();
    const state = tileState({
      seat: this.#seat,
      hasMedia: this.#media !== null,
      picture: this.#picture,
      sinceFrame: performance.now() - this.#counter.lastAt,
    });
    setData(this.element, 'frames', this.#counter.frames);
    if (state === this.#state && this.element.dataset['state'] === state) return;
    this.#state = state;
    setData(this.element, 'state', state);
    setText(this.#cardWords, stateWords[state]);
  }

  /** The wall itself was out of sight or asleep: pictures get their time anew. */
  forgive(): void {
    this.#counter.forgive();
  }

  dispose(): void {
    this.#counter.stop();
    this.#detach?.();
    this.#video.srcObject = null;
    this.element.remove();
  }

  #follow(trackSid: string | null, media: WallMedia | null): void {
    if (trackSid === this.#attached && media === this.#media) return;
    this.#detach?.();
    this.#detach = trackSid === null || media === null ? null : media.attach(trackSid, this.#video);
    this.#attached = trackSid;
    this.#media = media;
    this.#picture = 'none';
    this.#counter.forgive();
  }

  #lose(): void {
    if (this.#picture !== 'flowing') return;
    this.#picture = 'lost';
    this.check();
  }
}

/** A quiet colour of its own for each church's name card. */
function hueOf(text: string): number {
  let hash = 7;
  for (let i = 0; i < text.length; i++) hash = (hash * 31 + text.charCodeAt(i)) % 3600;
  return 190 + (hash % 120);
}
