import { useCallback, useState } from 'react';
import type { Problem, Result } from '../../shared/api';
import { useToast } from '../../shared/ui';
import { useSigned } from './session';

/** The server's word on what was wrong and what to do about it, as a note. */
export const refusal = (problem: Problem) => ({
  kind: 'problem' as const,
  title: problem.title,
  ...(problem.detail !== null && problem.status !== 0 && { detail: problem.detail }),
});

/**
 * Runs one change at a time and tells what became of it: a refusal is shown with its cure, a session that ended brings
 * the sign-in page. The answer is null when it was refused; `on` sees the refusal first and may keep it from the note.
 */
export function useDeed() {
  const toast = useToast();
  const { recheck } = useSigned();
  const [busy, setBusy] = useState(false);
  const run = useCallback(
    async <T>(deed: Promise<Result<T>>, done?: string, on?: (problem: Problem) => boolean): Promise<{ value: T } | null> => {
      setBusy(true);
      const result = await deed;
      setBusy(false);
      if (result.ok) {
        if (done !== undefined) toast({ title: done, kind: 'done' });
        return { value: result.value };
      }
      if (result.problem.status === 401) recheck();
      if (on?.(result.problem) !== true) toast(refusal(result.problem));
      return null;
    },
    [toast, recheck],
  );
  return { run, busy };
}
