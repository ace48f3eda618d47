import { CalendarDays } from 'lucide-react';
import { Button } from '../../shared/ui';
import type { JoinState, Notice } from '../logic/machineTypes';
import { chooseService } from '../strings';
import { useJoin } from './context';
import { localTime } from './Doors';
import { Shell, StepTitle } from './Shell';

/** Several services are open to this church's personal link: only the church knows which one it came for. */
export function ChooseService({ notice, state }: { notice: Extract<Notice, { kind: 'choose' }>; state: JoinState }) {
  const { session } = useJoin();
  return (
    <Shell step="code">
      <div className="flex flex-col" data-choose={notice.services.length}>
        <StepTitle>{chooseService.title}</StepTitle>
        <p className="mt-2 text-lg text-muted">{chooseService.text}</p>
        <ul className="mt-6 flex flex-col gap-3">
          {notice.services.map(({ id, title, startsAt }) => (
            <li key={id}>
              <Button size="lg" className="h-auto w-full justify-start py-3 text-start" disabled={state.pending !== null} onClick={() => session.dispatch({ type: 'service-chosen', service: id })}>
                <CalendarDays className="size-6 shrink-0" aria-hidden />
                <span className="min-w-0">
                  <span className="block text-lg break-words" dir="auto">{title}</span>
                  {startsAt !== null && <span className="block font-normal text-muted">{localTime(startsAt)}</span>}
                </span>
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </Shell>
  );
}
