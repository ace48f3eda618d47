import { useEffect, useEffectEvent } from 'react';
import type { ServerClock } from '../../shared/serverClock';
import { useToast } from '../../shared/ui';
import { services } from '../api/server';
import type { PastAct } from '../api/types';
import { timeOfDay } from '../format';
import { wordsOf } from './pastActs';
import type { Row } from './rows';
import type { Desk } from './useDesk';

/** An act older than this is not offered by itself, milliseconds; the list of acts has it still. */
const freshFor = 10 * 60_000;

/** Offers again what was done before this page was opened: an undo must not end with the tab. */
export function useOffer(serviceId: string, rows: readonly Row[], clock: ServerClock, desk: Desk, mayRun: boolean): void {
  const toast = useToast();
  const offer = useEffectEvent((acts: readonly PastAct[]) => {
    const names = new Map(rows.map((row) => [row.churchId, row.name]));
    const own = acts.filter((act) => act.mine).map((act) => ({ id: act.id, at: act.at, said: wordsOf(act, (id) => names.get(id)) }));
    desk.remember([...own].reverse());
    const [last] = own;
    if (last !== undefined && clock.now() - Date.parse(last.at) < freshFor)
      toast({ key: 'act', title: last.said, detail: `At ${timeOfDay(last.at)}`, action: { label: 'Undo', run: () => desk.takeBack(last) } });
  });
  useEffect(() => {
    if (!mayRun) return;
    let isOver = false;
    void services.acts(serviceId).then((answer) => {
      if (answer.ok && !isOver) offer(answer.value.acts);
    });
    return () => {
      isOver = true;
    };
  }, [serviceId, mayRun]);
}
