import { PartyPopper } from 'lucide-react';
import { Badge, Empty } from '../../shared/ui';
import { CopyButton } from '../share/Copy';
import { searchMissing, type Missing } from './missing';

/** Registered churches that are not here, with the link to send them. */
export function MissingList({ missing, search }: { missing: readonly Missing[]; search: string }) {
  const found = searchMissing(missing, search);
  if (found.length === 0)
    return <div className="grid flex-1 place-items-center"><Empty icon={<PartyPopper aria-hidden />} title={missing.length === 0 ? 'Everyone expected is here' : 'Nobody found'} /></div>;
  return (
    <ul aria-label="Expected but absent" tabIndex={0} className="min-h-0 flex-1 overflow-y-auto -outline-offset-2" data-testid="missing">
      {found.map(({ church, kind }) => (
        <li key={church.id} data-missing={church.id} className="flex items-center gap-3 border-b border-line px-3 py-2">
          <span className="min-w-0 flex-1">
            <span className="block truncate text-left font-medium" dir="auto">{church.name}</span>
            <span className="block truncate text-left text-sm text-muted" dir="auto">{church.city}</span>
          </span>
          {kind === 'lost' ? <Badge tone="warn">Lost the line</Badge> : <Badge>Not here</Badge>}
          <CopyButton text={church.joinUrl} label="Link" what={`the personal link of ${church.name}`} />
        </li>
      ))}
    </ul>
  );
}
