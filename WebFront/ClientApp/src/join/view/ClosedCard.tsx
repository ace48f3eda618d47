import { CalendarCheck, DoorOpen, Link2Off, MonitorSmartphone, VideoOff, type LucideIcon } from 'lucide-react';
import { Button } from '../../shared/ui';
import type { Closed, JoinState } from '../logic/machineTypes';
import { closed as words, common } from '../strings';
import { useJoin } from './context';
import { NoticeBox } from './Notices';
import { Shell, StepTitle } from './Shell';

const icons: Readonly<Record<Closed, LucideIcon>> = {
  left: DoorOpen,
  ended: CalendarCheck,
  removed: DoorOpen,
  revoked: Link2Off,
  gone: Link2Off,
  full: VideoOff,
  'kept-elsewhere': MonitorSmartphone,
};

/** The last card: why the page came to its end, and the way back if there is one. */
export function ClosedCard({ state, reason }: { state: JoinState; reason: Closed }) {
  const { session } = useJoin();
  const { title, text, again } = words[reason];
  const Icon = icons[reason];
  return (
    <Shell step="closed">
      <div className="flex flex-col items-center text-center" data-closed={reason}>
        <span className="mb-5 grid size-16 place-items-center rounded-full bg-sunken text-muted"><Icon className="size-8" aria-hidden /></span>
        {state.welcome !== null && <p className="mb-1 text-muted break-words" dir="auto">{state.welcome.title}</p>}
        <StepTitle>{title}</StepTitle>
        <p className="mt-2 text-lg text-muted text-pretty">{text}</p>
        <div className="mt-8 flex w-full flex-col gap-3">
          <NoticeBox notice={state.notice} />
          {again !== null && <Button look="primary" size="lg" busy={state.pending !== null && state.pending.quiet !== true} onClick={() => session.dispatch({ type: 'again-pressed' })}>{again}</Button>}
          <Button look="quiet" size="lg" onClick={() => session.dispatch({ type: 'start-over-pressed' })}>{common.otherCode}</Button>
        </div>
      </div>
    </Shell>
  );
}
