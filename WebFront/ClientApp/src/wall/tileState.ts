import type { Seat } from '../shared/contract';

/** What a tile honestly shows: a picture only while one flows, else the church's name and why. */
export type TileState = 'live' | 'loading' | 'joining' | 'reconnecting' | 'muted' | 'frozen' | 'plain';

export interface TileFacts {
  readonly seat: Pick<Seat, 'state' | 'trackSid' | 'muted' | 'mutedByProducer'>;
  /** False in a service without media: names are all there is. */
  readonly hasMedia: boolean;
  /** `none` until a frame of the present track came; `lost` when the stream was taken away after that. */
  readonly picture: 'none' | 'flowing' | 'lost';
  /** Milliseconds since the last new frame. */
  readonly sinceFrame: number;
}

/** Milliseconds without a new frame after which a picture is no longer believed; a hiccup of two seconds is. */
export const frozenAfter = 8_000;

/** Milliseconds without a new frame that a flowing picture may take. */
const hiccup = 2_000;

/** True when a picture should be moving, whether it does or not. */
export const isExpected = (seat: TileFacts['seat']): boolean => seat.state === 'live' && seat.trackSid !== null && !seat.muted;

export function tileState({ seat, hasMedia, picture, sinceFrame }: TileFacts): TileState {
  if (seat.state === 'reconnecting') return 'reconnecting';
  // That a church stopped its own picture is heard up to half a minute late: frames that flow know better.
  if (seat.mutedByProducer || (seat.muted && (picture !== 'flowing' || sinceFrame >= hiccup))) return 'muted';
  if (seat.state !== 'live' || seat.trackSid === null) return 'joining';
  if (!hasMedia) return 'plain';
  if (picture === 'none') return 'loading';
  return picture === 'lost' || sinceFrame >= frozenAfter ? 'frozen' : 'live';
}

/** Words for people in the hall; none where the name alone says it. */
export const stateWords: Readonly<Record<TileState, string>> = {
  live: '',
  plain: '',
  loading: '',
  joining: 'Joining…',
  reconnecting: 'Reconnecting…',
  muted: 'Camera off',
  frozen: 'Picture paused',
};
