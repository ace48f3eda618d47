import { MonitorSmartphone } from 'lucide-react';
import { Button } from '../../shared/ui';
import { elsewhere } from '../strings';
import { useJoin, useJoinState } from './context';
import { NoticeBox } from './Notices';
import { Shell, StepTitle } from './Shell';

/** Another device has this church's place: either it was there first and the server asks, or it took over. */
export function Elsewhere({ isGone = false }: { isGone?: boolean }) {
  const { session } = useJoin();
  const state = useJoinState();
  return (
    <Shell step={state.step} isCard>
      <div className="flex flex-col items-center text-center" data-elsewhere={isGone ? 'gone' : 'question'}>
        <span className="mb-5 grid size-16 place-items-center rounded-full bg-accent-soft text-accent-ink"><MonitorSmartphone className="size-8" aria-hidden /></span>
        <StepTitle>{isGone ? elsewhere.goneTitle : elsewhere.askTitle}</StepTitle>
        <p className="mt-2 text-lg text-muted text-pretty">{isGone ? elsewhere.goneText : elsewhere.askText}</p>
        <div className="mt-8 flex w-full flex-col gap-3">
          <NoticeBox notice={state.notice} />
          <Button look="primary" size="lg" busy={state.pending !== null} onClick={() => session.dispatch({ type: 'take-over-pressed' })}>{isGone ? elsewhere.takeBack : elsewhere.takeOver}</Button>
          {!isGone && <Button size="lg" onClick={() => session.dispatch({ type: 'take-over-declined' })}>{elsewhere.cancel}</Button>}
        </div>
      </div>
    </Shell>
  );
}
