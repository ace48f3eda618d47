import { Callout } from '../../shared/ui';
import { count } from '../format';
import type { ImportView } from './importModel';

/** What would happen, and each row that stands in the way. */
export function ImportResult({ name, view }: { name: string; view: ImportView }) {
  return (
    <section aria-label={`Trial of ${name}`} data-testid="import-result">
      <Callout tone={view.errors.length > 0 ? 'warn' : 'info'} title={view.headline}>
        <span className="flex flex-wrap gap-x-5">
          {view.figures.map(({ label, value, loud }) => <span key={label} className={loud ? 'font-semibold' : undefined}>{count(value)} {label}</span>)}
        </span>
      </Callout>
      {view.errors.length > 0 && (
        <div className="mt-3 max-h-72 overflow-y-auto rounded-xl border border-line" tabIndex={0} role="group" aria-label="Rows with errors">
          <table className="w-full text-left text-sm">
            <thead className="sticky top-0 bg-surface">
              <tr className="border-b border-line text-muted">
                <th scope="col" className="px-3 py-2 font-medium">Row</th>
                <th scope="col" className="w-full px-3 py-2 font-medium">What is wrong</th>
              </tr>
            </thead>
            <tbody>
              {view.errors.map((line) => (
                <tr key={line.row} className="border-b border-line align-top last:border-b-0" data-bad-row={line.row}>
                  <td className="px-3 py-2 tabular-nums">{line.row}</td>
                  <td className="px-3 py-2">
                    {line.faults.map((one, index) => <span key={index} className="block">{one.column !== null && <b>{one.column}: </b>}{one.message}</span>)}
                    {line.text !== '' && <code className="mt-0.5 line-clamp-2 break-all text-muted" dir="auto">{line.text}</code>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
