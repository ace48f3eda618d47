import { useQueryClient } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { Button, Callout, Field, Input } from '../../shared/ui';
import { cached } from '../api/queries';
import { keys } from '../api/server';
import type { FreshKey } from '../api/types';
import { CopyButton } from '../share/Copy';
import type { Role } from '../shell/roles';
import { useDeed } from '../shell/useDeed';
import { RoleSelect } from './RoleSelect';

/** Makes a key and shows it, this once. */
export function KeyForm({ onDone }: { onDone: () => void }) {
  const client = useQueryClient();
  const { run, busy } = useDeed();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('moderator');
  const [error, setError] = useState<string | null>(null);
  const [fresh, setFresh] = useState<FreshKey | null>(null);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (name.trim() === '') return setError('Name what will use the key.');
    const answer = await run(keys.create(name.trim(), role));
    if (answer === null) return;
    setFresh(answer.value);
    await client.invalidateQueries({ queryKey: cached.keys });
  };
  if (fresh !== null)
    return (
      <div className="flex flex-col gap-4">
        <Callout tone="warn" title="Copy the key now">The server keeps only a scramble of it and cannot show it again.</Callout>
        <p className="rounded-lg bg-sunken p-3 font-mono text-sm break-all select-all" data-testid="fresh-key">{fresh.key}</p>
        <div className="flex justify-end gap-2">
          <CopyButton text={fresh.key} what="the key" />
          <Button size="sm" look="primary" onClick={onDone}>Done</Button>
        </div>
      </div>
    );
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
      <Field label="Name" hint="For example: Stream Deck in the booth." error={error}>
        <Input name="name" maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <RoleSelect role={role} onRole={setRole} />
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="primary" busy={busy} data-testid="make-key">Make the key</Button>
      </div>
    </form>
  );
}
