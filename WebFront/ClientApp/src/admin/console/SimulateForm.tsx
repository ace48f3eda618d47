import { useQueryClient } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { Button, Field, Input } from '../../shared/ui';
import { cached } from '../api/queries';
import { services } from '../api/server';
import type { Service } from '../api/types';
import { useDeed } from '../shell/useDeed';

const most = 500;

export function SimulateForm({ service, onDone }: { service: Service; onDone: () => void }) {
  const client = useQueryClient();
  const { run, busy } = useDeed();
  const [count, setCount] = useState('60');
  const [error, setError] = useState<string | null>(null);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const churches = Number(count);
    if (!Number.isInteger(churches) || churches < 1 || churches > most) return setError(`Choose a whole number from 1 to ${most}.`);
    const answer = await run(services.simulate(service.id, churches), 'Simulated churches are coming');
    if (answer === null) return;
    void client.invalidateQueries({ queryKey: cached.service(service.id) });
    onDone();
  };
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
      <Field label="How many" error={error}>
        <Input name="churches" type="number" inputMode="numeric" min={1} max={most} value={count} onChange={(event) => setCount(event.target.value)} />
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="primary" busy={busy} data-testid="start-simulation">Start</Button>
      </div>
    </form>
  );
}
