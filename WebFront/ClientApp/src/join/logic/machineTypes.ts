import type { Problem } from '../../shared/api';
import type { ChurchView, JoinPass, MediaKind } from '../../shared/contract';
import type { HubPhase } from '../../shared/hubConnection';
import { idleChurchMedia, type ChurchMediaState } from '../../shared/media/types';
import type { Entry } from './entry';

export type Step = 'code' | 'name' | 'green-room' | 'on-air' | 'closed';

/**
 * What the server is being asked: `check` whether a code opens anything, `enter` to be let into the green room,
 * `air` for a pass to connect with.
 */
export type Purpose = 'check' | 'enter' | 'air';

/** The question that is not settled yet: asked, or waiting to be asked again. */
export interface Pending {
  readonly purpose: Purpose;
  readonly takeOver: boolean;
  /** The page asks by itself, and nobody waits for the answer. */
  readonly quiet?: true;
}

export interface ServiceChoice {
  readonly id: string;
  readonly title: string;
  /** ISO 8601 UTC; null when it has no planned start. */
  readonly startsAt: string | null;
}

/** Why nobody new comes in now, by the server's problem codes. The page goes on by itself when that changes. */
export type Shut = 'doors_locked' | 'service_full' | 'too_many_joins';

/** What a person has to be told at the present step. */
export type Notice =
  | { readonly kind: 'empty-code' | 'unknown-code' | 'unknown-link' | 'ended' | 'offline' | 'still-closed' }
  /** Times are ISO 8601 UTC; null when the server did not say. */
  | { readonly kind: 'doors'; readonly opensAt: string | null; readonly startsAt: string | null; readonly title: string | null }
  /** Several services are open to a personal link. */
  | { readonly kind: 'choose'; readonly services: readonly ServiceChoice[] }
  | { readonly kind: 'too-many'; readonly seconds: number }
  | { readonly kind: 'shut'; readonly why: Shut }
  | { readonly kind: 'other'; readonly title: string; readonly detail: string | null };

/** Why the page came to its last card. */
export type Closed = 'left' | 'ended' | 'removed' | 'revoked' | 'gone' | 'full' | 'kept-elsewhere';

/** What the server told when it let the church in. */
export interface Welcome {
  readonly churchName: string;
  readonly title: string;
  readonly media: MediaKind;
  readonly admission: JoinPass['admission'];
  /** ISO 8601 UTC; null when the service has no planned start. */
  readonly startsAt: string | null;
  /** The name that it asked for, while the people who run the service have not said yes. */
  readonly wish: string | null;
}

/** `joining` asks for a pass; `open` hands over to the media; `elsewhere` another device or tab has the place. */
export type Link = 'joining' | 'open' | 'elsewhere';

export interface Air {
  readonly link: Link;
  readonly media: ChurchMediaState;
  readonly hub: HubPhase;
  readonly view: ChurchView | null;
  /** True once a frame has left. */
  readonly hasSent: boolean;
}

export interface JoinState {
  readonly step: Step;
  readonly entry: Entry | null;
  /** The text in the code field. */
  readonly typed: string;
  readonly name: string;
  readonly city: string;
  readonly pending: Pending | null;
  /** Number of the last question; an answer to an older one is stale. */
  readonly call: number;
  /** Failed tries in a row. */
  readonly tries: number;
  readonly notice: Notice | null;
  /** By field, what the server has against it. */
  readonly errors: Readonly<Record<string, string>>;
  /** The server asked whether this device shall take over. */
  readonly asksTakeOver: boolean;
  readonly welcome: Welcome | null;
  readonly air: Air | null;
  readonly closed: Closed | null;
}

export type JoinEvent =
  | { readonly type: 'opened'; readonly entry: Entry | null; readonly name: string; readonly city: string; readonly resume: boolean }
  | { readonly type: 'typed'; readonly text: string }
  | { readonly type: 'code-submitted' }
  | { readonly type: 'name-submitted'; readonly name: string; readonly city: string }
  | { readonly type: 'join-pressed' | 'leave-pressed' | 'again-pressed' | 'start-over-pressed' | 'rename-pressed' }
  | { readonly type: 'service-chosen'; readonly service: string }
  | { readonly type: 'take-over-pressed' | 'take-over-declined' }
  | { readonly type: 'answered'; readonly call: number; readonly pass: JoinPass }
  | { readonly type: 'refused'; readonly call: number; readonly problem: Problem }
  /** A fresh pass for a connection that was open before was refused for good. */
  | { readonly type: 'pass-refused'; readonly problem: Problem }
  | { readonly type: 'retry-due' }
  /** The page is in front again, or the network is back. */
  | { readonly type: 'returned' }
  | { readonly type: 'media'; readonly state: ChurchMediaState }
  | { readonly type: 'hub'; readonly phase: HubPhase }
  | { readonly type: 'view'; readonly view: ChurchView };

export interface Ask {
  readonly type: 'ask';
  readonly call: number;
  readonly purpose: Purpose;
  readonly entry: Entry;
  readonly name: string;
  readonly city: string;
  readonly takeOver: boolean;
}

/** Orders to the world outside, carried out in their order. */
export type Effect =
  | Ask
  /** Sends `retry-due` after about so many milliseconds, or at a time of the server, whichever comes first. */
  | { readonly type: 'retry'; readonly ms: number; readonly at: string | null }
  | { readonly type: 'connect'; readonly pass: JoinPass }
  /** Tells the server that this church leaves for good; before `disconnect`. */
  | { readonly type: 'goodbye' }
  | { readonly type: 'disconnect' }
  /** Tells running connections to try now. */
  | { readonly type: 'kick' }
  | { readonly type: 'remember-person' }
  /** A reload of this tab comes back on air by itself, from now on or no longer. */
  | { readonly type: 'remember-session' | 'forget-session' }
  | { readonly type: 'show-address'; readonly entry: Entry | null };

export interface Turn {
  readonly state: JoinState;
  readonly effects: readonly Effect[];
}

export const idleAir: Air = { link: 'joining', media: idleChurchMedia, hub: 'connecting', view: null, hasSent: false };

export const firstState: JoinState = {
  step: 'code',
  entry: null,
  typed: '',
  name: '',
  city: '',
  pending: null,
  call: 0,
  tries: 0,
  notice: null,
  errors: {},
  asksTakeOver: false,
  welcome: null,
  air: null,
  closed: null,
};
