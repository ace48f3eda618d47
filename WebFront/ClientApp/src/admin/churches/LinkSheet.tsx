import { Printer } from 'lucide-react';
import { Button, Callout, Spinner } from '../../shared/ui';
import { useAllChurches } from '../api/queries';
import { QrCode } from '../share/QrCode';

/** All personal links on paper, to be cut apart and handed out. */
export function LinkSheet() {
  const { data, error } = useAllChurches();
  if (data === undefined)
    return <main className="grid min-h-dvh place-items-center p-6">{error ? <Callout tone="danger" title={error.message} /> : <Spinner label="Loading churches…" />}</main>;
  const valid = data.filter((church) => !church.revoked);
  return (
    <main className="mx-auto min-h-dvh max-w-4xl bg-white p-6 text-black print:p-0">
      <div className="no-print mb-6 flex items-center justify-between gap-4">
        <h1 className="text-xl font-semibold">Personal links</h1>
        <Button look="primary" onClick={() => window.print()}><Printer aria-hidden />Print</Button>
      </div>
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2 print:grid-cols-2">
        {valid.map((church) => (
          <section key={church.id} className="sheet-card flex items-center gap-4 rounded-xl border border-dashed border-neutral-500 p-4">
            <QrCode text={church.joinUrl} label={`QR code of ${church.name}`} className="w-32 shrink-0" />
            <div className="min-w-0">
              <h2 className="text-lg leading-snug font-bold break-words" dir="auto">{church.name}</h2>
              <p dir="auto">{church.city}</p>
              <p className="mt-2 text-xs break-all">{church.joinUrl}</p>
            </div>
          </section>
        ))}
      </div>
      {valid.length === 0 && <p>There are no churches in the registry yet.</p>}
    </main>
  );
}
