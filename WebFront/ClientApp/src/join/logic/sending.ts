import type { ChurchMediaState } from '../../shared/media';

/**
 * Whether the picture really leaves, and if not, the first thing that stands in its way:
 * `paused` by the producer; `camera` no camera; `still` a camera that gives no new pictures; `joining` not connected for the first time yet; `away` the line
 * was lost, or is dead though it looks open; `blocked` it never connected, as in networks that let no video through; `starting` connected, the first frames are due; `stopped` connected, but no frames go out.
 */
export type Sending = 'yes' | 'paused' | 'camera' | 'still' | 'joining' | 'blocked' | 'away' | 'starting' | 'stopped';

export interface SendingFacts {
  readonly hasCamera: boolean;
  /** The camera is ours and gives no new pictures. */
  readonly isStill: boolean;
  /** The producer paused this picture. */
  readonly isMuted: boolean;
  readonly state: ChurchMediaState;
  /** True once a frame has left since the page joined. */
  readonly hasSent: boolean;
  /** Milliseconds since the connection opened; null while it is not open. */
  readonly openFor: number | null;
  /** Milliseconds since it is not open; null while it is. */
  readonly closedFor: number | null;
}

/** The first measurement comes after two seconds and a slow line needs a few more: until then nothing is wrong. */
const patience = 8_000;
/** A connection through the slowest detour stands within this time, or it never will. */
const longestWay = 25_000;

export function sendingOf({ hasCamera, isStill, isMuted, state, hasSent, openFor, closedFor }: SendingFacts): Sending {
  if (isMuted && state.connection === 'open') return 'paused';
  if (!hasCamera) return 'camera';
  if (state.connection === 'open' && state.cut) return 'away';
  if (isStill && state.connection === 'open') return 'still';
  if (state.sending && state.connection === 'open') return 'yes';
  if (state.connection !== 'open') return hasSent ? 'away' : (closedFor ?? 0) < longestWay ? 'joining' : 'blocked';
  return (openFor ?? 0) < patience ? 'starting' : 'stopped';
}
