const dateTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const dayTime = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const number = new Intl.NumberFormat('en-GB');

const readable = (iso: string | null): number | null => {
  const at = Date.parse(iso ?? '');
  return Number.isNaN(at) ? null : at;
};

const written = (format: Intl.DateTimeFormat) => (iso: string | null) => {
  const at = readable(iso);
  return at === null ? '–' : format.format(at);
};

/** `21 Nov 2026, 10:00` in the viewer's time zone; a dash for no time. */
export const dateAndTime = written(dateTime);

/** `Sat 21 Nov, 10:00`. */
export const weekdayAndTime = written(dayTime);

/** `10:00:05`. */
export const timeOfDay = written(time);

export const count = (n: number): string => number.format(n);

/** `1 church`, `2 churches`. */
export const many = (n: number, one: string, more = `${one}s`): string => `${count(n)} ${n === 1 ? one : more}`;

/** Seconds as `0:09`, `12:05` or `1:02:03`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const part = (n: number) => String(n).padStart(2, '0');
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return hours > 0 ? `${hours}:${part(minutes)}:${part(rest)}` : `${minutes}:${part(rest)}`;
}

/** A session code in groups that people can read out: `ABCDEF` is `ABC DEF`, eight letters are four and four. */
export function spokenCode(code: string): string {
  if (/[^A-Za-z0-9]/.test(code) || code.length < 6) return code;
  const size = code.length % 3 === 0 ? 3 : 4;
  return code.match(new RegExp(`.{1,${size}}`, 'g'))?.join(' ') ?? code;
}

/** For comparing what people type with names: any case, any accents, any spacing. */
export const plain = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}+/gu, '').toLocaleLowerCase('en').replace(/\s+/g, ' ').trim();

/** Compares names as people sort them: 2 before 10, capitals and accents aside. */
export const byName = new Intl.Collator('en', { sensitivity: 'base', numeric: true }).compare;
