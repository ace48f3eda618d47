import type { ImportAnswer, ImportError, ImportSample } from '../api/types';
import { many } from '../format';

/** What a trial of a file says, ready to be shown. */
export interface ImportView {
  readonly canImport: boolean;
  readonly headline: string;
  readonly figures: readonly { readonly label: string; readonly value: number; readonly loud: boolean }[];
  readonly errors: readonly ImportLine[];
  /** The file's columns, and which of them was taken for what; empty when it has none to choose from. */
  readonly columns: readonly string[];
  readonly mapping: ImportAnswer['mapping'];
  readonly sample: readonly ImportSample[];
}

/** All that is wrong with one row of the file. */
export interface ImportLine {
  readonly row: number;
  /** The line as it stands in the file; empty when no one line is at fault. */
  readonly text: string;
  readonly faults: readonly { readonly column: string | null; readonly message: string }[];
}

export function importView(answer: ImportAnswer): ImportView {
  const errors = linesOf(answer.errors);
  return {
    canImport: errors.length === 0 && answer.created + answer.updated > 0,
    headline: headlineOf(answer, errors.length),
    figures: [
      { label: 'new', value: answer.created, loud: answer.created > 0 },
      { label: 'changed', value: answer.updated, loud: answer.updated > 0 },
      { label: 'as they are', value: answer.unchanged, loud: false },
    ],
    errors,
    columns: answer.columns,
    mapping: answer.mapping,
    sample: answer.sample,
  };
}

function headlineOf(answer: ImportAnswer, bad: number): string {
  if (answer.columns.length > 0 && answer.mapping.name === null) return 'Which column has the names of the churches?';
  if (bad > 0) return `${many(bad, 'row')} cannot be imported; nothing is, until the file is right`;
  if (answer.rows === 0) return 'The file has a header and no churches';
  if (answer.created + answer.updated === 0) return `${many(answer.rows, 'row')} read; the registry has all of them already, just so`;
  return `${many(answer.rows, 'row')} read, all well`;
}

function linesOf(errors: readonly ImportError[]): ImportLine[] {
  const rows = new Map<number, { text: string; faults: ImportLine['faults'][number][] }>();
  for (const { row, column, message, text } of errors) {
    const line = rows.get(row) ?? { text: text ?? '', faults: [] };
    line.faults.push({ column, message });
    rows.set(row, line);
  }
  return [...rows.entries()].sort(([a], [b]) => a - b).map(([row, line]) => ({ row, ...line }));
}

/** What people say about a file's columns; what they leave out is known by its name. */
export interface ColumnChoice {
  readonly name?: string;
  readonly city?: string;
  readonly externalId?: string;
  /** Without a header the first row is a church, and columns have numbers. */
  readonly hasHeader: boolean;
}

/** What a registry file looks like; offered for download. */
export const sampleCsv = 'name,city,external_id\nGrace Chapel,Leeds,1001\nSt. Andrew’s,Perth,1002\nIglesia San José,Málaga,1003\n';

/** Most that a file may weigh, bytes: a registry of ten thousand churches is far below it. */
export const mostBytes = 2_000_000;

/** Whether the server reads these bytes by itself: UTF-8, or UTF-16, which has a mark or zeros between its letters. */
export function isUnicode(bytes: ArrayBuffer): boolean {
  const [first, second] = new Uint8Array(bytes);
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || new Uint8Array(bytes).includes(0)) return true;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** What spreadsheets of the time before Unicode write; nothing in a file tells which, so people choose by what they see. */
export const charsets: readonly (readonly [label: string, name: string])[] = [
  ['windows-1252', 'Western European'],
  ['windows-1250', 'Central European'],
  ['windows-1257', 'Baltic'],
  ['windows-1251', 'Cyrillic'],
  ['windows-1253', 'Greek'],
  ['windows-1254', 'Turkish'],
  ['windows-1255', 'Hebrew'],
  ['windows-1256', 'Arabic'],
  ['windows-1258', 'Vietnamese'],
  ['macintosh', 'Western European (Mac)'],
  ['shift_jis', 'Japanese'],
  ['gb18030', 'Chinese, simplified'],
  ['big5', 'Chinese, traditional'],
  ['euc-kr', 'Korean'],
];

export const decodeAs = (bytes: ArrayBuffer, charset: string): string => new TextDecoder(charset).decode(bytes);
