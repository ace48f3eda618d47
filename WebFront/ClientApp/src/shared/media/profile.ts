/** The one picture of the product: small, slow, silent. */
export const picture = { width: 240, height: 180, frameRate: 8, maxBitrate: 70_000 } as const;

/** Why there is no camera picture; the page has words for each. */
export type CameraFault = 'denied' | 'busy' | 'missing' | 'unsupported' | 'other';

export class CameraError extends Error {
  override readonly name = 'CameraError';
  constructor(
    readonly fault: CameraFault,
    cause: unknown,
  ) {
    super(`No camera: ${fault}`, { cause });
  }
}

/** Which camera: one by its id, or the one on a side of a phone. One that is gone counts as no wish. */
export interface CameraWish {
  readonly deviceId?: string;
  readonly facing?: 'user' | 'environment';
}

/**
 * Opens a camera without ever asking for the microphone. Constraints of the first question are only wishes, so the
 * capture is constrained again to exactly the profile, and left as it is where the camera cannot do that.
 * @throws CameraError
 */
export async function openCamera(wish: CameraWish = {}): Promise<MediaStreamTrack> {
  // Browsers hide mediaDevices on pages that are neither https nor localhost, whatever its type says.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined) throw new CameraError('unsupported', null);
  try {
    const track = await capture(devices, wish);
    await constrain(track);
    return track;
  } catch (cause) {
    throw cause instanceof CameraError ? cause : new CameraError(faultOf(cause), cause);
  }
}

async function capture(devices: MediaDevices, { deviceId, facing }: CameraWish): Promise<MediaStreamTrack> {
  const video: MediaTrackConstraints = {
    width: { ideal: picture.width },
    height: { ideal: picture.height },
    frameRate: { ideal: picture.frameRate },
    ...(deviceId !== undefined && { deviceId: { exact: deviceId } }),
    ...(facing !== undefined && { facingMode: { ideal: facing } }),
  };
  try {
    const stream = await devices.getUserMedia({ audio: false, video });
    const track = stream.getVideoTracks()[0];
    if (track === undefined) throw new CameraError('missing', null);
    return track;
  } catch (cause) {
    // The remembered camera was unplugged, or the browser gave it a new id: any camera is better than none.
    const isGone = cause instanceof DOMException && ['OverconstrainedError', 'NotFoundError'].includes(cause.name);
    if (isGone && deviceId !== undefined) return capture(devices, facing === undefined ? {} : { facing });
    throw cause;
  }
}

/** Brings a running capture to exactly 240x180 at no more than 8 frames a second; keeps it as it is on refusal. */
export async function constrain(track: MediaStreamTrack): Promise<boolean> {
  const { width, height, frameRate } = track.getSettings();
  if (width === picture.width && height === picture.height && (frameRate ?? 0) <= picture.frameRate) return true;
  try {
    await track.applyConstraints({
      width: { exact: picture.width },
      height: { exact: picture.height },
      frameRate: { max: picture.frameRate },
    });
    return true;
  } catch {
    return false;
  }
}

function faultOf(cause: unknown): CameraFault {
  switch (cause instanceof DOMException ? cause.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    default:
      return 'other';
  }
}
