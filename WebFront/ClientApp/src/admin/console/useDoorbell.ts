import { useEffect, useRef, useState } from 'react';
import { chime, chimeWanted, wantChime } from './chime';

/** Rings when the queue grows, and counts it in the title of the tab. */
export function useDoorbell(waiting: number, title: string): { on: boolean; toggle: () => void } {
  const [on, setOn] = useState(chimeWanted);
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
  return { on, toggle };
}
