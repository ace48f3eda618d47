import type { MediaKind, SeatState, ServiceState } from '../../shared/contract';
import type { Role } from '../shell/roles';

export type Admission = 'open' | 'approval';
export type WallAccess = 'key' | 'code';

/** What a producer sets for a service; `PATCH` takes any part of it. */
export interface ServiceSettings {
  readonly title: string;
  /** ISO 8601 UTC; null for a service that is live from its creation. */
  readonly startsAt: string | null;
  readonly doorsMinutes: number;
  readonly pageSize: number;
  readonly rotationSeconds: number;
  readonly screens: number;
  readonly admission: Admission;
  readonly wallAccess: WallAccess;
  /** Without a church, until the service ends by itself; 0: never. */
  readonly endAfterHours: number;
  /** How many may join by the code; left out: as many as the server usually takes. */
  readonly maxGuests?: number;
}

export interface Service extends ServiceSettings {
  readonly id: string;
  readonly code: string;
  readonly room: string;
  readonly state: ServiceState;
  readonly opensAt: string | null;
  readonly createdAt: string;
  readonly endedAt: string | null;
  readonly joinUrl: string;
  /** Carries the wall key; null for those who may not open walls. */
  readonly wallUrl: string | null;
  readonly media: MediaKind;
  readonly revision: number;
  readonly counts: ServiceCounts;
}

export interface ServiceCounts {
  readonly present: number;
  readonly onWall: number;
  readonly waiting: number;
  readonly pages: number;
}

export interface ActAnswer {
  readonly revision: number;
  /** Ids of churches and names of fields; missing where only the revision is known any more. */
  readonly changed?: readonly string[];
}

/** What a producer did and any may take back. */
export interface PastAct {
  /** The service's revision after it. */
  readonly id: number;
  readonly at: string;
  readonly action: string;
  readonly by: string | null;
  readonly mine: boolean;
  readonly churchIds: readonly string[];
}

/** One page of a list; `next` is the cursor of the following one. */
export interface Listed<T> {
  readonly items: readonly T[];
  readonly next: string | null;
  readonly total: number;
}

export interface Church {
  readonly id: string;
  readonly name: string;
  readonly city: string;
  readonly externalId: string | null;
  readonly joinUrl: string;
  readonly revoked: boolean;
  readonly trusted: boolean;
  readonly createdAt: string;
}

export interface ChurchFields {
  readonly name: string;
  readonly city: string;
  readonly externalId: string | null;
  readonly trusted: boolean;
}

export interface ImportAnswer {
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly errors: readonly ImportError[];
  /** As the file's header names them; numbers without one; empty when the file cannot be read. */
  readonly columns: readonly string[];
  /** Which of them was taken for what. */
  readonly mapping: { readonly name: string | null; readonly city: string | null; readonly externalId: string | null };
  /** The first good rows. */
  readonly sample: readonly ImportSample[];
}

export interface ImportSample {
  readonly name: string;
  readonly city: string | null;
  readonly externalId: string | null;
}

export interface ImportError {
  /** The line of the file on which the row begins, the first being 1. */
  readonly row: number;
  readonly column: string | null;
  readonly message: string;
  /** That line as it stands in the file; null when no one line is at fault. */
  readonly text: string | null;
}

export interface AttendanceEntry {
  readonly churchId: string;
  readonly name: string;
  readonly city: string;
  readonly seconds: number;
  readonly onWallSeconds: number;
  /** None of a church that never came. */
  readonly intervals: readonly Stay[];
}

/** `to` is null while the church is there. */
export interface Stay {
  readonly from: string;
  readonly to: string | null;
  readonly seconds: number;
  readonly onWallSeconds: number;
}

export interface RosterEntry {
  readonly churchId: string;
  readonly name: string;
  readonly city: string | null;
  readonly state: SeatState;
  readonly seat: number | null;
  readonly page: number | null;
}

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly createdAt: string;
}

/** The only time that the key itself is told. */
export interface FreshKey extends ApiKey {
  readonly key: string;
}

export interface User {
  readonly name: string;
  readonly role: Role;
}

/** As administrators see it. */
export interface ListedUser extends User {
  /** Whether signing in takes a code too. */
  readonly secondFactor: boolean;
}

/** One's own. */
export interface Account extends User {
  /** Null for somebody who signs in by password alone. */
  readonly secondFactor: { readonly since: string; readonly recoveryCodesLeft: number } | null;
}

/** What an authenticator app needs: told this once. */
export interface AppSecret {
  /** For typing. */
  readonly secret: string;
  /** For a QR code. */
  readonly uri: string;
}

/** That a person is signed in at one browser. */
export interface Session {
  readonly id: string;
  readonly user: string;
  readonly createdAt: string;
  /** To the hour. */
  readonly lastSeenAt: string;
  /** When it ends by itself. */
  readonly endsAt: string;
  readonly address: string | null;
  /** What the browser calls itself. */
  readonly agent: string | null;
  /** The one that this page has. */
  readonly current: boolean;
}

export type ProcessStatus = 'active' | 'joining' | 'stopping' | 'gone';

/** A process of this wall; null is what it did not tell, or not in time. */
export interface WallProcess {
  readonly id: string;
  readonly name: string;
  /** Null for one that is alone. */
  readonly address: string | null;
  readonly status: ProcessStatus;
  /** The one that answered. */
  readonly self: boolean;
  readonly startedAt: string | null;
  /** Last sign of life; of one that is gone, about when it went. */
  readonly lastSeenAt: string | null;
  readonly grains: number | null;
  readonly memoryMb: number | null;
  readonly cpuPercent: number | null;
  readonly version: string | null;
}

export interface Readiness {
  readonly status: 'ready' | 'degraded' | 'unready';
  readonly parts: Readonly<Record<string, ReadyPart>>;
}

export interface ReadyPart {
  readonly state: 'ok' | 'degraded' | 'failed' | 'off';
  readonly reason: string | null;
}

export interface Preview {
  readonly token: string;
  readonly livekitUrl: string | null;
  readonly media: MediaKind;
}
