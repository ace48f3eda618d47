import { useCallback, useRef, useState } from 'react';
import { useToast } from '../../shared/ui';
import { services } from '../api/server';
import { many } from '../format';
import { useSigned } from '../shell/session';
import { refusal } from '../shell/useDeed';
import type { Plan } from './actions';
import { runCalls, undoOf, type RunResult } from './runCalls';
import { noDeeds, noted, taken, type UndoStack } from './undoStack';

export interface Desk {
  /** Does what was planned, tells what became of it, and keeps the way back. */
  readonly perform: (plan: Plan | null) => void;
  /** Takes back the last deed. */
  readonly undo: () => void;
  /** The last thing done, for people who cannot see the page. */
  readonly said: string;
}

/** The producer's hands: every action of the console goes through here. */
export function useDesk(serviceId: string): Desk {
  const toast = useToast();
  const { recheck } = useSigned();
  const stack = useRef<UndoStack>(noDeeds);
  // An undo pressed before the server has answered means the deed that is still under way.
  const underWay = useRef<Promise<unknown>>(Promise.resolve());
  const [said, setSaid] = useState('');

  const run = useCallback(
    async (calls: Plan['calls']): Promise<RunResult> => {
      const result = await runCalls(calls, ({ action, body }) => services.act(serviceId, action, body));
      const first = result.refused[0];
      if (first !== undefined) {
        if (first.problem.status === 401) recheck();
        const note = refusal(first.problem);
        const others = result.refused.length - 1;
        toast(others === 0 ? note : { ...note, detail: `${note.detail ?? ''} The same for ${many(others, 'other church', 'other churches')}.`.trim() });
      }
      return result;
    },
    [serviceId, toast, recheck],
  );

  const takeBack = useCallback(
    async (id?: number) => {
      const taking = taken(stack.current, id);
      if (taking === null) {
        setSaid('Nothing to undo');
        return;
      }
      stack.current = taking.stack;
      const result = await run(taking.deed.undo);
      if (result.refused.length > 0) return;
      setSaid(`Undone: ${taking.deed.said}`);
      toast({ title: `Undone: ${taking.deed.said}`, kind: 'done' });
    },
    [run, toast],
  );

  const perform = useCallback(
    (plan: Plan | null) => {
      if (plan === null) return;
      const doing = run(plan.calls).then((result) => {
        if (result.done.length === 0) return;
        setSaid(plan.said);
        const { stack: next, deed } = noted(stack.current, { ...plan, undo: undoOf(plan.undo, result) });
        stack.current = next;
        if (deed !== null) toast({ title: plan.said, action: { label: deed.undoLabel, run: () => void takeBack(deed.id) } });
        else if (plan.quiet !== true) toast({ title: plan.said });
      });
      underWay.current = Promise.all([underWay.current, doing]);
    },
    [run, takeBack, toast],
  );
  const undo = useCallback(() => void underWay.current.then(() => takeBack()), [takeBack]);
  return { perform, undo, said };
}
