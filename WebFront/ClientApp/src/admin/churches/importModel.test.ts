import { expect, it } from 'vitest';
import { charsets, decodeAs, importView, isUnicode } from './importModel';

const mapping = { name: 'name', city: 'city', externalId: null };
const answer = { rows: 3, created: 0, updated: 0, unchanged: 0, errors: [], columns: ['name', 'city'], mapping, sample: [] };

it('shows each bad row once, with its line and all its faults, in the order of the file', () => {
  const view = importView({ ...answer, errors: [
    { row: 9, column: null, message: 'Too long.', text: null },
    { row: 3, column: 'name', message: 'Empty.', text: ',Perth' },
    { row: 3, column: 'city', message: 'Unknown.', text: ',Perth' },
  ] });
  expect(view.canImport).toBe(false);
  expect(view.headline).toMatch(/^2 rows cannot/);
  expect(view.errors).toEqual([
    { row: 3, text: ',Perth', faults: [{ column: 'name', message: 'Empty.' }, { column: 'city', message: 'Unknown.' }] },
    { row: 9, text: '', faults: [{ column: null, message: 'Too long.' }] },
  ]);
});

it('offers the import when something would change', () => {
  const view = importView({ ...answer, created: 2, unchanged: 1 });
  expect(view).toMatchObject({ canImport: true, headline: '3 rows read, all well' });
  expect(view.figures.map(({ value, loud }) => [value, loud])).toEqual([[2, true], [0, false], [1, false]]);
});

it('does not offer it when nothing would', () => {
  expect(importView({ ...answer, unchanged: 3 }).canImport).toBe(false);
  expect(importView({ ...answer, rows: 0 }).headline).toMatch(/no churches/);
});

it('asks for the column of names where none is called so', () => {
  const error = { row: 1, column: 'name', message: 'None.', text: null };
  const view = importView({ ...answer, rows: 0, errors: [error], columns: ['Gemeinde', 'Ort'], mapping: { name: null, city: null, externalId: null } });
  expect(view).toMatchObject({ canImport: false, headline: 'Which column has the names of the churches?', columns: ['Gemeinde', 'Ort'] });
});

const bytes = (...list: number[]) => new Uint8Array(list).buffer;

it('leaves Unicode of any kind to the server, and asks about the rest', () => {
  expect(isUnicode(new TextEncoder().encode('José').buffer)).toBe(true);
  expect(isUnicode(bytes(0xff, 0xfe, 0x4a, 0xe9))).toBe(true);
  expect(isUnicode(bytes(0x4a, 0, 0xe9, 0))).toBe(true);
  expect(isUnicode(bytes(0x4a, 0x6f, 0x73, 0xe9))).toBe(false);
});

it('reads old files as what people see them to be', () => {
  const file = bytes(0xc6, 0xe5);
  expect(decodeAs(file, 'windows-1252')).toBe('Æå');
  expect(decodeAs(file, 'windows-1251')).toBe('Же');
  for (const [charset] of charsets) expect(decodeAs(bytes(0x61), charset)).toBe('a');
});
