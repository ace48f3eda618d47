import { useQueryClient } from '@tanstack/react-query';
import { Download, FileUp } from 'lucide-react';
import { useState, type ChangeEvent } from 'react';
import { Button, Callout, Dialog, Spinner, useToast } from '../../shared/ui';
import { cached } from '../api/queries';
import { churches } from '../api/server';
import { count, many } from '../format';
import { useDeed } from '../shell/useDeed';
import { decodeCsv, importView, mostBytes, sampleCsv, type ImportView } from './importModel';
import { ImportResult } from './ImportResult';

/** A file is tried first: every bad row is shown, and nothing changes until the producer says so. */
export function ImportDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      width="lg"
      title="Import churches"
      description="From a CSV file with the columns name, city and external_id. The external id finds a church again when its name changes."
    >
      <Import onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

interface Chosen {
  readonly name: string;
  readonly csv: string;
  readonly view: ImportView;
}

function Import({ onDone }: { onDone: () => void }) {
  const client = useQueryClient();
  const toast = useToast();
  const { run, busy } = useDeed();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [fault, setFault] = useState<string | null>(null);

  const tryFile = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.target;
    const file = input.files?.[0];
    setChosen(null);
    setFault(null);
    if (file === undefined) return;
    if (file.size > mostBytes) return setFault(`${file.name} is larger than 2 MB. Split it into several files.`);
    const csv = decodeCsv(await file.arrayBuffer());
    // The same file may be chosen again after it was mended.
    input.value = '';
    const answer = await run(churches.import(csv, true), undefined, (problem) => {
      setFault([problem.title, problem.detail].filter(Boolean).join(' '));
      return true;
    });
    if (answer !== null) setChosen({ name: file.name, csv, view: importView(answer.value, csv) });
  };
  const doImport = async () => {
    if (chosen === null) return;
    const answer = await run(churches.import(chosen.csv, false));
    if (answer === null) return;
    await client.invalidateQueries({ queryKey: cached.churches });
    toast({ title: `${many(answer.value.created, 'church', 'churches')} added, ${count(answer.value.updated)} changed` });
    onDone();
  };
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-4">
        <label className="inline-flex h-10 cursor-pointer items-center gap-2 rounded-lg bg-accent px-4 text-sm font-medium text-on-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent">
          <FileUp className="size-4.5" aria-hidden />
          {chosen === null ? 'Choose a file' : 'Choose another file'}
          <input type="file" accept=".csv,text/csv,text/plain" className="sr-only" data-testid="csv-file" onChange={(event) => void tryFile(event)} />
        </label>
        <a className="inline-flex items-center gap-1.5 rounded text-sm text-accent-ink underline" download="churches.csv" href={`data:text/csv;charset=utf-8,${encodeURIComponent(sampleCsv)}`}>
          <Download className="size-4" aria-hidden />An example file
        </a>
        {busy && <Spinner label="Working…" />}
      </div>
      {fault !== null && <Callout tone="danger" title="The file cannot be read">{fault}</Callout>}
      {chosen !== null && <ImportResult name={chosen.name} view={chosen.view} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Close</Button>
        <Button look="primary" disabled={chosen?.view.canImport !== true || busy} data-testid="do-import" onClick={() => void doImport()}>Import</Button>
      </div>
    </div>
  );
}
