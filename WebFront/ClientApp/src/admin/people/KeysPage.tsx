import { useQueryClient } from '@tanstack/react-query';
import { KeyRound, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Badge, Button, Callout, Card, Confirm, Dialog, Empty, IconButton, Spinner } from '../../shared/ui';
import { cached, useKeys } from '../api/queries';
import { keys } from '../api/server';
import type { ApiKey } from '../api/types';
import { dateAndTime } from '../format';
import { PageHead } from '../shell/Shell';
import { useDeed } from '../shell/useDeed';
import { KeyForm } from './KeyForm';

/** Keys for programs: Stream Decks, sign-up sites, scripts. */
export function KeysPage() {
  const client = useQueryClient();
  const list = useKeys();
  const { run, busy } = useDeed();
  const [making, setMaking] = useState(false);
  const [going, setGoing] = useState<ApiKey | null>(null);
  const make = <Button look="primary" data-testid="new-key" onClick={() => setMaking(true)}><Plus aria-hidden />New key</Button>;
  const revoke = async () => {
    if (going === null) return;
    const answer = await run(keys.remove(going.id), `The key “${going.name}” opens nothing any more`);
    setGoing(null);
    if (answer !== null) await client.invalidateQueries({ queryKey: cached.keys });
  };
  return (
    <>
      <PageHead title="API keys" actions={make}>
        Programs send a key as <code className="rounded bg-sunken px-1">Authorization: Bearer …</code> and may do what its role may.
      </PageHead>
      {list.isError && <Callout tone="danger" title={list.error.message} />}
      {list.isPending && <div className="grid place-items-center py-16"><Spinner label="Loading keys…" /></div>}
      {list.data?.length === 0 && (
        <Card><Empty icon={<KeyRound aria-hidden />} title="No keys yet" action={make}>Everything that this console does can be done by HTTP as well.</Empty></Card>
      )}
      {list.data !== undefined && list.data.length > 0 && (
        <Card>
          <ul aria-label="API keys">
            {list.data.map((key) => (
              <li key={key.id} data-key={key.id} className="flex items-center gap-3 border-t border-line px-4 py-3 first:border-t-0 sm:px-5">
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{key.name}</span>
                  <span className="block text-sm text-muted">Made {dateAndTime(key.createdAt)}</span>
                </span>
                <Badge>{key.role}</Badge>
                <IconButton size="sm" look="dangerQuiet" label={`Revoke the key ${key.name}`} onClick={() => setGoing(key)}><Trash2 aria-hidden /></IconButton>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Dialog open={making} onOpenChange={setMaking} title="New API key"><KeyForm onDone={() => setMaking(false)} /></Dialog>
      <Confirm
        open={going !== null}
        onOpenChange={() => setGoing(null)}
        title={`Revoke “${going?.name ?? ''}”?`}
        description="Programs that use it are refused from now on."
        action="Revoke"
        danger
        busy={busy}
        onConfirm={() => void revoke()}
      />
    </>
  );
}
