/**
 * Media behind one small interface, with three implementations: LiveKit; where there is none, pictures that go from browser
 * to browser; and synthetic ones of simulated churches, for demos, rehearsals and tests. Pages know tracks by their LiveKit sid only.
 */

/** What it takes to connect once; asked for again at every try, because LiveKit tokens live ten minutes. */
export interface MediaPass {
  readonly token: string;
  /** Null without LiveKit. */
  readonly livekitUrl: string | null;
}

export type MediaConnection = 'idle' | 'connecting' | 'open' | 'retrying' | 'closed';

/** The receiving side, of walls and of the console's thumbnails. */
export interface WallMedia {
  /** Starts, and keeps trying for ever; returns at once. */
  connect(): void;
  /**
   * Says which tracks are wanted: `visible` ones at full speed, `warm` ones ready for the next turn. Every other track
   * is unsubscribed. Unknown sids are subscribed as soon as they appear.
   */
  setVisible(visible: readonly string[], warm: readonly string[]): void;
  /** Shows a track in an element, now or as soon as it flows; the returned function takes it out again. */
  attach(trackSid: string, element: HTMLVideoElement): () => void;
  /** Number of tracks subscribed at this moment. */
  readonly subscribed: number;
  readonly connection: MediaConnection;
  close(): void;
}

/** Why a church's media ended for good, in LiveKit's terms; `ROOM_FULL`: without LiveKit a room has only so many cameras. */
export type MediaEnd = 'DUPLICATE_IDENTITY' | 'PARTICIPANT_REMOVED' | 'ROOM_DELETED' | 'ROOM_FULL' | 'REFUSED';

export interface ChurchMediaState {
  readonly connection: MediaConnection;
  /** Set when the connection is closed and the page must not rejoin by itself. */
  readonly end: MediaEnd | null;
  /** True while the server has our track. */
  readonly published: boolean;
  /** True while frames really leave this machine (measured), false within a few seconds of them stopping. */
  readonly sending: boolean;
  /** Measured: frames a second that leave, and kilobits a second; null while unknown. */
  readonly fps: number | null;
  readonly kbps: number | null;
  /** True while much of what leaves has to be sent again (measured): the picture may stutter on the wall. */
  readonly lossy: boolean;
  /** True while nothing of what leaves is acknowledged (measured): the line is dead, however open it looks. */
  readonly cut: boolean;
  readonly trackSid: string | null;
  /** This page's session in the room, the last one while there is none; null before the first. */
  readonly participantSid: string | null;
}

/** The sending side, of a church. */
export interface ChurchMedia {
  readonly state: ChurchMediaState;
  /** Starts, publishes the camera whenever it is connected, and keeps trying for ever; returns at once. */
  connect(): void;
  /** Sets or replaces the camera; null unpublishes. */
  setCamera(track: MediaStreamTrack | null): void;
  /**
   * Pauses or resumes the picture as the producer wants it, and only so. LiveKit lets the server mute a track, but only its
   * owner may unmute it: whoever else mutes it, it does not stay so. Unless told, the picture is not paused.
   */
  setMuted(muted: boolean): void;
  /** Tries again now (network back, page in front again). */
  kick(): void;
  close(): void;
}

export const idleChurchMedia: ChurchMediaState = {
  connection: 'idle',
  end: null,
  published: false,
  sending: false,
  fps: null,
  kbps: null,
  lossy: false,
  cut: false,
  trackSid: null,
  participantSid: null,
};
