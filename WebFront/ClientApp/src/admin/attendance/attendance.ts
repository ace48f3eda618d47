import type { AttendanceEntry } from '../api/types';
import { byName } from '../format';

export type AttendanceSort = 'name' | 'city' | 'seconds' | 'onWallSeconds' | 'first';

export interface AttendanceRow extends AttendanceEntry {
  /** When it first came, ISO 8601; null when it never did. */
  readonly first: string | null;
  /** When it last left; null while it is there. */
  readonly last: string | null;
  readonly isHere: boolean;
  readonly hasCome: boolean;
}

export function attendanceRows(entries: readonly AttendanceEntry[], sort: AttendanceSort): AttendanceRow[] {
  const rows = entries.map((entry) => {
    const last = entry.intervals.at(-1);
    return { ...entry, first: entry.intervals[0]?.from ?? null, last: last?.to ?? null, isHere: last !== undefined && last.to === null, hasCome: last !== undefined };
  });
  return rows.sort((a, b) => orders[sort](a, b) || byName(a.name, b.name));
}

const orders: Readonly<Record<AttendanceSort, (a: AttendanceRow, b: AttendanceRow) => number>> = {
  name: () => 0,
  // Those without a city are last.
  city: (a, b) => Number(a.city === '') - Number(b.city === '') || a.city.localeCompare(b.city, 'en'),
  seconds: (a, b) => b.seconds - a.seconds,
  onWallSeconds: (a, b) => b.onWallSeconds - a.onWallSeconds,
  // Those who never came are last; Infinity minus Infinity is no number, and no number is no difference.
  first: (a, b) => cameAt(a) - cameAt(b) || 0,
};

const cameAt = (row: AttendanceRow) => (row.first === null ? Number.POSITIVE_INFINITY : Date.parse(row.first));

/** Sums for the head of the table; the average is over those who came. */
export function totalsOf(rows: readonly AttendanceRow[]): { came: number; never: number; here: number; averageSeconds: number } {
  const came = rows.filter((row) => row.hasCome);
  const seconds = came.reduce((sum, row) => sum + row.seconds, 0);
  return { came: came.length, never: rows.length - came.length, here: came.filter((row) => row.isHere).length, averageSeconds: came.length === 0 ? 0 : seconds / came.length };
}
