/**
 * Wire types of the outside contract, version 1, that more than one page uses.
 * Messages that pages apply to their state are checked in `parse.ts`; the answers of plain API calls are typed here
 * and trusted, because the server that serves this page wrote them.
 */

export type ServiceState = 'scheduled' | 'live' | 'ended';

/** From `hidden` on they reach the console only, never a wall; `away` (gone for good, or never came) stands in the API's roster only. */
export type SeatState = 'live' | 'joining' | 'reconnecting' | 'away' | 'hidden' | 'waiting' | 'removed' | 'denied';

/**
 * Where pictures come from: a LiveKit server, or without one directly from browser to browser; `simulated` where the service has
 * simulated churches too.
 */
export type MediaKind = 'livekit' | 'direct' | 'simulated';

/** The turns of the walls as a formula; `epoch` is ISO 8601 UTC, a held turn stops them. */
export interface PageClock {
  readonly epoch: string;
  readonly intervalSeconds: number;
  readonly heldTurn: number | null;
}

export interface NameWish {
  readonly name: string;
  readonly city: string;
}

/** One church's place. Negative seat numbers (console only) are churches that wait or were removed. */
export interface Seat {
  readonly seat: number;
  readonly churchId: string;
  readonly identity: string;
  readonly name: string;
  readonly city: string | null;
  readonly state: SeatState;
  readonly participantSid: string | null;
  readonly trackSid: string | null;
  /** The picture is stopped, by the church itself or by a producer. */
  readonly muted: boolean;
  /** Another name and city that an admitted church asks for (console only). */
  readonly wish: NameWish | null;
  /** A producer stopped it, and may let it flow again. */
  readonly mutedByProducer: boolean;
  /** ISO 8601 UTC; since when the church is in this state, where the server says so. */
  readonly since: string | null;
}

/** What a service looks like to a watcher at one revision. */
export interface Snapshot {
  readonly serviceId: string;
  readonly revision: number;
  /** The history in which the revision counts, another one after a restore; null from an older server. */
  readonly epoch: string | null;
  readonly serverTime: string | null;
  readonly state: ServiceState;
  readonly title: string;
  /** ISO 8601 UTC; null when the service has no planned start. */
  readonly startsAt: string | null;
  readonly pageSize: number;
  readonly screens: number;
  readonly clock: PageClock;
  readonly pages: number;
  readonly blank: boolean;
  /** The doors are locked: guests who are not in stay out. */
  readonly locked: boolean;
  /** Church ids shown large on every page. */
  readonly spotlight: readonly string[];
  readonly seats: readonly Seat[];
}

/** Changed fields of one seat; a whole seat when the church is new there. */
export type SeatPatch = { readonly seat: number } & Partial<Omit<Seat, 'seat'>>;

/** What changed between two revisions. */
export interface Delta extends Partial<Omit<Snapshot, 'serviceId' | 'revision' | 'epoch' | 'serverTime' | 'seats'>> {
  readonly from: number;
  readonly to: number;
  readonly serviceId?: string;
  readonly seats: readonly SeatPatch[];
  readonly removed: readonly number[];
}

/** Answer of `Watch`: everything, or what was missed since the revision that was given. */
export type WatchAnswer =
  | { readonly kind: 'snapshot'; readonly snapshot: Snapshot }
  | { readonly kind: 'missed'; readonly serviceId: string; readonly serverTime: string | null; readonly deltas: readonly Delta[] };

export interface WatchRequest {
  serviceId: string;
  revision?: number;
  /** Of the snapshot that the revision leads on from. */
  epoch?: string;
  screen?: number;
  causes?: boolean;
}

/** What a wall tells the server every five seconds. */
export interface WallBeat {
  screen: number;
  page: number | null;
  /** Pictures that should be moving. */
  tiles: number;
  /** Shown on them since the last beat. */
  frames: number;
  fps: number;
}

/** One wall as the console sees it. */
export interface WallReport {
  readonly wallId: string;
  readonly screen: number;
  readonly since: string;
  readonly lastBeat: string | null;
  readonly page: number | null;
  readonly tiles: number;
  readonly frames: number;
  readonly status: 'ok' | 'stalled' | 'gone';
}

/** Answer of `Watch` and argument of `changed` on the church hub: always the whole. */
export interface ChurchView {
  readonly serviceId: string;
  readonly churchId: string;
  readonly name: string;
  readonly city: string | null;
  readonly title: string;
  /** ISO 8601 UTC; null when the service has no planned start. */
  readonly startsAt: string | null;
  readonly state: 'waiting' | 'seated' | 'hidden' | 'removed' | 'ended' | 'absent';
  readonly live: boolean;
  readonly seat: number | null;
  readonly page: number | null;
  /** By a producer. What the page's own camera does is never told here: it would be an order to itself. */
  readonly muted: boolean;
  readonly spotlight: boolean;
  readonly blank: boolean;
  readonly clock: PageClock;
  readonly pages: number;
  readonly screens: number;
  readonly pageSize: number;
  readonly serviceState: ServiceState;
  readonly serverTime: string | null;
  readonly admission: 'admitted' | 'waiting';
}

/** `POST /api/v1/wall`. */
export interface WallPass {
  readonly token: string;
  readonly livekitUrl: string | null;
  readonly room: string;
  readonly serviceId: string;
  /** From 0. */
  readonly screen: number;
  readonly hubToken: string;
  readonly media: MediaKind;
  readonly title: string;
  /** ISO 8601 UTC; null when the service has no planned start. */
  readonly startsAt?: string | null;
}

/** `POST /api/v1/join`. */
export interface JoinPass {
  readonly token: string;
  readonly livekitUrl: string | null;
  readonly room: string;
  readonly identity: string;
  /** `wish`: the name that it asked for, while a producer has not said yes. */
  readonly church: { readonly id: string; readonly name: string; readonly wish?: string };
  readonly service: { readonly id: string; readonly title: string; readonly state: ServiceState; readonly startsAt?: string | null };
  readonly hubToken: string;
  readonly media: MediaKind;
  readonly admission: 'admitted' | 'waiting';
}

/** `GET /api/v1/config`. */
export interface BrowserConfig {
  readonly version: string;
  readonly livekitUrl: string | null;
  readonly media: 'livekit' | 'direct';
  readonly features: readonly string[];
}
