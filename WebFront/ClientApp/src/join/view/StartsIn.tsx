import { countdown } from '../../shared/countdown';
import { startsIn } from '../strings';
import { useJoin } from './context';
import { useSecondsToStart } from './hooks';

/** How long it is until the announced start; nothing without one, and once it has come. */
export function StartsIn({ startsAt }: { startsAt: string | null }) {
  const { session } = useJoin();
  const seconds = useSecondsToStart(startsAt, session.clock);
  if (seconds === null) return null;
  return <p role="timer" aria-live="off" data-starts-in className="text-muted">{startsIn} <span className="font-semibold text-text tabular-nums">{countdown(seconds * 1000)}</span></p>;
}
