import { useState, type SubmitEvent } from 'react';
import { Button, Field, Input } from '../../shared/ui';
import { rename } from './actions';
import { useConsole } from './context';
import type { Row } from './rows';

export function RenameForm({ row, onDone }: { row: Row; onDone: () => void }) {
  const { desk } = useConsole();
  const [name, setName] = useState(row.name);
  const [city, setCity] = useState(row.city ?? '');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    desk.perform(rename(row, name.trim(), city.trim()));
    onDone();
  };
  return (
    <form className="flex flex-col gap-4" onSubmit={submit}>
      <Field label="Name" error={name.trim() === '' ? 'A church needs a name.' : undefined}>
        <Input name="name" dir="auto" maxLength={80} value={name} onFocus={(event) => event.target.select()} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field label="City"><Input name="city" dir="auto" maxLength={80} value={city} onChange={(event) => setCity(event.target.value)} /></Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="primary">Save</Button>
      </div>
    </form>
  );
}
