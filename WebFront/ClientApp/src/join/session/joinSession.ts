import { post, type Problem, type Result } from '../../shared/api';
import { at, within } from '../../shared/base';
import type { JoinPass } from '../../shared/contract';
import { loadLiveKit } from '../../shared/media/livekit';
import { onReturn } from '../../shared/presence';
import { ServerClock } from '../../shared/serverClock';
import type { Camera } from '../camera/camera';
import { addressOf, entryFromAddress } from '../logic/entry';
import { turn } from '../logic/machine';
import { firstState, type Ask, type Effect, type JoinEvent, type JoinState } from '../logic/machineTypes';
import { Connections } from './connections';
import { sayGoodbye, sendGoodbye } from './goodbye';
import { Passes } from './passes';
import { reloadWhenServed } from './freshPage';
import * as storage from './storage';

/** Runs the join machine against the world: asks the server, opens connections, keeps timers, remembers. */
export class JoinSession {
  readonly clock = new ServerClock();
  #state: JoinState = firstState;
  #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #connections: Connections | null = null;

  constructor(
    private readonly camera: Camera,
    private readonly random: () => number = Math.random,
  ) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): JoinState => this.#state;

  /** Begins with what this page's address says and what this tab was doing before a reload. */
  open(): void {
    onReturn(() => this.dispatch({ type: 'returned' }));
    window.addEventListener('pagehide', () => this.#connections?.goodbye(sendGoodbye));
    this.camera.subscribe(() => {
      const { phase, track } = this.camera.state;
      // While one camera gives way to another the wall keeps the tile: nothing is unpublished for a second's gap.
      if (phase !== 'asking') this.#connections?.setCamera(track);
    });
    const entry = entryFromAddress(within(location.pathname), location.search);
    const before = storage.sessionOf(entry);
    this.dispatch({ type: 'opened', entry, ...(before ?? storage.rememberedPerson()), resume: before !== null });
  }

  readonly dispatch = (event: JoinEvent): void => {
    const { state, effects } = turn(this.#state, event);
    if (state !== this.#state) {
      // The media code is the largest part of the page: it arrives while people look at their picture.
      if (state.welcome !== this.#state.welcome && state.welcome?.media === 'livekit') preload();
      this.#state = state;
      for (const listener of this.#listeners) listener();
    }
    // Each effect that speaks does so later, never from within: order is the machine's.
    for (const effect of effects) this.#run(effect);
  };

  #run(effect: Effect): void {
    switch (effect.type) {
      case 'ask':
        return void this.#ask(effect);
      case 'retry':
        return this.#retry(effect.ms, effect.at);
      case 'connect':
        return this.#connect(effect.pass);
      case 'goodbye':
        return this.#connections?.goodbye((token, session) => void sayGoodbye(token, session));
      case 'disconnect':
        this.#connections?.close();
        this.#connections = null;
        return;
      case 'kick':
        return this.#connections?.kick();
      case 'remember-person':
        return storage.rememberPerson({ name: this.#state.name, city: this.#state.city });
      case 'remember-session':
        if (this.#state.entry !== null) storage.rememberSession(this.#state.entry, { name: this.#state.name, city: this.#state.city });
        return;
      case 'forget-session':
        return storage.forgetSession();
      case 'show-address':
        // A reload or a bookmark opens the same again.
        return history.replaceState(null, '', withDebug(at(addressOf(effect.entry))));
    }
  }

  async #ask(ask: Ask): Promise<void> {
    clearTimeout(this.#timer);
    const result = await joinCall(ask);
    if (result.ok) return this.dispatch({ type: 'answered', call: ask.call, pass: result.value });
    const { serverTime } = result.problem.more;
    if (typeof serverTime === 'string') this.clock.seed(serverTime);
    this.dispatch({ type: 'refused', call: ask.call, problem: result.problem });
  }

  #retry(ms: number, at: string | null): void {
    clearTimeout(this.#timer);
    const toTime = at === null ? Number.NaN : Date.parse(at) - this.clock.now();
    // Spread over a second or more: everyone waits for the same doors and for the same server.
    const wait = toTime > 0 && toTime < ms ? toTime + 1_000 * this.random() : ms * (0.75 + this.random() / 2);
    this.#timer = setTimeout(() => this.dispatch({ type: 'retry-due' }), wait);
  }

  #connect(pass: JoinPass): void {
    this.#connections?.close();
    const { entry, name, city } = this.#state;
    if (entry === null) return;
    const askAgain = () => joinCall({ entry, name, city, takeOver: false });
    const onRefused = (problem: Problem) => this.dispatch({ type: 'pass-refused', problem });
    const passes = new Passes(pass, askAgain, onRefused, (fresh) => {
      // A simulation began or ended, or LiveKit was configured: other media from here on.
      if (fresh.media !== pass.media) this.#connect(fresh);
    });
    this.#connections = new Connections(pass.media, passes, this.clock, this.dispatch);
    this.#connections.open(this.camera.state.track);
  }
}

function preload(): void {
  loadLiveKit().catch(reloadWhenServed);
}

/** `POST /api/v1/join`: the one question of this page. */
function joinCall({ entry, name, city, takeOver }: Pick<Ask, 'entry' | 'name' | 'city' | 'takeOver'>): Promise<Result<JoinPass>> {
  const who = entry.kind === 'code' ? { code: entry.code, name, ...(city !== '' && { city }) } : { key: entry.key, ...(entry.code !== null && { code: entry.code }), ...(entry.service !== undefined && { service: entry.service }) };
  return post<JoinPass>('/api/v1/join', { ...who, device: storage.deviceId(), ...(takeOver && { takeOver }) });
}

/** Keeps `?debug=1` through changes of the address. */
function withDebug(address: string): string {
  const url = new URL(address, location.href);
  if (new URLSearchParams(location.search).get('debug') === '1') url.searchParams.set('debug', '1');
  return url.pathname + url.search;
}
