import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { timeToStart } from '../../shared/countdown';
import { orRefuse } from '../../shared/hubConnection';
import { nextTurnAt, timeToNextTurn, turnAt, type Paging } from '../../shared/pager';
import type { ServerClock } from '../../shared/serverClock';
import { signalr } from '../../shared/signalr';
import { cached } from '../api/queries';
import { services } from '../api/server';
import { ConsoleFeed, type FeedView } from './feed';

/** The live state of one service. Each new connection also brings the settings up to date. */
export function useFeed(id: string): { view: FeedView; feed: ConsoleFeed } {
  const client = useQueryClient();
  const [feed] = useState(() => {
    const check = async () => void client.setQueryData(cached.service(id), orRefuse(await services.check(id)));
    return new ConsoleFeed({ serviceId: id, build: () => signalr('/hubs/wall', null), check });
  });
  useEffect(() => feed.start(), [feed]);
  const view = useSyncExternalStore(feed.subscribe, feed.view);
  return { view, feed };
}

/** A little later than the turn itself, so that the clock has surely passed it; milliseconds. */
const afterTurn = 8;
/** The longest sleep; a clock that was set right meanwhile is then noticed. */
const longestSleep = 2_000;

/** The turn on show, changing by itself as the clock goes on; null while there are no pages. */
export function useTurn(paging: Paging | null, clock: ServerClock): number | null {
  const subscribe = useCallback(
    (listener: () => void) => {
      if (paging === null) return () => undefined;
      let timer: ReturnType<typeof setTimeout>;
      const sleep = () => {
        const rest = timeToNextTurn(paging, clock.now());
        timer = setTimeout(() => {
          listener();
          sleep();
        }, Math.min(longestSleep, (rest ?? longestSleep) + afterTurn));
      };
      sleep();
      return () => clearTimeout(timer);
    },
    [paging, clock],
  );
  return useSyncExternalStore(subscribe, () => (paging === null || paging.pages === 0 ? null : turnAt(paging, clock.now())));
}

/** Calls back five times a second: a countdown that is looked at must not skip a second. */
function everyTick(listener: () => void): () => void {
  const timer = setInterval(listener, 200);
  return () => clearInterval(timer);
}

/** Whole seconds to the next turn, counting down; null while none comes by itself. */
export function useCountdown(paging: Paging | null, clock: ServerClock): number | null {
  return useSyncExternalStore(everyTick, () => {
    const rest = paging === null ? null : timeToNextTurn(paging, clock.now());
    return rest === null ? null : Math.ceil(rest / 1000);
  });
}

/** Whole seconds to the announced start, counting down; null while there is nothing to count. */
export function useStart(service: Parameters<typeof timeToStart>[0], clock: ServerClock): number | null {
  return useSyncExternalStore(everyTick, () => {
    const rest = timeToStart(service, clock.now());
    return rest === null ? null : Math.ceil(rest / 1000);
  });
}

/** The turn that comes after the one on show. */
export const turnAfter = (paging: Paging, clock: ServerClock): number => nextTurnAt(paging, clock.now());
