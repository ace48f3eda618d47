import { expect, it } from 'vitest';
import { decodeCsv, importView } from './importModel';

const answer = { rows: 3, created: 0, updated: 0, unchanged: 0, errors: [] };
const csv = '\uFEFFname,city\r\nGrace,Leeds\r\n,Perth\r\nZion,Cork';

it('shows each bad row once, with its line and all its faults, in the order of the file', () => {
  const view = importView({ ...answer, errors: [
    { row: 9, column: null, message: 'Too long.' },
    { row: 3, column: 'name', message: 'Empty.' },
    { row: 3, column: 'city', message: 'Unknown.' },
  ] }, csv);
  expect(view.canImport).toBe(false);
  expect(view.headline).toMatch(/^2 rows cannot/);
  expect(view.errors).toEqual([
    { row: 3, text: ',Perth', faults: [{ column: 'name', message: 'Empty.' }, { column: 'city', message: 'Unknown.' }] },
    { row: 9, text: '', faults: [{ column: null, message: 'Too long.' }] },
  ]);
});

it('offers the import when something would change', () => {
  const view = importView({ ...answer, created: 2, unchanged: 1 }, csv);
  expect(view).toMatchObject({ canImport: true, headline: '3 rows read, all well' });
  expect(view.figures.map(({ value, loud }) => [value, loud])).toEqual([[2, true], [0, false], [1, false]]);
});

it('does not offer it when nothing would', () => {
  expect(importView({ ...answer, unchanged: 3 }, csv).canImport).toBe(false);
  expect(importView({ ...answer, rows: 0 }, csv).headline).toMatch(/no churches/);
});

it('keeps accents of files that are no UTF-8', () => {
  expect(decodeCsv(new TextEncoder().encode('José').buffer)).toBe('José');
  expect(decodeCsv(new Uint8Array([0x4a, 0x6f, 0x73, 0xe9]).buffer)).toBe('José');
});
