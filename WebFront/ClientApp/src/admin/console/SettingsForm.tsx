import { useQueryClient } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { Button, Callout, Confirm, useToast } from '../../shared/ui';
import { cached } from '../api/queries';
import { services } from '../api/server';
import type { Service } from '../api/types';
import { LimitFields, WallFields, WhenFields } from '../services/ServiceFields';
import { changesOf, errorsOf, formOf, serverErrors, type FieldErrors } from '../services/serviceForm';
import { useDeed } from '../shell/useDeed';

/** Changes a service while it runs; only what was touched is sent, so that two producers do not undo each other. */
export function SettingsForm({ service, onDone }: { service: Service; onDone: () => void }) {
  const client = useQueryClient();
  const toast = useToast();
  const { run, busy } = useDeed();
  const [before] = useState(() => formOf(service));
  const [form, setForm] = useState(before);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [rest, setRest] = useState<string | null>(null);
  const [resetting, setResetting] = useState(false);
  const change = (part: Partial<typeof form>) => setForm((old) => ({ ...old, ...part }));
  const keep = (fresh: Service) => client.setQueryData(cached.service(service.id), fresh);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const found = errorsOf(form, before);
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    const changes = changesOf(before, form);
    if (Object.keys(changes).length === 0) return onDone();
    const answer = await run(services.change(service.id, changes), 'Settings saved', (problem) => {
      const said = serverErrors(problem);
      setErrors(said.fields);
      setRest(said.rest);
      return true;
    });
    if (answer === null) return;
    keep(answer.value);
    onDone();
  };
  const reset = async () => {
    const answer = await run(services.newWallKey(service.id));
    setResetting(false);
    if (answer === null) return;
    keep(answer.value);
    toast({ title: 'The wall key is new', detail: 'Old wall links open nothing any more. Open the walls with the links under Share.' });
  };
  return (
    <form noValidate className="flex flex-col gap-5" onSubmit={(event) => void submit(event)}>
      {rest !== null && <Callout tone="danger" title={rest} />}
      <WhenFields form={form} errors={errors} onChange={change} fixedStart={service.state !== 'scheduled'} />
      <WallFields form={form} errors={errors} onChange={change} />
      <LimitFields form={form} errors={errors} onChange={change} />
      <div className="flex flex-wrap items-center gap-2">
        <Button look="dangerQuiet" data-testid="reset-wall-key" onClick={() => setResetting(true)}>Reset the wall key…</Button>
        <span className="flex-1" />
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="primary" busy={busy} data-testid="save-settings">Save</Button>
      </div>
      <Confirm
        open={resetting}
        onOpenChange={setResetting}
        title="Reset the wall key?"
        description="Every wall link that was handed out stops working. Walls that are open now keep running until they reload."
        action="Reset the key"
        danger
        busy={busy}
        onConfirm={() => void reset()}
      />
    </form>
  );
}
