import { Field, Select, Switch } from '../../shared/ui';
import type { ColumnChoice, ImportView } from './importModel';

const fields = [
  ['name', 'Name'],
  ['city', 'City'],
  ['externalId', 'External id'],
] as const;

interface ImportColumnsProps {
  view: ImportView;
  choice: ColumnChoice;
  onChange: (choice: ColumnChoice) => void;
}

/** Which column is what, for files whose columns are called otherwise; and the first churches as they would be imported. */
export function ImportColumns({ view, choice, onChange }: ImportColumnsProps) {
  const { columns, mapping, sample } = view;
  return (
    <section aria-label="Columns" className="flex flex-col gap-3">
      <div className="grid gap-3 sm:grid-cols-3">
        {fields.map(([field, label]) => (
          <Field key={field} label={label}>
            <Select
              data-testid={`column-${field}`}
              value={mapping[field] ?? ''}
              onChange={(event) => onChange({ ...choice, [field]: event.target.value })}
            >
              {mapping[field] === null && <option value="">None</option>}
              {columns.map((column, index) => column !== '' && <option key={index} value={column}>{choice.hasHeader ? column : `Column ${column}`}</option>)}
            </Select>
          </Field>
        ))}
      </div>
      <Switch
        checked={choice.hasHeader}
        onCheckedChange={(hasHeader) => onChange({ hasHeader })}
        label="The first row names the columns"
        hint="Off, when it is a church already."
      />
      {sample.length > 0 && (
        <table className="w-full text-left text-sm" data-testid="import-sample">
          <caption className="pb-1 text-left text-muted">The first of them</caption>
          <tbody>
            {sample.map((church, index) => (
              <tr key={index} className="border-b border-line last:border-b-0">
                {fields.map(([field]) => <td key={field} className="py-1 pr-3" dir="auto">{church[field]}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
