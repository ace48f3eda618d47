import { createContext, useContext, useEffect, useMemo, useRef } from 'react';
import { unwrap } from '../../shared/api';
import type { MediaKind } from '../../shared/contract';
import { services } from '../api/server';
import { Pictures } from './pictures';

export const PicturesContext = createContext<Pictures | null>(null);

/** The pictures of a service; a fresh token for each try to connect. */
export function usePictures(id: string, kind: MediaKind): Pictures {
  const pictures = useMemo(
    () =>
      new Pictures(kind, async () => {
        const { token, livekitUrl } = await unwrap(services.preview(id));
        return { token, livekitUrl };
      }),
    [id, kind],
  );
  useEffect(() => pictures.start(), [pictures]);
  return pictures;
}

/** A ref for the `<video>` that shows a track; null shows nothing. */
export function usePicture(trackSid: string | null, lively: boolean) {
  const pictures = useContext(PicturesContext);
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (pictures === null || trackSid === null || video.current === null) return;
    return pictures.show(trackSid, video.current, lively);
  }, [pictures, trackSid, lively]);
  return video;
}
