import { Download, FileUp } from 'lucide-react';
import { useState, type ChangeEvent, type ClipboardEvent } from 'react';
import { Button, Field, Textarea } from '../../shared/ui';
import { isUnicode, mostBytes, sampleCsv } from './importModel';

/** What is to be imported. */
export interface Source {
  readonly name: string;
  readonly body: Blob | string;
  /** The bytes of a file that is no Unicode: somebody has to see what its letters are. */
  readonly legacy: ArrayBuffer | null;
}

interface ImportSourceProps {
  hasSource: boolean;
  onSource: (source: Source) => void;
  onFault: (fault: string) => void;
}

/** Where a list comes from: a file, or a spreadsheet's clipboard. */
export function ImportSource({ hasSource, onSource, onFault }: ImportSourceProps) {
  const [pasted, setPasted] = useState('');
  const take = (text: string) => {
    if (text.trim() !== '') onSource({ name: 'the pasted rows', body: text, legacy: null });
  };
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.target;
    const file = input.files?.[0];
    if (file === undefined) return;
    if (file.size > mostBytes) return onFault(`${file.name} is larger than 2 MB. Split it into several files.`);
    const bytes = await file.arrayBuffer();
    // The same file may be chosen again after it was mended.
    input.value = '';
    setPasted('');
    onSource({ name: file.name, body: new Blob([bytes]), legacy: isUnicode(bytes) ? null : bytes });
  };
  const paste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text/plain');
    if (pasted !== '' || text === '') return;
    event.preventDefault();
    setPasted(text);
    take(text);
  };
  return (
    <>
      <div className="flex flex-wrap items-center gap-4">
        <label className="inline-flex h-10 cursor-pointer max-sm:h-11 items-center gap-2 rounded-lg bg-accent px-4 text-sm font-medium text-on-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent">
          <FileUp className="size-4.5" aria-hidden />
          {hasSource ? 'Choose another file' : 'Choose a file'}
          <input type="file" accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain" className="sr-only" data-testid="csv-file" onChange={(event) => void choose(event)} />
        </label>
        <a className="inline-flex items-center gap-1.5 rounded text-sm max-sm:min-h-11 text-accent-ink underline" download="churches.csv" href={`data:text/csv;charset=utf-8,${encodeURIComponent(sampleCsv)}`}>
          <Download className="size-4" aria-hidden />An example file
        </a>
      </div>
      <Field label="Or paste rows from a spreadsheet">
        <Textarea data-testid="csv-paste" rows={3} value={pasted} spellCheck={false} onPaste={paste} onChange={(event) => setPasted(event.target.value)} />
      </Field>
      {pasted.trim() !== '' && <Button size="sm" className="self-start" data-testid="csv-read" onClick={() => take(pasted)}>Read these rows</Button>}
    </>
  );
}
