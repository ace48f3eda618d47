import type { MediaKind } from '../contract';
import { LiveKitChurch } from './livekitChurch';
import { LiveKitWall } from './livekitWall';
import { SyntheticChurch } from './syntheticChurch';
import { SyntheticWall } from './syntheticWall';
import type { ChurchMedia, ChurchMediaState, MediaPass, WallMedia } from './types';

export * from './types';
export { CameraError, openCamera, picture, type CameraFault, type CameraWish } from './profile';

/** The receiving side for a service; null where there is no media at all (name cards only). */
export function wallMedia(kind: MediaKind, pass: () => Promise<MediaPass>): WallMedia | null {
  if (kind === 'livekit') return new LiveKitWall(pass);
  return kind === 'simulated' ? new SyntheticWall() : null;
}

/** The sending side for a service; null where there is no media at all. */
export function churchMedia(
  kind: MediaKind,
  pass: () => Promise<MediaPass>,
  onState: (state: ChurchMediaState) => void,
): ChurchMedia | null {
  if (kind === 'livekit') return new LiveKitChurch(pass, onState);
  return kind === 'simulated' ? new SyntheticChurch(pass, onState) : null;
}
