import { CircleCheck, CirclePause, LoaderCircle } from 'lucide-react';
import type { ChurchMediaState } from '../../shared/media';
import type { Sending } from '../logic/sending';
import { onAir, sendingText } from '../strings';
import { HelpCard } from './HelpCard';

/** Whether the picture really leaves, and what to do when it does not. */
export function SendingStatus({ sending, media }: { sending: Sending; media: ChurchMediaState }) {
  const { title, steps } = sendingText[sending];
  if (steps.length > 0) return <HelpCard title={title} steps={steps} />;
  // A camera without a picture has its own card with its own steps.
  if (sending === 'camera') return null;
  const isSending = sending === 'yes';
  const Icon = isSending ? CircleCheck : sending === 'paused' ? CirclePause : LoaderCircle;
  return (
    <div className="flex items-start gap-2.5">
      <Icon className={`mt-0.5 size-5 shrink-0 ${isSending ? 'text-live' : 'text-muted'} ${Icon === LoaderCircle ? 'animate-spin' : ''}`} aria-hidden />
      <div>
        <p role="status" className={isSending ? 'font-medium text-live' : 'font-medium'}>{title}</p>
        {isSending && media.fps !== null && media.kbps !== null && <p className="text-sm text-muted tabular-nums">{onAir.rate(media.fps, media.kbps)}</p>}
        {isSending && media.lossy && <p role="status" className="mt-1 text-sm">{onAir.lossy}</p>}
      </div>
    </div>
  );
}
