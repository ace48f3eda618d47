import { cx } from 'class-variance-authority';
import type { ReactNode } from 'react';
import { Field, Input, Select } from '../../shared/ui';
import { ranges, zoneOf, type FieldErrors, type ServiceForm } from './serviceForm';

interface FieldsProps {
  form: ServiceForm;
  errors: FieldErrors;
  onChange: (change: Partial<ServiceForm>) => void;
}

/** Title and start. */
export function WhenFields({ form, errors, onChange, fixedStart = false }: FieldsProps & { fixedStart?: boolean }) {
  return (
    <div className="flex flex-col gap-4">
      <Field label="Title" error={errors.title} hint="Churches and the wall's title card show it.">
        <Input name="title" maxLength={120} value={form.title} placeholder="Sunday service" onChange={(event) => onChange({ title: event.target.value })} />
      </Field>
      {!fixedStart && (
        <div role="radiogroup" aria-label="Start" className="grid grid-cols-2 gap-2">
          <Choice name="when" checked={form.when === 'now'} onChoose={() => onChange({ when: 'now' })} title="Live now">Doors open at once</Choice>
          <Choice name="when" checked={form.when === 'later'} onChoose={() => onChange({ when: 'later' })} title="Later">Set a start</Choice>
        </div>
      )}
      {form.when === 'later' && (
        <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_12.5rem]">
          <Field label="Starts" error={errors.startsAt} hint={`Time of ${zoneOf(form.startsAt)}, as this computer is set.`}>
            <Input name="startsAt" type="datetime-local" value={form.startsAt} onChange={(event) => onChange({ startsAt: event.target.value })} />
          </Field>
          <NumberField label="Doors open, minutes before" field="doorsMinutes" form={form} errors={errors} onChange={onChange} />
        </div>
      )}
    </div>
  );
}

/** What a wall looks like and who gets in. */
export function WallFields({ form, errors, onChange }: FieldsProps) {
  return (
    <div className="flex flex-col gap-4">
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-3">
        <NumberField label="Churches on a page" field="pageSize" form={form} errors={errors} onChange={onChange} />
        <NumberField label="Seconds a page" field="rotationSeconds" form={form} errors={errors} onChange={onChange} />
        <NumberField label="Screens of a wall" field="screens" form={form} errors={errors} onChange={onChange} />
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Who gets in" error={errors.admission}>
          <Select name="admission" value={form.admission} onChange={(event) => onChange({ admission: event.target.value === 'approval' ? 'approval' : 'open' })}>
            <option value="open">Everyone with the code</option>
            <option value="approval">Those whom you admit</option>
          </Select>
        </Field>
        <Field label="Who may open a wall" error={errors.wallAccess}>
          <Select name="wallAccess" value={form.wallAccess} onChange={(event) => onChange({ wallAccess: event.target.value === 'code' ? 'code' : 'key' })}>
            <option value="key">Only with the wall link</option>
            <option value="code">Everyone with the code</option>
          </Select>
        </Field>
      </div>
    </div>
  );
}

/** How many come in at all, and when a service that nobody ends does so itself. */
export function LimitFields({ isNew = false, ...props }: FieldsProps & { isNew?: boolean }) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <NumberField label="Most guests by the code" field="maxGuests" hint={isNew ? 'Empty: as many as this server usually takes.' : 'Personal links come in beside them.'} {...props} />
      <NumberField label="Ends when empty for, hours" field="endAfterHours" hint="So that no forgotten service stays open. 0: never." {...props} />
    </div>
  );
}

function NumberField({ label, field, hint, form, errors, onChange }: FieldsProps & { label: string; field: keyof typeof ranges; hint?: string }) {
  const [least, most] = ranges[field];
  return (
    <Field label={label} error={errors[field]} hint={hint}>
      <Input name={field} type="number" inputMode="numeric" min={least} max={most} value={form[field]} onChange={(event) => onChange({ [field]: event.target.value })} />
    </Field>
  );
}

function Choice({ name, title, checked, onChoose, children }: { name: string; title: string; checked: boolean; onChoose: () => void; children: ReactNode }) {
  return (
    <label className={cx('flex cursor-pointer items-start gap-2.5 rounded-xl border px-3.5 py-2.5 has-focus-visible:outline-2 has-focus-visible:outline-accent', checked ? 'border-accent bg-accent-soft' : 'border-line-strong hover:bg-sunken')}>
      <input type="radio" name={name} value={title} checked={checked} onChange={onChoose} className="mt-1 accent-accent outline-none" />
      <span>
        <span className="block font-medium">{title}</span>
        <span className="block text-sm text-muted">{children}</span>
      </span>
    </label>
  );
}
