import type { Closed, Effect, JoinState, Notice, Purpose, Turn } from './machineTypes';
import { idleAir } from './machineTypes';

/** Building blocks of the join machine: each makes one turn of it. */

export const stay = (state: JoinState, ...effects: Effect[]): Turn => ({ state, effects });

/** Asks the server now; an answer to an earlier question no longer counts. */
export function ask(state: JoinState, purpose: Purpose, takeOver = false, ...before: Effect[]): Turn {
  const { entry, name, city } = state;
  if (entry === null) return stay({ ...state, pending: null }, ...before);
  const call = state.call + 1;
  const next = { ...state, call, pending: { purpose, takeOver }, asksTakeOver: false };
  // A check only asks about the code. Without a name the server has nothing to seat, whatever else it answers.
  const who = purpose === 'check' ? { name: '', city: '' } : { name, city };
  return stay(next, ...before, { type: 'ask', call, purpose, entry, ...who, takeOver });
}

/** Asks what is pending once more. */
export function askAgain(state: JoinState): Turn {
  const { pending } = state;
  if (pending === null) return stay(state);
  const turn = ask(state, pending.purpose, pending.takeOver);
  return { ...turn, state: { ...turn.state, pending } };
}

/** First wait, and the longest, in milliseconds: a hall's 500 churches must not knock at a restarting server all at once. */
const firstWait = 700;
const longestWait = 10_000;

export const waitAfter = (tries: number): number => Math.min(longestWait, firstWait * 2 ** Math.min(tries, 10));

/** Keeps the question and asks it again by itself after a growing wait. */
export function askLater(state: JoinState, notice: Notice | null, ms = waitAfter(state.tries), at: string | null = null): Turn {
  return stay({ ...state, tries: state.tries + 1, notice }, { type: 'retry', ms, at });
}

/** Back to the code field with a word of explanation. */
export function toCode(state: JoinState, notice: Notice | null, ...effects: Effect[]): Turn {
  const typed = state.entry?.kind === 'code' && state.typed === '' ? state.entry.code : state.typed;
  return stay(
    { ...state, step: 'code', typed, notice, pending: null, errors: {}, asksTakeOver: false, tries: 0, air: null, closed: null },
    ...leaving(state),
    ...effects,
  );
}

export function close(state: JoinState, closed: Closed): Turn {
  // Who asked again and heard the same has to see that something happened.
  const notice = state.step === 'closed' && state.closed === closed ? ({ kind: 'still-closed' } as const) : null;
  return stay(
    { ...state, step: 'closed', closed, pending: null, notice, asksTakeOver: false, tries: 0, air: null },
    // Put out by the server, or by another device, there is nobody to take leave of.
    ...(closed === 'left' && state.air !== null ? [{ type: 'goodbye' } as const] : []),
    ...leaving(state),
    { type: 'forget-session' },
  );
}

/**
 * Put out by the producer. The page goes on asking whether it may come back, at a pace that costs nothing, so that whoever takes that back
 * need not call anybody: it returns to where it was, on air or before.
 */
export function putOut(state: JoinState): Turn {
  const isKnock = state.pending?.quiet === true;
  const purpose = state.air !== null || state.pending?.purpose === 'air' ? 'air' : 'enter';
  const closed = close(state, 'removed');
  const later = askLater(
    { ...closed.state, pending: { purpose, takeOver: false, quiet: true }, tries: isKnock ? state.tries : 0 },
    isKnock ? null : closed.state.notice, // nobody asked, so there is nothing to be told again
  );
  return { ...later, effects: [...closed.effects, ...later.effects] };
}

/** On air, and asking for a pass to connect with. */
export function goOnAir(state: JoinState, takeOver = false): Turn {
  const next: JoinState = { ...state, step: 'on-air', air: { ...idleAir, view: state.air?.view ?? null }, notice: null, tries: 0 };
  return ask(next, 'air', takeOver, ...leaving(state), { type: 'remember-session' });
}

/** What has to be taken down when the page is no longer on air. */
export const leaving = (state: JoinState): Effect[] => (state.air === null ? [] : [{ type: 'disconnect' }]);
