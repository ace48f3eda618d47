import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { ChurchView } from '../../shared/contract';
import type { ServerClock } from '../../shared/serverClock';
import { tallyOf, type TallyFact } from '../logic/tally';

/** Milliseconds between looks at the page clock: the tally may be late by this much. */
const tick = 200;

const same = (a: TallyFact | null, b: TallyFact | null): boolean =>
  a === b || (a !== null && b !== null && a.tally === b.tally && a.reason === b.reason && a.seconds === b.seconds);

/** The tally of this moment by the server's clock; `isSending` false when this page knows that no picture leaves. */
export function useTally(view: ChurchView | null, clock: ServerClock, isSending: boolean): TallyFact | null {
  const [fact, setFact] = useState(() => tallyOf(view, clock.now(), isSending));
  useEffect(() => {
    const look = () => setFact((before) => {
      const now = tallyOf(view, clock.now(), isSending);
      return same(before, now) ? before : now;
    });
    look();
    const timer = setInterval(look, tick);
    return () => clearInterval(timer);
  }, [view, clock, isSending]);
  return fact;
}

/** Whole seconds until a moment of the server's time, counted down; null without a moment, 0 when it has passed. */
export function useSecondsUntil(at: number | null, clock: ServerClock): number | null {
  const [seconds, setSeconds] = useState<number | null>(null);
  useEffect(() => {
    const look = () => setSeconds(at === null ? null : Math.max(0, Math.ceil((at - clock.now()) / 1000)));
    look();
    const timer = setInterval(look, tick);
    return () => clearInterval(timer);
  }, [at, clock]);
  return seconds;
}

/** Milliseconds for which something has been so, in steps of a second; null while it is not. */
export function useHeldFor(isSo: boolean): number | null {
  const [held, setHeld] = useState<number | null>(null);
  useEffect(() => {
    if (!isSo) return;
    const since = performance.now();
    const timer = setInterval(() => setHeld(performance.now() - since), 1_000);
    return () => {
      clearInterval(timer);
      setHeld(null);
    };
  }, [isSo]);
  return isSo ? (held ?? 0) : null;
}

/** Puts the focus on an element when it appears: screen readers read a new step from its heading, and the next key goes into its field. */
export function useFocusOnce<T extends HTMLElement>(): RefObject<T | null> {
  const element = useRef<T>(null);
  useLayoutEffect(() => element.current?.focus({ preventScroll: true }), []);
  return element;
}
