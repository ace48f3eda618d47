import { useCallback, useEffect, useRef, useState } from 'react';
import { useToast, useDropToast } from '../../shared/ui';
import { services } from '../api/server';
import { useSigned } from '../shell/session';
import { refusal } from '../shell/useDeed';
import { undo as undoCall, type Call, type Plan, type Question } from './actions';
import { Presses } from './presses';

/** What a press means: a plan, or how to find it once everything before is done; null for nothing. */
export type Press = Plan | null | (() => Plan | null);

/** An act that can be taken back. */
export interface Deed {
  /** The revision that it was answered. */
  readonly id: number;
  readonly said: string;
  /** The way back where it is another act. */
  readonly back?: Call;
}

export interface Desk {
  /** Does what was planned, tells what became of it, and keeps the way back; `begun` is called when it is not refused by the person asked. */
  readonly perform: (press: Press, begun?: (plan: Plan) => void) => void;
  /** Takes back the last own act. */
  readonly undo: () => void;
  /** Takes back this act, whoever did it. */
  readonly takeBack: (deed: Deed) => void;
  /** Own acts from before this page was opened, the newest last. */
  readonly remember: (deeds: readonly Deed[]) => void;
  /** The last thing done, for people who cannot see the page. */
  readonly said: string;
  /** Takes words back that are not true any more. */
  readonly unsay: (said: string) => void;
  /** The revision of the last blank of this page's; 0 before the first. */
  readonly blankedAt: number;
  /** What has to be answered before it goes on. */
  readonly question: Question | null;
  readonly answer: (yes: boolean) => void;
}

/** More than this nobody remembers. */
const most = 20;
/** The note of the last act; a new act takes its place, since only what was done last is news. */
const note = 'act';

/** The producer's hands: every action of the console goes through here. */
export function useDesk(serviceId: string, revision: number): Desk {
  const toast = useToast();
  const drop = useDropToast();
  const { recheck } = useSigned();
  const [presses] = useState(() => new Presses());
  const deeds = useRef<readonly Deed[]>([]);
  const [said, setSaid] = useState('');
  const [blankedAt, setBlankedAt] = useState(0);
  const [asking, setAsking] = useState<{ question: Question; answer: (yes: boolean) => void } | null>(null);
  useEffect(() => presses.saw(revision), [presses, revision]);

  /** Null when it was refused. */
  const run = useCallback(
    async ({ action, body }: Call) => {
      const result = await services.act(serviceId, action, body);
      if (result.ok) return result.value;
      if (result.problem.status === 401) recheck();
      toast(refusal(result.problem));
      return null;
    },
    [serviceId, toast, recheck],
  );

  const doUndo = useCallback(
    async (deed: Deed | undefined) => {
      if (deed === undefined) {
        setSaid('Nothing to undo');
        toast({ key: note, title: 'Nothing to undo' });
        return null;
      }
      deeds.current = deeds.current.filter((one) => one.id !== deed.id);
      drop(note);
      const answer = await run(deed.back ?? undoCall(deed.id));
      if (answer === null) return null;
      setSaid(`Undone: ${deed.said}`);
      toast({ key: note, title: `Undone: ${deed.said}`, kind: 'done' });
      return answer.revision;
    },
    [run, drop, toast],
  );
  const takeBack = useCallback((deed: Deed) => presses.add(() => doUndo(deed)), [presses, doUndo]);

  const perform = useCallback(
    (press: Press, begun?: (plan: Plan) => void) =>
      presses.add(async () => {
        const plan = typeof press === 'function' ? press() : press;
        if (plan === null || (plan.ask !== undefined && !(await ask(plan.ask)))) return null;
        begun?.(plan);
        const answer = await run(plan.call);
        if (answer === null) return null;
        setSaid(plan.said);
        const deed: Deed = { id: answer.revision, said: plan.said, ...(plan.back !== undefined && { back: plan.back }) };
        // What changed nothing was not noted by the server either.
        const { undo } = plan;
        const undoable = undo !== null && answer.changed?.length !== 0;
        if (undoable) deeds.current = [...deeds.current, deed].slice(-most);
        if (plan.note === 'blank') setBlankedAt(answer.revision);
        if (plan.quiet !== true) toast({ key: plan.note ?? note, title: plan.said, ...(undoable && { action: { label: undo, run: () => takeBack(deed) } }) });
        return answer.revision;

        function ask(question: Question): Promise<boolean> {
          return new Promise((resolve) => {
            setAsking({ question, answer: resolve });
          }).then((yes) => {
            setAsking(null);
            return yes === true;
          });
        }
      }),
    [presses, run, takeBack, toast],
  );
  const undo = useCallback(() => presses.add(() => doUndo(deeds.current.at(-1))), [presses, doUndo]);
  const remember = useCallback((before: readonly Deed[]) => {
    const own = new Set(deeds.current.map(({ id }) => id));
    deeds.current = [...before.filter(({ id }) => !own.has(id)), ...deeds.current].slice(-most);
  }, []);
  const unsay = useCallback((untrue: string) => setSaid((now) => (now === untrue ? '' : now)), []);
  const answer = useCallback((yes: boolean) => asking?.answer(yes), [asking]);
  return { perform, undo, takeBack, remember, said, unsay, blankedAt, question: asking?.question ?? null, answer };
}
