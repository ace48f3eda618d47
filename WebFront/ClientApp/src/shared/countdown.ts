import type { ServiceState } from './contract';

/** Before the last day the date says more than the seconds. */
const countFrom = 24 * 3_600_000;

/**
 * Milliseconds until the announced start, above 0, while it is worth counting: within the last day, and whether the doors
 * are open or not. Null otherwise, and once the service is over. `now` is the server's time.
 */
export function timeToStart({ state, startsAt }: { readonly state: ServiceState; readonly startsAt: string | null }, now: number): number | null {
  const left = Date.parse(startsAt ?? '') - now;
  return state !== 'ended' && left > 0 && left <= countFrom ? left : null;
}

/** Milliseconds left as 1:02:03 or 2:03; never below zero. */
export function countdown(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
