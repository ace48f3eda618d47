import { DoorClosed } from 'lucide-react';
import { countdown } from '../../shared/countdown';
import { Button } from '../../shared/ui';
import type { JoinState, Notice } from '../logic/machineTypes';
import { common, doors } from '../strings';
import { useJoin } from './context';
import { useSecondsUntil } from './hooks';
import { Shell, StepTitle } from './Shell';

/** Early: a countdown to the doors, and everything goes on by itself. */
export function Doors({ notice, state }: { notice: Extract<Notice, { kind: 'doors' }>; state: JoinState }) {
  const { session } = useJoin();
  const at = Date.parse(notice.opensAt ?? '');
  // Nobody announced a service, or one that opens by hand.
  const isKnown = !Number.isNaN(at) || notice.title !== null;
  const seconds = useSecondsUntil(Number.isNaN(at) ? null : at, session.clock);
  return (
    <Shell step="code">
      <div className="flex flex-col items-center text-center" data-doors="closed">
        <span className="mb-5 grid size-16 place-items-center rounded-full bg-accent-soft text-accent-ink"><DoorClosed className="size-8" aria-hidden /></span>
        <StepTitle>{isKnown ? doors.title : doors.noneTitle}</StepTitle>
        <p className="mt-2 text-lg text-muted">{isKnown ? doors.text : doors.noneText}</p>
        {notice.title !== null && <p className="mt-4 font-medium break-words" dir="auto">{notice.title}</p>}
        {seconds !== null && (
          <p className="mt-6" role="timer" aria-live="off">
            <span className="block text-muted">{doors.opensIn}</span>
            <span className="mt-1 block text-5xl font-semibold tabular-nums" data-seconds={seconds}>{seconds > 0 ? countdown(seconds * 1000) : doors.anyMoment}</span>
          </p>
        )}
        {notice.opensAt !== null && !Number.isNaN(at) && <p className="mt-4 text-muted">{doors.opensAt(localTime(notice.opensAt))}</p>}
        {notice.startsAt !== null && notice.startsAt !== notice.opensAt && <p className="text-muted">{doors.startsAt(localTime(notice.startsAt))}</p>}
        {state.entry?.kind === 'code' && (
          <Button look="quiet" className="mt-8" onClick={() => session.dispatch({ type: 'start-over-pressed' })}>{common.otherCode}</Button>
        )}
      </div>
    </Shell>
  );
}

const localTime = (iso: string): string =>
  new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' }).format(new Date(iso));
