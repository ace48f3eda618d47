import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { ChurchView } from '../../shared/contract';
import { timeToStart } from '../../shared/countdown';
import { FrameCounter } from '../../shared/media/frameCounter';
import type { ServerClock } from '../../shared/serverClock';
import { tallyOf, type TallyFact, type Trouble } from '../logic/tally';

/** Milliseconds between looks at the page clock: the tally may be late by this much. */
const tick = 200;

const same = (a: TallyFact | null, b: TallyFact | null): boolean =>
  a === b || (a !== null && b !== null && a.tally === b.tally && a.reason === b.reason && a.seconds === b.seconds);

/** The tally of this moment by the server's clock, and by what this page knows itself. */
export function useTally(view: ChurchView | null, clock: ServerClock, trouble: Trouble | null, isWaiting: boolean): TallyFact | null {
  const [fact, setFact] = useState(() => tallyOf(view, clock.now(), { trouble, isWaiting }));
  useEffect(() => {
    const look = () => setFact((before) => {
      const now = tallyOf(view, clock.now(), { trouble, isWaiting });
      return same(before, now) ? before : now;
    });
    look();
    const timer = setInterval(look, tick);
    return () => clearInterval(timer);
  }, [view, clock, trouble, isWaiting]);
  return fact;
}

/** Whole seconds until the announced start of a service that is open, while they are worth counting; else null. */
export function useSecondsToStart(startsAt: string | null, clock: ServerClock): number | null {
  const [seconds, setSeconds] = useState<number | null>(null);
  useEffect(() => {
    const look = () => {
      const left = timeToStart({ state: 'live', startsAt }, clock.now());
      setSeconds(left === null ? null : Math.ceil(left / 1000));
    };
    look();
    const timer = setInterval(look, tick);
    return () => clearInterval(timer);
  }, [startsAt, clock]);
  return seconds;
}

/** Milliseconds without a frame after which a picture stands still; a camera may take longer to give its first one. */
const stillAfter = 3_000;
const firstAfter = 6_000;

function isSeen(video: HTMLVideoElement): boolean {
  const { top, bottom } = video.getBoundingClientRect();
  return document.visibilityState === 'visible' && bottom > 0 && top < window.innerHeight;
}

/** Tells whether new frames of a track come to an element. What nobody sees is not painted, and no frames are counted there. */
export function useFrames(element: RefObject<HTMLVideoElement | null>, track: MediaStreamTrack | null, tell: (track: MediaStreamTrack, isFlowing: boolean) => void): void {
  const latest = useRef(tell);
  useLayoutEffect(() => {
    latest.current = tell;
  });
  useEffect(() => {
    const video = element.current;
    if (video === null || track === null) return;
    const counter = new FrameCounter(video, () => latest.current(track, true));
    const timer = setInterval(() => {
      counter.poll();
      if (!isSeen(video)) counter.forgive();
      else if (performance.now() - counter.lastAt >= (counter.frames === 0 ? firstAfter : stillAfter)) latest.current(track, false);
    }, 500);
    return () => {
      clearInterval(timer);
      counter.stop();
    };
  }, [element, track]);
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
