import type { ImportAnswer, ImportError } from '../api/types';
import { many } from '../format';

/** What a trial of a file says, ready to be shown. */
export interface ImportView {
  readonly canImport: boolean;
  readonly headline: string;
  readonly figures: readonly { readonly label: string; readonly value: number; readonly loud: boolean }[];
  readonly errors: readonly ImportLine[];
}

/** All that is wrong with one row of the file. */
export interface ImportLine {
  readonly row: number;
  /** The line as it stands in the file; empty when the file has no such line. */
  readonly text: string;
  readonly faults: readonly { readonly column: string | null; readonly message: string }[];
}

export function importView(answer: ImportAnswer, csv: string): ImportView {
  const errors = linesOf(answer.errors, csv);
  return {
    canImport: errors.length === 0 && answer.created + answer.updated > 0,
    headline: headlineOf(answer, errors.length),
    figures: [
      { label: 'new', value: answer.created, loud: answer.created > 0 },
      { label: 'changed', value: answer.updated, loud: answer.updated > 0 },
      { label: 'as they are', value: answer.unchanged, loud: false },
    ],
    errors,
  };
}

function headlineOf(answer: ImportAnswer, bad: number): string {
  if (bad > 0) return `${many(bad, 'row')} cannot be imported; nothing is, until the file is right`;
  if (answer.rows === 0) return 'The file has a header and no churches';
  if (answer.created + answer.updated === 0) return `${many(answer.rows, 'row')} read; the registry has all of them already, just so`;
  return `${many(answer.rows, 'row')} read, all well`;
}

function linesOf(errors: readonly ImportError[], csv: string): ImportLine[] {
  const lines = csv.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const rows = new Map<number, ImportLine['faults'][number][]>();
  for (const { row, column, message } of errors) rows.set(row, [...(rows.get(row) ?? []), { column, message }]);
  return [...rows.entries()]
    .sort(([a], [b]) => a - b)
    .map(([row, faults]) => ({ row, text: lines[row - 1] ?? '', faults }));
}

/** What a registry file looks like; offered for download. */
export const sampleCsv = 'name,city,external_id\nGrace Chapel,Leeds,1001\nSt. Andrew’s,Perth,1002\nIglesia San José,Málaga,1003\n';

/** Most that a file may weigh, bytes: a registry of ten thousand churches is far below it. */
export const mostBytes = 2_000_000;

/** Files come as UTF-8 or, from older spreadsheets, as Windows-1252: what is no UTF-8 is read as that. */
export function decodeCsv(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
