// Whether everything that was acknowledged is in the database, fact by fact.
import { readFileSync } from 'node:fs';

const ours = { participant_joined: 'SessionSeen', participant_left: 'SessionEnded', track_published: 'TrackSeen', track_unpublished: 'TrackEnded' };

const byAdapter = {
  videowall: {
    sql: `SELECT type || ' ' || coalesce(data->>'trackSid', data->>'sid'), count(*) FROM events WHERE type = ANY ('{${Object.values(ours).join(',')}}') GROUP BY 1`,
    keyOf: ([type, participantSid, trackSid]) => `${ours[type]} ${trackSid || participantSid}`,
  },
  socketio: { sql: 'SELECT id, 1 FROM webhook_events', keyOf: ([, , , eventId]) => eventId },
};

/** file: the run's acknowledged facts. Counts them, those that the database lacks, and those that it has twice. */
export async function kept(postgres, database, adapter, file) {
  const { sql, keyOf } = byAdapter[adapter];
  const there = new Map(await postgres.query(database, sql));
  const facts = JSON.parse(readFileSync(file, 'utf8')).map(keyOf);
  return { acknowledged: facts.length, lost: facts.filter((fact) => !there.has(fact)).length, twice: facts.filter((fact) => Number(there.get(fact)) > 1).length };
}
