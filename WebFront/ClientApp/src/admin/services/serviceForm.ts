import type { Problem } from '../../shared/api';
import type { Admission, Service, ServiceSettings, WallAccess } from '../api/types';

/** What stands in the fields: text, as people typed it. */
export interface ServiceForm {
  readonly title: string;
  /** `now`: live from its creation; `later`: doors open before `startsAt`. */
  readonly when: 'now' | 'later';
  /** Of an `<input type="datetime-local">`, in the time zone of this computer. */
  readonly startsAt: string;
  readonly doorsMinutes: string;
  readonly pageSize: string;
  readonly rotationSeconds: string;
  readonly screens: string;
  readonly admission: Admission;
  readonly wallAccess: WallAccess;
  readonly endAfterHours: string;
  /** Empty for a new service: as many as the server usually takes. */
  readonly maxGuests: string;
}

export type ServiceField = keyof ServiceForm;
export type FieldErrors = Partial<Record<ServiceField, string>>;

export const emptyForm: ServiceForm = {
  title: '', when: 'now', startsAt: '', doorsMinutes: '30', pageSize: '20', rotationSeconds: '15', screens: '1',
  admission: 'open', wallAccess: 'key', endAfterHours: '12', maxGuests: '',
};

export const formOf = (service: ServiceSettings): ServiceForm => ({
  title: service.title,
  when: service.startsAt === null ? 'now' : 'later',
  startsAt: service.startsAt === null ? '' : toLocal(service.startsAt),
  doorsMinutes: String(service.doorsMinutes),
  pageSize: String(service.pageSize),
  rotationSeconds: String(service.rotationSeconds),
  screens: String(service.screens),
  admission: service.admission,
  wallAccess: service.wallAccess,
  endAfterHours: String(service.endAfterHours),
  maxGuests: service.maxGuests === undefined ? '' : String(service.maxGuests),
});

/** Least and most of each number, as the contract sets them. */
export const ranges = {
  doorsMinutes: [0, 1440],
  pageSize: [1, 64],
  rotationSeconds: [3, 3600],
  screens: [1, 16],
  endAfterHours: [0, 720],
  maxGuests: [1, 10_000],
} as const satisfies Partial<Record<ServiceField, readonly [number, number]>>;

type NumberField = keyof typeof ranges;
const numberFields = Object.keys(ranges) as NumberField[];

/**
 * Checks what can be checked here, so that most slips are told while the words are still in mind. `before` is what stood in the fields
 * at first: a number that was there cannot be left out, since nothing would change.
 */
export function errorsOf(form: ServiceForm, before: ServiceForm = emptyForm): FieldErrors {
  const errors: FieldErrors = {};
  if (form.title.trim() === '') errors.title = 'Give the service a name.';
  if (form.when === 'later' && toUtc(form.startsAt) === null) errors.startsAt = 'Choose a day and a time.';
  for (const field of numberFields) {
    if (field === 'doorsMinutes' && form.when === 'now') continue;
    if (form[field] === '' && before[field] === '') continue;
    const [least, most] = ranges[field];
    const value = wholeNumber(form[field]);
    if (value === null || value < least || value > most) errors[field] = `Choose a whole number from ${least} to ${most}.`;
  }
  return errors;
}

/** The request for a new service; expects a form without errors. */
export function settingsOf(form: ServiceForm): ServiceSettings {
  return {
    title: form.title.trim(),
    startsAt: form.when === 'later' ? toUtc(form.startsAt) : null,
    doorsMinutes: wholeNumber(form.doorsMinutes) ?? Number(emptyForm.doorsMinutes),
    pageSize: wholeNumber(form.pageSize) ?? Number(emptyForm.pageSize),
    rotationSeconds: wholeNumber(form.rotationSeconds) ?? Number(emptyForm.rotationSeconds),
    screens: wholeNumber(form.screens) ?? Number(emptyForm.screens),
    admission: form.admission,
    wallAccess: form.wallAccess,
    endAfterHours: wholeNumber(form.endAfterHours) ?? Number(emptyForm.endAfterHours),
    ...(form.maxGuests !== '' && { maxGuests: wholeNumber(form.maxGuests) ?? 0 }),
  };
}

/** The settings that differ; what another producer changed meanwhile is left alone. */
export function changesOf(before: ServiceForm, after: ServiceForm): Partial<ServiceSettings> {
  const [old, now] = [settingsOf(before), settingsOf(after)];
  return Object.fromEntries(Object.entries(now).filter(([key, value]) => old[key as keyof ServiceSettings] !== value));
}

/** The server's errors by field of the form; `rest` is what belongs to none. */
export function serverErrors(problem: Problem): { fields: FieldErrors; rest: string | null } {
  const fields: FieldErrors = {};
  const rest: string[] = [];
  for (const [name, messages] of Object.entries(problem.errors)) {
    const field = name.charAt(0).toLowerCase() + name.slice(1);
    if (Object.hasOwn(emptyForm, field)) fields[field as ServiceField] = messages.join(' ');
    else rest.push(...messages);
  }
  const said = Object.keys(fields).length > 0 || rest.length > 0;
  const whole = said ? rest.join(' ') : [problem.title, problem.detail].filter(Boolean).join(' ');
  return { fields, rest: whole === '' ? null : whole };
}

const wholeNumber = (text: string): number | null => (/^\s*\d{1,6}\s*$/.test(text) ? Number(text) : null);

/** A local `2026-11-22T10:00` as ISO 8601 UTC; null when it is none. */
export function toUtc(local: string): string | null {
  const at = Date.parse(local);
  return local === '' || Number.isNaN(at) ? null : new Date(at).toISOString();
}

/** An ISO time for an `<input type="datetime-local">`. */
export function toLocal(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return '';
  const part = (n: number) => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${part(at.getMonth() + 1)}-${part(at.getDate())}T${part(at.getHours())}:${part(at.getMinutes())}`;
}

/** The zone in which the form's times are meant, for people: "Europe/London, GMT+1", the offset of that moment. */
export function zoneOf(local: string): string {
  const zone = new Intl.DateTimeFormat('en', { timeZoneName: 'shortOffset' });
  const at = Date.parse(local);
  const offset = Number.isNaN(at) ? undefined : zone.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value;
  return [zone.resolvedOptions().timeZone, offset].filter(Boolean).join(', ');
}

/** Links of a service for each screen of its wall, from the one that the server gave. */
export function wallLinks(service: Pick<Service, 'screens'> & { readonly wallUrl: string }): readonly { label: string; url: string }[] {
  return Array.from({ length: service.screens }, (_, index) => ({
    label: service.screens === 1 ? 'Wall' : `Screen ${index + 1}`,
    url: service.screens === 1 ? service.wallUrl : withQuery(service.wallUrl, { screen: String(index + 1) }),
  }));
}

/** For browser sources, one for each screen: nothing but tiles, on nothing. */
export const obsLinks = (service: Pick<Service, 'screens'> & { readonly wallUrl: string }): readonly { label: string; url: string }[] =>
  wallLinks(service).map(({ label, url }) => ({
    label: service.screens === 1 ? 'OBS browser source' : `OBS browser source, ${label.toLowerCase()}`,
    url: withQuery(url, { clean: '1', transparent: '1' }),
  }));

function withQuery(address: string, query: Record<string, string>): string {
  const url = new URL(address, location.origin);
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
  return url.toString();
}
