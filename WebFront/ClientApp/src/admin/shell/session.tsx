import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useContext, useMemo, type ReactNode } from 'react';
import { ProblemError } from '../../shared/api';
import { cached } from '../api/queries';
import { session } from '../api/server';
import type { User } from '../api/types';
import { can, type Ability } from './roles';

/** Who is signed in; null when nobody is. */
async function whoAmI(): Promise<User | null> {
  const answer = await session.who();
  if (answer.ok) return answer.value.user;
  if (answer.problem.status === 401) return null;
  throw new ProblemError(answer.problem);
}

/** Asked at the start, and each time that a call was refused for want of a session. */
export const useSession = () => useQuery({ queryKey: cached.session, queryFn: whoAmI, staleTime: Number.POSITIVE_INFINITY });

interface Signed {
  readonly user: User;
  readonly may: (ability: Ability) => boolean;
  readonly signOut: () => Promise<void>;
  /** Looks again whether the session still stands; shows the sign-in page if not. */
  readonly recheck: () => void;
}

const SignedContext = createContext<Signed | null>(null);

export function SignedIn({ user, children }: { user: User; children: ReactNode }) {
  const client = useQueryClient();
  const signOut = useCallback(async () => {
    await session.signOut();
    client.setQueryData(cached.session, null);
    // What the next person may not see must not wait in memory for them.
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== cached.session[0] });
  }, [client]);
  const recheck = useCallback(() => void client.invalidateQueries({ queryKey: cached.session }), [client]);
  const signed = useMemo(
    () => ({ user, may: (ability: Ability) => can(user.role, ability), signOut, recheck }),
    [user, signOut, recheck],
  );
  return <SignedContext value={signed}>{children}</SignedContext>;
}

/** The person at the desk. Needs `SignedIn` above. */
export function useSigned(): Signed {
  const signed = useContext(SignedContext);
  if (signed === null) throw new Error('useSigned needs SignedIn');
  return signed;
}
