import { describe, expect, it, vi } from 'vitest';
import type { Problem } from '../../shared/api';
import { changesOf, emptyForm, errorsOf, formOf, obsLinks, serverErrors, settingsOf, toLocal, toUtc, wallLinks, zoneOf } from './serviceForm';

const good = { ...emptyForm, title: ' Sunday ' };
const problem = (more: Partial<Problem>): Problem => ({ status: 400, code: 'invalid', title: 'Some fields are wrong.', detail: null, errors: {}, retryAfter: null, more: {}, ...more });

describe('errorsOf', () => {
  it('lets a title alone pass', () => {
    expect(errorsOf(good)).toEqual({});
  });

  it.each([['0'], ['65'], ['12.5'], [''], ['-3'], ['many']])('refuses %j churches on a page', (pageSize) => {
    expect(errorsOf({ ...good, pageSize }).pageSize).toContain('1 to 64');
  });

  it('wants a title, and a start only for later', () => {
    expect(errorsOf({ ...good, title: '  ' }).title).toBeDefined();
    expect(errorsOf({ ...good, when: 'later' }).startsAt).toBeDefined();
    expect(errorsOf({ ...good, when: 'later', startsAt: '2026-11-22T10:00', doorsMinutes: '2000' }).doorsMinutes).toContain('1440');
    expect(errorsOf({ ...good, doorsMinutes: 'x' })).toEqual({});
  });
});

describe('settingsOf', () => {
  it('trims and makes numbers; live now has no start', () => {
    expect(settingsOf(good)).toEqual({
      title: 'Sunday', startsAt: null, doorsMinutes: 30, pageSize: 20, rotationSeconds: 15, screens: 1, admission: 'open', wallAccess: 'key', endAfterHours: 12,
    });
  });

  it('comes back from a service unchanged', () => {
    const settings = { ...settingsOf(good), startsAt: '2026-11-22T10:00:00.000Z', screens: 4, admission: 'approval' as const };
    expect(settingsOf(formOf(settings))).toEqual(settings);
  });

  it('keeps local times through both ways', () => {
    expect(toUtc(toLocal('2026-07-01T09:30:00.000Z'))).toBe('2026-07-01T09:30:00.000Z');
    expect(toUtc('')).toBeNull();
    expect(toUtc('soon')).toBeNull();
    expect(toLocal('soon')).toBe('');
  });
});

it('says the zone of its times, as it is at that moment', () => {
  vi.stubEnv('TZ', 'Europe/London');
  expect(zoneOf('2026-07-01T10:00')).toBe('Europe/London, GMT+1');
  expect(zoneOf('2026-12-24T10:00')).toMatch(/^Europe\/London, GMT(\+0)?$/);
  expect(zoneOf('')).toBe('Europe/London');
  vi.unstubAllEnvs();
});

it('leaves the most guests to the server until somebody sets them, and then cannot be without', () => {
  const service = formOf({ ...settingsOf(good), maxGuests: 2000 });
  expect(settingsOf(good).maxGuests).toBeUndefined();
  expect(service.maxGuests).toBe('2000');
  expect(changesOf(service, { ...service, maxGuests: '300' })).toEqual({ maxGuests: 300 });
  expect(errorsOf({ ...service, maxGuests: '' }, service).maxGuests).toContain('1 to 10000');
});

it.each([
  ['maxGuests', '0'], ['maxGuests', '10001'], ['maxGuests', 'all'],
  ['endAfterHours', '721'], ['endAfterHours', '-1'], ['endAfterHours', '1.5'], ['endAfterHours', ''],
] as const)('refuses %s of %j as the server does', (field, value) => {
  expect(Object.keys(errorsOf({ ...good, [field]: value }))).toEqual([field]);
});

it.each([['0', 0], ['720', 720]])('a service ends by itself after %s hours, and never after 0', (endAfterHours, hours) => {
  const form = { ...good, endAfterHours };
  expect(errorsOf(form)).toEqual({});
  expect(changesOf(good, form)).toEqual({ endAfterHours: hours });
  expect(formOf(settingsOf(form)).endAfterHours).toBe(endAfterHours);
});

it('sends only what was changed', () => {
  expect(changesOf(good, { ...good, screens: '2', title: 'Sunday' })).toEqual({ screens: 2 });
  expect(changesOf(good, good)).toEqual({});
});

describe('serverErrors', () => {
  it('puts messages to their fields, whatever the case of the name', () => {
    expect(serverErrors(problem({ errors: { PageSize: ['Too many.'], title: ['Empty.', 'Type it.'] } }))).toEqual({
      fields: { pageSize: 'Too many.', title: 'Empty. Type it.' }, rest: null,
    });
  });

  it('shows what belongs to no field', () => {
    expect(serverErrors(problem({ errors: { room: ['Taken.'] } })).rest).toBe('Taken.');
    expect(serverErrors(problem({ title: 'No.', detail: 'Do this.' })).rest).toBe('No. Do this.');
  });
});

describe('links', () => {
  const wallUrl = 'https://wall.example/wall/ABC?key=k';

  it('has one for each screen, counted from one', () => {
    expect(wallLinks({ wallUrl, screens: 1 })).toEqual([{ label: 'Wall', url: wallUrl }]);
    expect(wallLinks({ wallUrl, screens: 2 }).map((link) => link.url)).toEqual([`${wallUrl}&screen=1`, `${wallUrl}&screen=2`]);
  });

  it('has a bare one for OBS for each screen', () => {
    expect(obsLinks({ wallUrl, screens: 1 }).map((link) => link.url)).toEqual([`${wallUrl}&clean=1&transparent=1`]);
    expect(obsLinks({ wallUrl, screens: 3 }).map((link) => link.url)).toEqual([1, 2, 3].map((screen) => `${wallUrl}&screen=${screen}&clean=1&transparent=1`));
    expect(obsLinks({ wallUrl, screens: 3 })[2]?.label).toBe('OBS browser source, screen 3');
  });
});
