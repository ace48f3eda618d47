import type { MediaKind } from '../contract';
import { DirectChurch } from './directChurch';
import { LiveKitChurch } from './livekitChurch';
import { LiveKitWall } from './livekitWall';
import { OwnRoomWall } from './ownRoomWall';
import type { ChurchMedia, ChurchMediaState, MediaPass, WallMedia } from './types';

export * from './types';
export { CameraError, openCamera, picture, type CameraFault, type CameraWish } from './profile';

/** The receiving side for a service. */
export function wallMedia(kind: MediaKind, pass: () => Promise<MediaPass>): WallMedia {
  return kind === 'livekit' ? new LiveKitWall(pass) : OwnRoomWall.open(pass);
}

/** The sending side for a service. */
export function churchMedia(
  kind: MediaKind,
  pass: () => Promise<MediaPass>,
  onState: (state: ChurchMediaState) => void,
): ChurchMedia {
  return kind === 'livekit' ? new LiveKitChurch(pass, onState) : new DirectChurch(pass, onState);
}
