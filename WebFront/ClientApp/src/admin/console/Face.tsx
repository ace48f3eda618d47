import { cx } from 'class-variance-authority';
import { hueOf, initials } from './face';
import type { Row } from './rows';
import { usePicture } from './usePictures';

/** A church's live picture over a card with its initials, which is all there is while no picture comes. */
export function Face({ row, lively = false, className }: { row: Row; lively?: boolean; className?: string }) {
  const trackSid = row.muted || row.state === 'reconnecting' || row.state === 'away' || row.state === 'removed' || row.state === 'denied' ? null : row.trackSid;
  const video = usePicture(trackSid, lively);
  return (
    <span className={cx('relative block overflow-hidden bg-sunken', className)} style={{ containerType: 'inline-size' }} aria-hidden>
      <span
        className="absolute inset-0 grid place-items-center font-semibold text-white/90"
        style={{ background: `linear-gradient(160deg, hsl(${hueOf(row.churchId)} 28% 38%), hsl(${hueOf(row.churchId)} 34% 24%))`, fontSize: '32cqw' }}
      >
        {initials(row.name)}
      </span>
      {trackSid !== null && <video ref={video} muted playsInline autoPlay disablePictureInPicture tabIndex={-1} className="peer absolute inset-0 size-full object-cover" />}
      <span className="absolute inset-0 hidden place-items-end bg-black/40 p-1 text-center leading-tight font-medium text-white peer-data-refused:grid" style={{ fontSize: '9cqw' }}>
        Three other screens show it, more need LiveKit
      </span>
    </span>
  );
}
