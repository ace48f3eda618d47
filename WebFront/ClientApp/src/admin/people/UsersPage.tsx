import { useQueryClient } from '@tanstack/react-query';
import { Pencil, Plus, ShieldOff, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Badge, Button, Callout, Card, Confirm, Dialog, IconButton, Spinner } from '../../shared/ui';
import { cached, useUsers } from '../api/queries';
import { users } from '../api/server';
import type { ListedUser } from '../api/types';
import { useSigned } from '../shell/session';
import { PageHead } from '../shell/Shell';
import { useDeed } from '../shell/useDeed';
import { UserForm } from './UserForm';

/** The people who may sign in. */
export function UsersPage() {
  const client = useQueryClient();
  const { user: me } = useSigned();
  const list = useUsers();
  const { run, busy } = useDeed();
  const [edited, setEdited] = useState<ListedUser | 'new' | null>(null);
  const [going, setGoing] = useState<ListedUser | null>(null);
  const [resetting, setResetting] = useState<ListedUser | null>(null);
  const reset = async () => {
    if (resetting === null) return;
    const answer = await run(users.resetSecondFactor(resetting.name), `${resetting.name} signs in by password alone now`);
    setResetting(null);
    if (answer !== null) await client.invalidateQueries({ queryKey: cached.users });
  };
  const remove = async () => {
    if (going === null) return;
    const answer = await run(users.remove(going.name), `${going.name} may no longer sign in`);
    setGoing(null);
    if (answer !== null) await client.invalidateQueries({ queryKey: cached.users });
  };
  return (
    <>
      <PageHead title="Accounts" actions={<Button look="primary" data-testid="new-user" onClick={() => setEdited('new')}><Plus aria-hidden />New account</Button>}>
        People who may sign in to this console, and what each of them may do.
      </PageHead>
      {list.isError && <Callout tone="danger" title={list.error.message} />}
      {list.isPending && <div className="grid place-items-center py-16"><Spinner label="Loading accounts…" /></div>}
      {list.data !== undefined && (
        <Card>
          <ul aria-label="Accounts">
            {list.data.map((user) => (
              <li key={user.name} data-user={user.name} className="flex items-center gap-3 border-t max-sm:gap-1.5 border-line px-4 py-3 first:border-t-0 sm:px-5">
                <span className="min-w-0 flex-1 font-medium wrap-anywhere" dir="auto">
                  {user.name}{user.name === me.name && <span className="font-normal text-muted"> · you</span>}
                </span>
                {user.secondFactor && <Badge>second factor</Badge>}
                <Badge tone={user.role === 'admin' ? 'accent' : 'neutral'}>{user.role}</Badge>
                {user.secondFactor && <IconButton size="sm" label={`Take the second factor of ${user.name} away`} onClick={() => setResetting(user)}><ShieldOff aria-hidden /></IconButton>}
                <IconButton size="sm" label={`Change ${user.name}`} onClick={() => setEdited(user)}><Pencil aria-hidden /></IconButton>
                <IconButton size="sm" look="dangerQuiet" label={`Delete ${user.name}`} disabled={user.name === me.name} onClick={() => setGoing(user)}><Trash2 aria-hidden /></IconButton>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Dialog open={edited !== null} onOpenChange={() => setEdited(null)} width="sm" title={edited === 'new' || edited === null ? 'New account' : edited.name}>
        <UserForm user={edited === 'new' ? null : edited} onDone={() => setEdited(null)} />
      </Dialog>
      <Confirm
        open={resetting !== null}
        onOpenChange={() => setResetting(null)}
        title={`Take the second factor of ${resetting?.name ?? ''} away?`}
        description="For somebody who lost the phone and the recovery codes. From then on the password alone signs in; make sure that it is really them who ask."
        action="Take it away"
        danger
        busy={busy}
        onConfirm={() => void reset()}
      />
      <Confirm
        open={going !== null}
        onOpenChange={() => setGoing(null)}
        title={`Delete the account ${going?.name ?? ''}?`}
        description="Whoever uses it is signed out and may not sign in again."
        action="Delete"
        danger
        busy={busy}
        onConfirm={() => void remove()}
      />
    </>
  );
}
