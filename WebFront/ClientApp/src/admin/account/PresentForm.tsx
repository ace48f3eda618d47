import { useState, type SubmitEvent } from 'react';
import type { Problem } from '../../shared/api';
import { Button, Field, Input } from '../../shared/ui';

export interface PresentFormProps {
  /** The verb on the button. */
  action: string;
  danger?: boolean;
  note?: string;
  /** `on` takes a refusal that belongs to the field, and says whether it did. */
  onDone: (present: string, on: (problem: Problem) => boolean) => Promise<void>;
}

/** Asks for the present password: a console that was left open must not do for everything. */
export function PresentForm({ action, danger = false, note, onDone }: PresentFormProps) {
  const [present, setPresent] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (present === '') return setError('Type the password with which you signed in.');
    setBusy(true);
    setError(null);
    await onDone(present, (problem) => {
      const said = problem.errors['present']?.join(' ');
      setError(said ?? null);
      return said !== undefined;
    });
    setBusy(false);
  };
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
      {note !== undefined && <p className="text-muted">{note}</p>}
      <Field label="Present password" error={error}>
        <Input name="present" type="password" autoComplete="current-password" autoFocus value={present} onChange={(event) => setPresent(event.target.value)} />
      </Field>
      <Button type="submit" look={danger ? 'danger' : 'primary'} busy={busy} data-testid="present-done" className="self-end">{action}</Button>
    </form>
  );
}
