import { Printer } from 'lucide-react';
import { Button, Callout, Spinner } from '../../shared/ui';
import { useService } from '../api/queries';
import { spokenCode, weekdayAndTime } from '../format';
import { QrCode } from '../share/QrCode';

/** One page of paper for the churches of a service. The wall links stay off it: their key is not for everyone. */
export function ServiceSheet({ id }: { id: string }) {
  const { data: service, error } = useService(id);
  if (service === undefined)
    return <main className="grid min-h-dvh place-items-center p-6">{error ? <Callout tone="danger" title={error.message} /> : <Spinner label="Loading…" />}</main>;
  return (
    <main className="mx-auto max-w-2xl bg-white p-6 text-black sm:p-12 print:p-0">
      <div className="no-print mb-8 flex justify-end">
        <Button look="primary" onClick={() => window.print()}><Printer aria-hidden />Print</Button>
      </div>
      <p className="text-sm font-semibold tracking-widest uppercase">Join the video wall</p>
      <h1 className="mt-2 text-4xl font-bold" dir="auto">{service.title}</h1>
      {service.startsAt !== null && <p className="mt-2 text-xl">{weekdayAndTime(service.startsAt)} · doors open {weekdayAndTime(service.opensAt)}</p>}
      <div className="mt-10 flex flex-wrap items-center gap-10">
        <QrCode text={service.joinUrl} label="QR code of the join link" className="w-64" />
        <div>
          <p className="text-lg">Session code</p>
          <p className="font-mono text-5xl font-bold tracking-widest">{spokenCode(service.code)}</p>
        </div>
      </div>
      <ol className="mt-10 list-decimal space-y-2 pl-6 text-lg">
        <li>Scan the picture with a phone, or open <b className="break-all">{service.joinUrl}</b> in a browser.</li>
        <li>Type the name of your church and allow the camera. No sound is sent.</li>
        <li>Leave the page open. It tells you when you are on the wall.</li>
      </ol>
    </main>
  );
}
