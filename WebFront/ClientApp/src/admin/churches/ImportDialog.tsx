import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Callout, Dialog, Field, Select, Spinner, useToast } from '../../shared/ui';
import { cached } from '../api/queries';
import { churches } from '../api/server';
import { count, many } from '../format';
import { useDeed } from '../shell/useDeed';
import { ImportColumns } from './ImportColumns';
import { charsets, decodeAs, importView, type ColumnChoice, type ImportView } from './importModel';
import { ImportResult } from './ImportResult';
import { ImportSource, type Source } from './ImportSource';

/** A file is tried first: every bad row is shown, and nothing changes until the producer says so. */
export function ImportDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      width="lg"
      title="Import churches"
      description="From a CSV file or a spreadsheet, with a name for each church, and perhaps its city and an external id. The external id finds a church again when its name changes."
    >
      <Import onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

/** What is tried, and how it is read. */
interface Trial {
  readonly source: Source;
  readonly choice: ColumnChoice;
  readonly charset: string;
}

const asNamed: ColumnChoice = { hasHeader: true };
const textOf = ({ source, charset }: Trial) => (source.legacy === null ? source.body : decodeAs(source.legacy, charset));

function Import({ onDone }: { onDone: () => void }) {
  const client = useQueryClient();
  const toast = useToast();
  const { run, busy } = useDeed();
  const [trial, setTrial] = useState<Trial | null>(null);
  const [view, setView] = useState<ImportView | null>(null);
  const [fault, setFault] = useState<string | null>(null);

  const attempt = async (next: Trial) => {
    setTrial(next);
    setFault(null);
    const answer = await run(churches.import(textOf(next), next.choice, true), undefined, (problem) => {
      setFault([problem.title, problem.detail].filter(Boolean).join(' '));
      return true;
    });
    setView(answer === null ? null : importView(answer.value));
  };
  const begin = (source: Source) => {
    setView(null);
    void attempt({ source, choice: asNamed, charset: trial?.charset ?? 'windows-1252' });
  };
  const refuse = (reason: string) => {
    setTrial(null);
    setView(null);
    setFault(reason);
  };
  const doImport = async () => {
    if (trial === null) return;
    const answer = await run(churches.import(textOf(trial), trial.choice, false));
    if (answer === null) return;
    await client.invalidateQueries({ queryKey: cached.churches });
    toast({ title: `${many(answer.value.created, 'church', 'churches')} added, ${count(answer.value.updated)} changed` });
    onDone();
  };
  return (
    <div className="flex flex-col gap-4">
      <ImportSource hasSource={trial !== null} onSource={begin} onFault={refuse} />
      {busy && <Spinner label="Working…" />}
      {fault !== null && <Callout tone="danger" title="The file cannot be read">{fault}</Callout>}
      {trial !== null && trial.source.legacy !== null && (
        <Field label="Its letters are" hint="The file is not Unicode (UTF-8). Look at the names below: are their accents right?">
          <Select data-testid="csv-charset" value={trial.charset} onChange={(event) => void attempt({ ...trial, charset: event.target.value })}>
            {charsets.map(([label, name]) => <option key={label} value={label}>{name}</option>)}
          </Select>
        </Field>
      )}
      {trial !== null && view !== null && view.columns.length > 0 && (
        <ImportColumns view={view} choice={trial.choice} onChange={(choice) => void attempt({ ...trial, choice })} />
      )}
      {trial !== null && view !== null && <ImportResult name={trial.source.name} view={view} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Close</Button>
        <Button look="primary" disabled={view?.canImport !== true || busy} data-testid="do-import" onClick={() => void doImport()}>Import</Button>
      </div>
    </div>
  );
}
