import type { HubStatus } from '../shared/hubConnection';
import { countdown } from '../shared/countdown';
import { timeToNextTurn } from '../shared/pager';
import type { WallAddress } from './address';
import { Card, cardText, type CardText } from './cards';
import { DebugPanel } from './debugPanel';
import { element, setData, setText } from './dom';
import { countdownShare, planWall, type WallPlan } from './plan';
import { WallSession } from './session';
import { Stage } from './stage';
import type { Watchdog } from './watchdog';

/** The page: joins session, plan, stage and cards, and renders whenever one of them or the time moved on. */
export class Wall {
  readonly #stage: Stage;
  readonly #card = new Card();
  readonly #status = element('p', 'status');
  readonly #countdown = element('p', 'countdown');
  readonly #debug: DebugPanel | null;
  readonly #session: WallSession;
  #hub: HubStatus = { phase: 'connecting', reason: null };
  #plan: WallPlan | null = null;
  #turning: ReturnType<typeof setTimeout> | undefined;
  #beaten = { frames: 0, at: 0 };

  constructor(
    private readonly root: HTMLElement,
    private readonly address: WallAddress,
    private readonly watchdog: Watchdog,
  ) {
    const calm = window.matchMedia('(prefers-reduced-motion: reduce)');
    this.#stage = new Stage(() => calm.matches);
    this.#debug = address.debug ? new DebugPanel() : null;
    this.#session = new WallSession(address, {
      onRoster: () => this.render(),
      onStatus: (status) => {
        this.#hub = status;
        this.render();
      },
      onMedia: (media) => this.#stage.setMedia(media),
      onSign: () => watchdog.alive('hub'),
    });
    this.#build();
  }

  start(): void {
    window.addEventListener('resize', () => this.render());
    document.addEventListener('visibilitychange', () => this.#stage.forgive());
    setInterval(() => this.#tick(), 1000);
    setInterval(() => this.#stage.check(), 500);
    setInterval(() => this.#beat(), 5000);
    this.render();
    void this.#session.run();
  }

  render(): void {
    const { roster } = this.#session;
    const now = this.#session.clock.now();
    if (roster !== null) {
      const size = { width: this.root.clientWidth, height: this.root.clientHeight };
      // OBS gets the tiles and nothing else, wherever they would be.
      const planned = this.address.transparent ? { ...roster, startsAt: null } : roster;
      this.#plan = planWall(planned, this.address.screen, now, size);
      const churches = new Set([...roster.seats.values()].map((seat) => seat.churchId));
      this.#stage.keepOnly((church) => churches.has(church));
      this.#stage.apply(this.#plan);
    }
    this.#cover(now);
    this.#mark();
    this.#awaitTurn(now);
    this.watchdog.alive('rendering');
  }

  #build(): void {
    const { root, address } = this;
    root.classList.toggle('transparent', address.transparent);
    root.classList.toggle('clean', address.clean);
    root.classList.toggle('no-labels', !address.labels);
    this.#status.setAttribute('role', 'status');
    this.#countdown.setAttribute('role', 'timer');
    this.#countdown.style.height = `${countdownShare * 100}%`;
    const main = element('main', 'wall');
    const heading = element('h1', 'unseen', 'Video wall');
    main.append(heading, this.#countdown, this.#stage.element, this.#card.element, this.#status);
    if (this.#debug !== null) main.append(this.#debug.element);
    root.replaceChildren(main);
  }

  /** Covers the tiles where a card stands for them. On a transparent wall nothing at all stands for them. */
  #cover(now: number): void {
    const card = this.#cardNow(now);
    this.#stage.element.classList.toggle('covered', card !== null);
    this.#count(card === null ? (this.#plan?.startsIn ?? null) : null);
    if (card === null || this.address.transparent) this.#card.hide();
    else this.#card.show(card.kind, card.text);
    setData(this.root, 'card', card?.kind ?? null);
    // Nobody in the hall can mend the line: a word in the corner, and only when it has lasted.
    setText(this.#status, this.#hub.phase === 'stale' && !this.address.clean ? 'Reconnecting…' : '');
  }

  /** Over the tiles that are there already, how long it is until the start. */
  #count(startsIn: number | null): void {
    this.#countdown.hidden = startsIn === null;
    setText(this.#countdown, startsIn === null ? '' : `Starts in ${countdown(startsIn)}`);
  }

  #cardNow(now: number): { kind: string; text: CardText } | null {
    const { roster, title, startsAt } = this.#session;
    const facts = { title, startsAt };
    if (this.#hub.phase === 'closed') {
      if (this.#hub.reason === 'service_ended') return { kind: 'closing', text: cardText('closing', facts, now) };
      return { kind: 'refused', text: { ...cardText('title', facts, now), under: refusal(this.#hub.reason) } };
    }
    if (roster === null) return { kind: 'starting', text: cardText('title', facts, now) };
    const kind = this.#plan?.card ?? null;
    return kind === null ? null : { kind, text: cardText(kind, facts, now) };
  }

  /** What the page shows, for tests, scripts and people with developer tools. */
  #mark(): void {
    const { roster, clock, media } = this.#session;
    setData(this.root, 'page', this.#plan?.page ?? null);
    setData(this.root, 'turn', this.#plan?.turn ?? null);
    setData(this.root, 'screen', this.address.screen);
    setData(this.root, 'revision', roster?.revision ?? null);
    setData(this.root, 'pages', roster?.pages ?? null);
    setData(this.root, 'blank', roster?.blank ?? false);
    setData(this.root, 'hub', this.#hub.phase);
    setData(this.root, 'synced', clock.synced);
    setData(this.root, 'subscribed', media?.subscribed ?? 0);
  }

  #awaitTurn(now: number): void {
    clearTimeout(this.#turning);
    const { roster } = this.#session;
    const wait = roster === null ? null : timeToNextTurn(roster, now);
    // Timers keep to the beginning of long waits badly; the tick renders anyway and sets it anew.
    if (wait !== null && wait < 10_000) this.#turning = setTimeout(() => this.render(), Math.ceil(wait));
  }

  #tick(): void {
    this.#session.tick();
    if (this.#hub.phase === 'closed') this.watchdog.alive('hub');
    requestAnimationFrame(() => this.watchdog.alive('painting'));
    this.render();
    this.#debug?.show(this.root.dataset, this.#stage, this.#session.clock.uncertainty);
  }

  #beat(): void {
    const { frames, visible } = this.#stage;
    const at = performance.now();
    const seconds = (at - this.#beaten.at) / 1000;
    const live = visible.filter((tile) => tile.state === 'live').length;
    const expected = visible.filter((tile) => tile.isExpected).length;
    const fresh = frames - this.#beaten.frames;
    const fps = live === 0 ? 0 : fresh / seconds / live;
    this.#beaten = { frames, at };
    void this.#session.beat({
      screen: this.address.screen,
      page: this.#plan?.page ?? null,
      tiles: expected,
      frames: fresh,
      fps: Math.round(fps * 10) / 10,
    });
  }
}

function refusal(reason: string | null): string {
  if (reason === 'unknown_code') return 'There is no service at this address';
  return 'This wall needs a new link';
}
