import { Printer } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from '../../shared/ui';
import type { Service } from '../api/types';
import { spokenCode } from '../format';
import { obsLinks, wallLinks } from '../services/serviceForm';
import { paths } from '../shell/routes';
import { CopyButton, LinkRow } from './Copy';
import { QrCode } from './QrCode';

/** All that others need to take part: the code, the links, something to scan, something to print. */
export function SharePanel({ service }: { service: Service }) {
  const panel = useRef<HTMLDivElement>(null);
  // In the window of a new service it takes the place of the form, and the button that had the focus is gone with that.
  useEffect(() => {
    if (document.activeElement?.contains(panel.current) === true) panel.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
  }, []);
  return (
    <div ref={panel} className="grid gap-6 sm:grid-cols-[12rem_1fr]" data-testid="share">
      <div className="flex flex-col items-center gap-3">
        <QrCode text={service.joinUrl} label="QR code of the join link" className="w-44 rounded-xl border border-line sm:w-48" />
        <Button asChild size="sm">
          <a href={paths.sheet(service.id)} target="_blank" rel="noreferrer"><Printer aria-hidden />Print a sheet</a>
        </Button>
      </div>
      <div className="min-w-0">
        <p className="text-sm font-medium text-muted">Session code</p>
        <div className="mb-4 flex flex-wrap items-center gap-3">
          <p className="font-mono text-4xl font-bold tracking-widest" data-testid="service-code">{spokenCode(service.code)}</p>
          <CopyButton text={service.code} what="the code" first />
        </div>
        <h3 className="text-sm font-semibold">For churches</h3>
        <LinkRow label="Join link" url={service.joinUrl} />
        {service.wallUrl !== null && <WallLinks service={{ ...service, wallUrl: service.wallUrl }} />}
      </div>
    </div>
  );
}

function WallLinks({ service }: { service: Service & { readonly wallUrl: string } }) {
  return (
    <>
      <h3 className="mt-4 text-sm font-semibold">For the auditorium</h3>
      {wallLinks(service).map(({ label, url }) => <LinkRow key={label} label={label} url={url} />)}
      {obsLinks(service).map(({ label, url }) => <LinkRow key={label} label={label} hint="tiles only, transparent" url={url} />)}
      {service.wallAccess === 'key' && (
        <p className="mt-2 text-sm text-muted">Wall links carry a key: whoever has one sees everybody. Reset it in the settings if it got around.</p>
      )}
    </>
  );
}
