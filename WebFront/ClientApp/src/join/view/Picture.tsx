import { CameraOff } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { CameraState } from '../camera/camera';
import { camera as words } from '../strings';
import { useJoin } from './context';
import { useFrames, useHeldFor } from './hooks';

/** The church's own picture, cut to 4:3 exactly as the wall cuts it, and not mirrored: writing on a banner stays readable. `note` is laid over it. */
export function Picture({ camera, note, className = 'border border-line' }: { camera: CameraState; note?: string | undefined; className?: string }) {
  const { camera: device } = useJoin();
  const video = useRef<HTMLVideoElement>(null);
  const { track } = camera;
  const said = note ?? (camera.paused ? words.paused : undefined);
  useEffect(() => {
    const element = video.current;
    if (element === null) return;
    element.srcObject = track === null ? null : new MediaStream([track]);
    // Autoplay starts muted pictures; some phones want to be asked as well.
    if (track !== null) element.play().catch(() => undefined);
    return () => {
      element.srcObject = null;
    };
  }, [track]);
  useFrames(video, track, (of, isFlowing) => device.flows(of, isFlowing));
  return (
    <div className={`relative aspect-4/3 w-full overflow-hidden rounded-2xl bg-[#10141c] text-white ${className}`} data-camera={camera.phase}>
      <video ref={video} autoPlay muted playsInline disablePictureInPicture aria-label={words.preview} className="size-full object-cover" hidden={track === null} />
      {said !== undefined && track !== null && <p role="status" className="absolute inset-x-3 bottom-3 rounded-lg bg-black/75 px-3 py-2 text-center">{said}</p>}
      {track === null && <Blank camera={camera} />}
    </div>
  );
}

function Blank({ camera }: { camera: CameraState }) {
  const asking = useHeldFor(camera.phase === 'asking');
  // A camera that is allowed takes a second to start; after that the browser is probably asking.
  const text = camera.phase === 'asking' ? ((asking ?? 0) > 1_500 ? words.asking : words.starting) : words.off;
  return (
    <div className="absolute inset-0 flex flex-col items-center justify-center gap-3 p-6 text-center" role="status">
      <CameraOff className="size-10 opacity-80" aria-hidden />
      <p className="text-lg text-balance">{text}</p>
    </div>
  );
}
