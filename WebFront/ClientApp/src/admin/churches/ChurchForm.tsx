import { useQueryClient } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { Button, Callout, Field, Input, Switch } from '../../shared/ui';
import { cached } from '../api/queries';
import { churches } from '../api/server';
import type { Church } from '../api/types';
import { useDeed } from '../shell/useDeed';

/** Adds a church, or changes the one that is given. */
export function ChurchForm({ church, onDone }: { church: Church | null; onDone: () => void }) {
  const client = useQueryClient();
  const { run, busy } = useDeed();
  const [name, setName] = useState(church?.name ?? '');
  const [city, setCity] = useState(church?.city ?? '');
  const [externalId, setExternalId] = useState(church?.externalId ?? '');
  const [trusted, setTrusted] = useState(church?.trusted ?? false);
  const [errors, setErrors] = useState<Readonly<Record<string, readonly string[]>>>({});
  const [rest, setRest] = useState<string | null>(null);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (name.trim() === '') return setErrors({ name: ['Type the name of the church.'] });
    const fields = { name: name.trim(), city: city.trim(), externalId: externalId.trim() === '' ? null : externalId.trim(), trusted };
    const deed = church === null ? churches.create(fields) : churches.change(church.id, fields);
    const answer = await run(deed, church === null ? `${fields.name} is in the registry` : 'Saved', (problem) => {
      setErrors(problem.errors);
      setRest(Object.keys(problem.errors).length > 0 ? null : [problem.title, problem.detail].filter(Boolean).join(' '));
      return true;
    });
    if (answer === null) return;
    await client.invalidateQueries({ queryKey: cached.churches });
    onDone();
  };
  const said = (field: string) => errors[field]?.join(' ');
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
      {rest !== null && <Callout tone="danger" title={rest} />}
      <Field label="Name" error={said('name')}>
        <Input name="name" dir="auto" maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field label="City" error={said('city')}>
        <Input name="city" dir="auto" maxLength={80} value={city} onChange={(event) => setCity(event.target.value)} />
      </Field>
      <Field label="External id" hint="Optional; from your own records." error={said('externalId')}>
        <Input name="externalId" value={externalId} onChange={(event) => setExternalId(event.target.value)} />
      </Field>
      <Switch checked={trusted} onCheckedChange={setTrusted} label="Always admit" hint="Never waits at the door." />
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="primary" busy={busy} data-testid="save-church">{church === null ? 'Add' : 'Save'}</Button>
      </div>
    </form>
  );
}
