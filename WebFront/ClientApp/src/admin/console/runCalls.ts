import type { Problem, Result } from '../../shared/api';
import type { Call } from './actions';

/** Most calls of one press under way at a time: a service decides them one after the other anyway. */
const atOnce = 6;

export interface RunResult {
  readonly done: readonly Call[];
  readonly refused: readonly { readonly call: Call; readonly problem: Problem }[];
}

/** Makes the calls in their order; neighbours of one action go side by side, another action waits for them. */
export async function runCalls(calls: readonly Call[], send: (call: Call) => Promise<Result<unknown>>): Promise<RunResult> {
  const done: Call[] = [];
  const refused: { call: Call; problem: Problem }[] = [];
  for (const group of groupsOf(calls)) {
    const results = await Promise.all(group.map(async (call) => ({ call, result: await send(call) })));
    for (const { call, result } of results) {
      if (result.ok) done.push(call);
      else refused.push({ call, problem: result.problem });
    }
  }
  return { done, refused };
}

function groupsOf(calls: readonly Call[]): Call[][] {
  const groups: Call[][] = [];
  for (const call of calls) {
    const last = groups.at(-1);
    if (last !== undefined && last.length < atOnce && last[0]?.action === call.action) last.push(call);
    else groups.push([call]);
  }
  return groups;
}

/** The way back of what was really done: a church whose call was refused is left alone. */
export function undoOf(undo: readonly Call[], result: RunResult): readonly Call[] {
  if (result.done.length === 0) return [];
  const refused = new Set(result.refused.map(({ call }) => call.body.churchId));
  return undo.filter((call) => call.body.churchId === undefined || !refused.has(call.body.churchId));
}
