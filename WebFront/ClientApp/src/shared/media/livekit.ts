/** The part of livekit-client in use; a large chunk of its own, loaded only by pages that need it. */
export type LiveKit = typeof import('./livekitParts');

export const loadLiveKit = (): Promise<LiveKit> => import('./livekitParts');
