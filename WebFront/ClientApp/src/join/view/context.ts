import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Camera, CameraState } from '../camera/camera';
import { browserKind, type BrowserKind } from '../logic/browser';
import type { JoinState } from '../logic/machineTypes';
import type { JoinSession } from '../session/joinSession';

export interface JoinPage {
  readonly session: Pick<JoinSession, 'subscribe' | 'snapshot' | 'dispatch' | 'clock'>;
  readonly camera: Pick<Camera, 'subscribe' | 'snapshot' | 'state' | 'start' | 'stop' | 'retry' | 'use' | 'flip' | 'flows'>;
}

export const JoinContext = createContext<JoinPage | null>(null);

export function useJoin(): JoinPage {
  const page = useContext(JoinContext);
  if (page === null) throw new Error('useJoin needs a JoinContext');
  return page;
}

export function useJoinState(): JoinState {
  const { session } = useJoin();
  return useSyncExternalStore(session.subscribe, session.snapshot);
}

export function useCamera(): CameraState {
  const { camera } = useJoin();
  return useSyncExternalStore(camera.subscribe, camera.snapshot);
}

export const thisBrowser: BrowserKind = browserKind(navigator);
