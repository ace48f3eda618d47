import { QueryCache, QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { isPassing, ProblemError } from '../../shared/api';
import { account, churches, health, keys, services, sessions, users } from './server';

/** Milliseconds between two looks at what changes by itself: the list of services, the server's health. */
const listEvery = 5_000;

/** Names of what is cached; a shorter one stands for all that begin with it. */
export const cached = {
  session: ['session'],
  setup: ['setup'],
  sessions: ['sessions'],
  services: ['services'],
  service: (id: string) => ['service', id],
  attendance: (id: string) => ['attendance', id],
  churches: ['churches'],
  keys: ['keys'],
  users: ['users'],
  account: ['account'],
  processes: ['processes'],
  ready: ['ready'],
} as const;

const isAway = (error: Error) => error instanceof ProblemError && isPassing(error.problem);

const isSignedOut = (error: Error) => error instanceof ProblemError && error.problem.status === 401;

/**
 * A server that is away is asked again for as long as it takes; a refusal is shown at once. A session that was ended elsewhere brings the
 * sign-in page, whatever asked.
 */
export function queryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (isSignedOut(error)) void client.invalidateQueries({ queryKey: cached.session });
      },
    }),
    defaultOptions: {
      queries: {
        retry: (_count, error) => isAway(error),
        retryDelay: (count) => Math.min(8_000, 500 * 2 ** count),
        networkMode: 'always',
        staleTime: 2_000,
      },
    },
  });
  return client;
}

export function useServices(search: string, state: string) {
  return useInfiniteQuery({
    queryKey: [...cached.services, search, state],
    queryFn: ({ pageParam }) => services.list({ search, state, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: listEvery,
    placeholderData: (before) => before,
  });
}

export const useService = (id: string) =>
  useQuery({ queryKey: cached.service(id), queryFn: () => services.one(id), staleTime: Number.POSITIVE_INFINITY });

/** Asked for once, and again when somebody opens the page or presses refresh. */
export const useAttendance = (id: string) =>
  useQuery({ queryKey: cached.attendance(id), queryFn: () => services.attendance(id), staleTime: 0 });

export function useChurches(search: string) {
  return useInfiniteQuery({
    queryKey: [...cached.churches, 'search', search],
    queryFn: ({ pageParam }) => churches.list({ search, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  });
}

export const useAllChurches = (enabled = true) =>
  useQuery({ queryKey: [...cached.churches, 'all'], queryFn: churches.all, staleTime: 30_000, enabled });

export const useKeys = () => useQuery({ queryKey: cached.keys, queryFn: keys.list });

export const useUsers = () => useQuery({ queryKey: cached.users, queryFn: users.list });

export const useAccount = () => useQuery({ queryKey: cached.account, queryFn: account.mine });

export const useSessions = () => useQuery({ queryKey: cached.sessions, queryFn: sessions.list, refetchInterval: listEvery });

// Looked at again while the page is visible; a hidden one rests.
export const useProcesses = () => useQuery({ queryKey: cached.processes, queryFn: health.processes, refetchInterval: listEvery });

export const useReadiness = () => useQuery({ queryKey: cached.ready, queryFn: health.ready, refetchInterval: listEvery });
