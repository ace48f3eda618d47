import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { chime, chimeWanted, isMuffled, onVoice, wantChime } from './chime';

export interface Doorbell {
  readonly on: boolean;
  /** It is on, and the browser lets nobody hear it until somebody clicks. */
  readonly muffled: boolean;
  readonly toggle: () => void;
  /** Rings once, which is also the click that browsers wait for. */
  readonly ring: () => void;
}

/** Rings when the queue grows, and counts it in the title of the tab. */
export function useDoorbell(waiting: number, title: string): Doorbell {
  const [on, setOn] = useState(chimeWanted);
  const muffled = useSyncExternalStore(onVoice, isMuffled);
  const before = useRef<number | null>(null);
  useEffect(() => {
    if (on && before.current !== null && waiting > before.current) chime();
    before.current = waiting;
  }, [waiting, on]);
  useEffect(() => {
    document.title = `${waiting > 0 ? `(${waiting}) ` : ''}${title} · VideoWall`;
    return () => {
      document.title = 'VideoWall console';
    };
  }, [waiting, title]);
  const toggle = () => {
    wantChime(!on);
    setOn(!on);
    if (!on) chime();
  };
  return { on, muffled: on && muffled, toggle, ring: chime };
}
