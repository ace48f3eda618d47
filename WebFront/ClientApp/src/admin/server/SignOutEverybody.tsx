import { useState } from 'react';
import { Button, Card, Confirm, Switch } from '../../shared/ui';
import { everybody } from '../api/server';
import { useSigned } from '../shell/session';
import { useDeed } from '../shell/useDeed';

/** Takes back all that was given out: after a restore, which brings back what had been taken back since the copy was made. */
export function SignOutEverybody() {
  const { run, busy } = useDeed();
  const { recheck } = useSigned();
  const [asking, setAsking] = useState(false);
  const [apiKeys, setApiKeys] = useState(false);
  const [wallKeys, setWallKeys] = useState(false);
  const signOut = async () => {
    const answer = await run(everybody.signOut({ apiKeys, wallKeys }), 'Everybody has to sign in again');
    setAsking(false);
    if (answer !== null) recheck();
  };
  const more = [...(apiKeys ? ['All API keys are deleted.'] : []), ...(wallKeys ? ['Walls go dark until they are opened by their new links.'] : [])];
  return (
    <section aria-labelledby="everybody">
      <h2 id="everybody" className="mb-3 text-lg font-semibold">Sign everybody out</h2>
      <Card className="flex flex-col gap-4 p-4 sm:p-5">
        <p className="text-sm text-muted">
          A database that was restored has again the accounts, sessions and keys that had been taken back since the copy was made. Look through people and keys first,
          then sign everybody out.
        </p>
        <Switch label="Delete all API keys" hint="Programs need new ones." checked={apiKeys} onCheckedChange={setApiKeys} />
        <Switch label="New wall keys" hint="Each wall needs its new link." checked={wallKeys} onCheckedChange={setWallKeys} />
        <div><Button look="danger" data-testid="sign-out-everybody" onClick={() => setAsking(true)}>Sign everybody out</Button></div>
      </Card>
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title="Sign everybody out?"
        description={['Everybody, you too, has to sign in again.', ...more].join(' ')}
        action="Sign everybody out"
        danger
        busy={busy}
        onConfirm={() => void signOut()}
      />
    </section>
  );
}
