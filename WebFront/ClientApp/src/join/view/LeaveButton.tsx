import { LogOut } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../shared/ui';
import { onAir } from '../strings';
import { useJoin } from './context';

/** Leaving takes two presses, the second in a dialog of the browser's own: Escape and focus work everywhere. */
export function LeaveButton() {
  const { session } = useJoin();
  const [isAsking, setAsking] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (isAsking) dialog.current?.showModal();
  }, [isAsking]);
  return (
    <>
      <Button look="quiet" onClick={() => setAsking(true)}><LogOut aria-hidden className="rtl:-scale-x-100" />{onAir.leave}</Button>
      {isAsking && (
        <dialog ref={dialog} onClose={() => setAsking(false)} aria-labelledby="leave-title" className="m-auto w-[min(24rem,calc(100vw-2rem))] rounded-2xl border border-line bg-surface p-6 text-text shadow-float backdrop:bg-black/50">
          <h2 id="leave-title" className="text-xl font-semibold">{onAir.leaveTitle}</h2>
          <p className="mt-2 text-muted">{onAir.leaveText}</p>
          <div className="mt-6 flex flex-wrap gap-3">
            <Button size="lg" look="primary" className="flex-1" onClick={() => dialog.current?.close()}>{onAir.leaveNo}</Button>
            <Button size="lg" className="flex-1" onClick={() => session.dispatch({ type: 'leave-pressed' })}>{onAir.leaveYes}</Button>
          </div>
        </dialog>
      )}
    </>
  );
}
