import { useQueryClient } from '@tanstack/react-query';
import { Badge, Button, Callout, Card, Spinner } from '../../shared/ui';
import { cached, useSessions } from '../api/queries';
import { sessions } from '../api/server';
import type { Session } from '../api/types';
import { dateAndTime } from '../format';
import { useSigned } from '../shell/session';
import { PageHead } from '../shell/Shell';
import { useDeed } from '../shell/useDeed';
import { agentName } from './agent';

/** Where people are signed in: everybody's own; an administrator sees all. */
export function SessionsPage() {
  const client = useQueryClient();
  const { may } = useSigned();
  const list = useSessions();
  const { run, busy } = useDeed();
  const end = async (gone: readonly Session[], done: string) => {
    for (const session of gone) if ((await run(sessions.end(session.id), session === gone.at(-1) ? done : undefined)) === null) break;
    await client.invalidateQueries({ queryKey: cached.sessions });
  };
  const user = list.data?.find((session) => session.current)?.user;
  const others = list.data?.filter((session) => !session.current && session.user === user) ?? [];
  return (
    <>
      <PageHead
        title="Signed in"
        actions={others.length > 0 && (
          <Button busy={busy} data-testid="end-others" onClick={() => void end(others, 'You are signed in here only')}>Sign out my other browsers</Button>
        )}
      >
        {may('administer') ? 'Every browser at which somebody is signed in to this console.' : 'Every browser at which you are signed in to this console.'}
        {' '}Signing one out closes its pages within two seconds.
      </PageHead>
      {list.isError && <Callout tone="danger" title={list.error.message} />}
      {list.isPending && <div className="grid place-items-center py-16"><Spinner label="Loading sessions…" /></div>}
      {list.data !== undefined && (
        <Card>
          <ul aria-label="Sessions">
            {list.data.map((session) => (
              <Row key={session.id} session={session} busy={busy} onEnd={() => void end([session], `${session.user} is signed out there`)} />
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}

function Row({ session, busy, onEnd }: { session: Session; busy: boolean; onEnd: () => void }) {
  const agent = agentName(session.agent);
  return (
    <li data-session={session.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line px-4 py-3 first:border-t-0 sm:px-5">
      <span className="min-w-0 flex-1 basis-64">
        <span className="block truncate font-medium" dir="auto" title={session.agent ?? undefined}>{session.user} <span className="font-normal text-muted">· {agent}</span></span>
        <span className="block text-sm text-muted">
          {session.address !== null && <>From {session.address}, </>}since {dateAndTime(session.createdAt)}, last used about {dateAndTime(session.lastSeenAt)}. Ends {dateAndTime(session.endsAt)}.
        </span>
      </span>
      {session.current
        ? <Badge tone="accent">This browser</Badge>
        : <Button size="sm" disabled={busy} aria-label={`Sign out ${session.user}, ${agent}`} onClick={onEnd}>Sign out</Button>}
    </li>
  );
}
