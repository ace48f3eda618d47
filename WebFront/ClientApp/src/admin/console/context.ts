import { createContext, useContext } from 'react';
import type { WallReport } from '../../shared/contract';
import type { HubStatus } from '../../shared/hubConnection';
import type { RosterState } from '../../shared/rosterStore';
import type { ServerClock } from '../../shared/serverClock';
import type { Service } from '../api/types';
import type { ConsoleDialog } from './commands';
import type { Desk } from './useDesk';
import type { Counts, Row } from './rows';

/** What every part of the console of one service needs to know. */
export interface ConsoleState {
  readonly service: Service;
  readonly roster: RosterState;
  readonly status: HubStatus;
  readonly walls: readonly WallReport[];
  readonly rows: readonly Row[];
  readonly queue: readonly Row[];
  readonly counts: Counts;
  /** The turn on show; null while there are no pages. */
  readonly turn: number | null;
  readonly clock: ServerClock;
  readonly desk: Desk;
  /** May act on churches and walls. */
  readonly mayRun: boolean;
  /** May change settings and end the service. */
  readonly mayChange: boolean;
  readonly open: (dialog: ConsoleDialog) => void;
}

export const ConsoleContext = createContext<ConsoleState | null>(null);

/** Needs the console page above. */
export function useConsole(): ConsoleState {
  const state = useContext(ConsoleContext);
  if (state === null) throw new Error('useConsole needs the console page');
  return state;
}
