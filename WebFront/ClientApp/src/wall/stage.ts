import type { WallMedia } from '../shared/media';
import { element } from './dom';
import type { PlacedSeat, WallPlan } from './plan';
import { Tile } from './tile';

/** Milliseconds of the cross-fade at a turn; the style sheet has the same number. */
const fade = 450;

/**
 * The tiles on and near the screen. Tiles are kept by church and only ever moved, shown or hidden by style: a video
 * element that is taken out of the document stops, and a wall has no black moment.
 */
export class Stage {
  readonly element = element('div', 'stage');
  /** Frames that tiles on show have shown since the page began; only ever grows. */
  frames = 0;
  readonly #tiles = new Map<string, Tile>();
  #plan: WallPlan | null = null;
  #media: WallMedia | null = null;
  #leavingUntil = 0;
  #fading: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly reducedMotion: () => boolean) {
    this.element.setAttribute('role', 'list');
    this.element.setAttribute('aria-label', 'Churches on the wall');
  }

  get visible(): readonly Tile[] {
    return [...this.#tiles.values()].filter((tile) => tile.role === 'visible');
  }

  setMedia(media: WallMedia | null): void {
    this.#media = media;
    if (this.#plan !== null) this.apply(this.#plan);
  }

  apply(plan: WallPlan): void {
    const turned = this.#plan !== null && (this.#plan.turn !== plan.turn || this.#plan.page !== plan.page);
    this.#plan = plan;
    if (turned && !this.reducedMotion()) this.#holdLeaving();
    const fadingOut = performance.now() < this.#leavingUntil;
    const wanted = new Map<string, PlacedSeat>();
    // While the old page fades out it takes the place of the one after next: never more than two pages are subscribed.
    for (const placed of fadingOut ? [] : plan.warm) wanted.set(placed.seat.churchId, placed);
    for (const placed of plan.visible) wanted.set(placed.seat.churchId, placed);
    const shown = new Set(plan.visible.map(({ seat }) => seat.churchId));
    for (const [church, tile] of this.#tiles) {
      if (wanted.has(church)) continue;
      if (fadingOut && turned && tile.role === 'visible') tile.play('leaving');
      else if (!(fadingOut && tile.role === 'leaving')) this.#drop(church, tile);
    }
    for (const [church, placed] of wanted) this.#put(church, placed, shown.has(church), fadingOut);
    this.#subscribe();
  }

  /** A church that is gone, hidden or removed leaves at once, fading or not. */
  keepOnly(isSeated: (churchId: string) => boolean): void {
    for (const [church, tile] of this.#tiles) if (!isSeated(church)) this.#drop(church, tile);
  }

  check(): void {
    for (const tile of this.#tiles.values()) tile.check();
  }

  forgive(): void {
    for (const tile of this.#tiles.values()) tile.forgive();
  }

  #put(church: string, { seat, rect, large }: PlacedSeat, isShown: boolean, fadingOut: boolean): void {
    let tile = this.#tiles.get(church);
    if (tile === undefined) {
      tile = new Tile(seat, (frames) => (this.frames += frames));
      this.#tiles.set(church, tile);
      this.#insert(tile);
    }
    tile.update(seat, this.#media);
    tile.place(rect, large);
    if (isShown) tile.play('visible');
    else if (!(fadingOut && tile.role === 'leaving')) tile.play('warm');
  }

  /** In the order of seats, for those who read the page; nothing that is there is moved for it. */
  #insert(tile: Tile): void {
    let after: Tile | null = null;
    for (const other of this.#tiles.values())
      if (other !== tile && other.seat.seat > tile.seat.seat && (after === null || other.seat.seat < after.seat.seat)) after = other;
    this.element.insertBefore(tile.element, after?.element ?? null);
  }

  #drop(church: string, tile: Tile): void {
    this.#tiles.delete(church);
    tile.dispose();
  }

  #holdLeaving(): void {
    this.#leavingUntil = performance.now() + fade;
    clearTimeout(this.#fading);
    this.#fading = setTimeout(() => {
      this.#leavingUntil = 0;
      if (this.#plan !== null) this.apply(this.#plan);
    }, fade);
  }

  #subscribe(): void {
    const sids = (shown: boolean) =>
      [...this.#tiles.values()]
        .filter((tile) => (tile.role === 'visible') === shown && tile.seat.state === 'live')
        .flatMap((tile) => tile.seat.trackSid ?? []);
    this.#media?.setVisible(sids(true), sids(false));
  }
}
