import { useQueryClient } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { Button, Callout, Confirm } from '../../shared/ui';
import { cached } from '../api/queries';
import { churches } from '../api/server';
import type { Church } from '../api/types';
import { LinkRow } from '../share/Copy';
import { QrCode } from '../share/QrCode';
import { useSigned } from '../shell/session';
import { useDeed } from '../shell/useDeed';

/** A church's personal link, to copy and to scan. */
export function ChurchLink({ church }: { church: Church }) {
  const client = useQueryClient();
  const { may } = useSigned();
  const { run, busy } = useDeed();
  const [joinUrl, setJoinUrl] = useState(church.joinUrl);
  const [asking, setAsking] = useState(false);
  const renew = async () => {
    const answer = await run(churches.newLink(church.id), 'The link is new; the old one opens nothing any more');
    setAsking(false);
    if (answer === null) return;
    setJoinUrl(answer.value.joinUrl);
    await client.invalidateQueries({ queryKey: cached.churches });
  };
  return (
    <div className="flex flex-col items-center gap-4">
      {church.revoked && <Callout tone="warn" title="This link is revoked" className="w-full">It opens nothing until you allow it again.</Callout>}
      <QrCode text={joinUrl} label={`QR code of the personal link of ${church.name}`} className="w-52 rounded-xl border border-line" />
      <div className="w-full"><LinkRow label="Personal link" url={joinUrl} /></div>
      {may('change') && <Button size="sm" onClick={() => setAsking(true)} data-testid="new-link"><RefreshCw aria-hidden />Make a new link…</Button>}
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title="Make a new link?"
        description={`The old link and its QR code stop working. ${church.name} needs the new one.`}
        action="Make a new link"
        busy={busy}
        onConfirm={() => void renew()}
      />
    </div>
  );
}
