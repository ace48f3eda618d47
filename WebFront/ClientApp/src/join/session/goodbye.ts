import { at } from '../../shared/base';
import { Backoff } from '../../shared/retry';

const path = at('/api/v1/leave');
const tries = 6;

/**
 * Says that this page's session leaves for good: its tile goes from the walls at once. Named by its session, it never ends
 * that of another device, or of the page that was loaded in its place.
 */
export async function sayGoodbye(token: string, participantSid: string): Promise<void> {
  const pauses = new Backoff();
  for (let left = tries; left > 0; left--) {
    if (await isHeard(token, participantSid)) return;
    await new Promise((resolve) => setTimeout(resolve, pauses.next()));
  }
}

/** The same from a page that is going: only a beacon outlives it, and nobody hears whether it arrived. */
export function sendGoodbye(token: string, participantSid: string): void {
  const body = new Blob([JSON.stringify({ token, participantSid })], { type: 'application/json' });
  if (!navigator.sendBeacon(path, body)) void isHeard(token, participantSid);
}

async function isHeard(token: string, participantSid: string): Promise<boolean> {
  try {
    const body = JSON.stringify({ token, participantSid });
    const { status } = await fetch(path, { method: 'POST', keepalive: true, headers: { 'Content-Type': 'application/json' }, body });
    return status < 500 && status !== 429;
  } catch {
    return false;
  }
}
