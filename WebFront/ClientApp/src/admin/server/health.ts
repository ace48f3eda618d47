import type { Readiness, ReadyPart, WallProcess } from '../api/types';

export type Tone = 'live' | 'warn' | 'danger' | 'neutral';

/** A word or two for people, and how much it should worry them. */
export interface Verdict {
  readonly tone: Tone;
  readonly text: string;
}

/** In the order in which one thing needs the other; parts of a newer server come after these. */
const partNames: Readonly<Record<string, string>> = { database: 'Database', migrations: 'Migrations', cluster: 'Cluster', livekit: 'LiveKit' };

const wellWords: Readonly<Record<string, string>> = {
  database: 'It answers.', migrations: 'The database is up to date.', cluster: 'All silos are at work.', livekit: 'It answers and knows the key.',
};

export interface PartRow extends Verdict {
  readonly name: string;
  readonly label: string;
  readonly reason: string;
}

export function partRows({ parts }: Readiness): PartRow[] {
  const known = Object.keys(partNames);
  const place = (name: string) => (known.includes(name) ? known.indexOf(name) : known.length);
  return Object.entries(parts)
    .sort(([a], [b]) => place(a) - place(b))
    .map(([name, part]) => ({ name, label: partNames[name] ?? name, reason: part.reason ?? (part.state === 'ok' ? (wellWords[name] ?? '') : ''), ...partVerdict(part) }));
}

const partVerdict = ({ state }: ReadyPart): Verdict => {
  switch (state) {
    case 'ok': return { tone: 'live', text: 'OK' };
    case 'degraded': return { tone: 'warn', text: 'Degraded' };
    case 'failed': return { tone: 'danger', text: 'Failed' };
    case 'off': return { tone: 'neutral', text: 'Off' };
  }
};

/** An active process that told nothing of itself did not answer the others in time. */
export function processVerdict({ status, grains, memoryMb }: WallProcess): Verdict {
  switch (status) {
    case 'active': return grains === null && memoryMb === null ? { tone: 'warn', text: 'No answer' } : { tone: 'live', text: 'Active' };
    case 'joining': return { tone: 'neutral', text: 'Joining' };
    case 'stopping': return { tone: 'warn', text: 'Stopping' };
    case 'gone': return { tone: 'neutral', text: 'Gone' };
  }
}

/** In one sentence; null when there is nothing to worry about. */
export function worry(readiness: Readiness | undefined): Verdict | null {
  if (readiness?.status === 'unready') return { tone: 'danger', text: 'This process cannot serve now' };
  if (readiness?.status === 'degraded') return { tone: 'warn', text: 'The wall works, but not all of it' };
  return null;
}
