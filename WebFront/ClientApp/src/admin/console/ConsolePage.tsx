import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { HubStatus } from '../../shared/hubConnection';
import { Button, Callout, Empty, Spinner } from '../../shared/ui';
import { cached, useService } from '../api/queries';
import { Link } from '../shell/navigation';
import { paths } from '../shell/routes';
import { useSigned } from '../shell/session';
import { Console } from './Console';
import { useFeed } from './useFeed';

/** The producer's console of one service. */
export function ConsolePage({ id }: { id: string }) {
  const client = useQueryClient();
  const { recheck } = useSigned();
  const { view, feed } = useFeed(id);
  const service = useService(id);
  const { roster, status, silent } = view;

  // Settings that walls do not show (admission, keys) travel in no delta; a revision that changed nothing hints at them.
  const { state, title, pageSize, screens, clock } = roster ?? {};
  const interval = clock?.intervalSeconds;
  useEffect(() => {
    void client.invalidateQueries({ queryKey: cached.service(id) });
  }, [client, id, silent, state, title, pageSize, screens, interval]);
  // A console is put out when its session ended, or its person's role is another one.
  useEffect(() => {
    if (status.phase === 'closed' || status.phase === 'retrying') recheck();
  }, [status.phase, recheck]);

  if (status.phase === 'closed') return <Closed status={status} />;
  if (roster === null || service.data === undefined) return <Opening status={status} retry={() => feed.retry()} />;
  return <Console service={service.data} roster={roster} view={view} clock={feed.clock} retry={() => feed.retry()} />;
}

function Opening({ status, retry }: { status: HubStatus; retry: () => void }) {
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      {status.phase === 'stale' ? (
        <Callout tone="warn" title="The server does not answer" action={<Button size="sm" onClick={retry}>Try now</Button>} className="max-w-md">
          The console keeps trying and opens by itself.
        </Callout>
      ) : (
        <Spinner label="Opening the console…" />
      )}
    </main>
  );
}

function Closed({ status }: { status: HubStatus }) {
  const gone = status.reason === 'unknown_service';
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <Empty
        title={gone ? 'This service is no longer there' : 'This console is closed'}
        action={<Button asChild look="primary"><Link href={paths.services}>To the services</Link></Button>}
      >
        {gone ? 'It was deleted, or the address is mistyped.' : 'The server does not let this account see the service.'}
      </Empty>
    </main>
  );
}
