import { useQueryClient } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { Button, Callout, Dialog } from '../../shared/ui';
import { cached } from '../api/queries';
import { services } from '../api/server';
import type { Service } from '../api/types';
import { SharePanel } from '../share/SharePanel';
import { goTo } from '../shell/navigation';
import { paths } from '../shell/routes';
import { useSigned } from '../shell/session';
import { LimitFields, WallFields, WhenFields } from './ServiceFields';
import { emptyForm, errorsOf, serverErrors, settingsOf, type FieldErrors, type ServiceForm } from './serviceForm';

/** Asks for a new service, then shows how others get to it. */
export function CreateDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const [made, setMade] = useState<Service | null>(null);
  const change = (next: boolean) => {
    onOpenChange(next);
    if (!next) setMade(null);
  };
  return made === null ? (
    <Dialog open={open} onOpenChange={change} title="New service">
      <CreateForm onMade={setMade} onCancel={() => change(false)} />
    </Dialog>
  ) : (
    <Dialog open={open} onOpenChange={change} width="lg" title={`“${made.title}” is ready`} description="Hand out the code or the links. You find them again in the console under Share.">
      <SharePanel service={made} />
      <div className="mt-6 flex justify-end gap-2">
        <Button onClick={() => change(false)}>Close</Button>
        <Button look="primary" data-testid="open-console" onClick={() => goTo(paths.console(made.id))}>Open the console</Button>
      </div>
    </Dialog>
  );
}

function CreateForm({ onMade, onCancel }: { onMade: (service: Service) => void; onCancel: () => void }) {
  const client = useQueryClient();
  const { recheck } = useSigned();
  const [form, setForm] = useState<ServiceForm>(emptyForm);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [rest, setRest] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const change = (part: Partial<ServiceForm>) => setForm((before) => ({ ...before, ...part }));
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const found = errorsOf(form);
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    const answer = await services.create(settingsOf(form));
    setBusy(false);
    if (answer.ok) {
      void client.invalidateQueries({ queryKey: cached.services });
      client.setQueryData(cached.service(answer.value.id), answer.value);
      return onMade(answer.value);
    }
    const said = serverErrors(answer.problem);
    setErrors(said.fields);
    setRest(said.rest);
    if (answer.problem.status === 401) recheck();
  };
  return (
    <form noValidate className="flex flex-col gap-5" onSubmit={(event) => void submit(event)}>
      {rest !== null && <Callout tone="danger" title={rest} />}
      <WhenFields form={form} errors={errors} onChange={change} />
      <WallFields form={form} errors={errors} onChange={change} />
      <LimitFields isNew form={form} errors={errors} onChange={change} />
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" look="primary" busy={busy} data-testid="create-service">Create service</Button>
      </div>
    </form>
  );
}
