import type { Call, Plan } from './actions';

/** One deed that can be taken back. */
export interface Undoable {
  readonly id: number;
  readonly said: string;
  readonly undo: readonly Call[];
  readonly undoLabel: string;
}

/** The newest deeds, the last one first. Immutable. */
export interface UndoStack {
  readonly next: number;
  readonly deeds: readonly Undoable[];
}

export const noDeeds: UndoStack = { next: 1, deeds: [] };

/** More than this nobody remembers; what came long before may no longer mean what it did. */
const most = 20;

/** Notes what was done; a plan without a way back leaves the stack as it is. */
export function noted(stack: UndoStack, plan: Plan): { stack: UndoStack; deed: Undoable | null } {
  if (plan.undo.length === 0) return { stack, deed: null };
  const deed: Undoable = { id: stack.next, said: plan.said, undo: plan.undo, undoLabel: plan.undoLabel };
  return { stack: { next: stack.next + 1, deeds: [deed, ...stack.deeds].slice(0, most) }, deed };
}

/** Takes one deed out, the newest unless named; null when it is not there (any more): undone once is undone. */
export function taken(stack: UndoStack, id?: number): { stack: UndoStack; deed: Undoable } | null {
  const deed = id === undefined ? stack.deeds[0] : stack.deeds.find((one) => one.id === id);
  return deed === undefined ? null : { stack: { ...stack, deeds: stack.deeds.filter((one) => one !== deed) }, deed };
}
