import { ShieldCheck, X } from 'lucide-react';
import { Button, Card, IconButton, Tooltip } from '../../shared/ui';
import { count } from '../format';
import { admit, deny, trust } from './actions';
import { useConsole } from './context';
import { Face } from './Face';
import type { Command } from './keymap';

/** More faces than this would only be scrolled past; the list has them all. */
const mostFaces = 24;

/** Who stands at the door, with faces, the first to come first. */
export function Queue({ act, select }: { act: (command: Command) => void; select: (id: string) => void }) {
  const { queue, roster, service, desk, mayRun } = useConsole();
  if (queue.length === 0) {
    if (service.admission !== 'approval' || roster.state === 'ended') return null;
    return <p className="text-sm text-muted">Nobody waits at the door.</p>;
  }
  return (
    <Card className="border-warn p-3" data-testid="queue">
      <div className="mb-2 flex items-center gap-2">
        <h2 className="text-sm font-semibold">At the door <span className="ml-1 rounded-full bg-warn-soft px-2 py-0.5 text-warn">{count(queue.length)}</span></h2>
        {mayRun && <Button size="sm" look="primary" className="ml-auto" data-testid="admit-all" onClick={() => act('admitAll')}>Admit all</Button>}
      </div>
      <ul className="grid max-h-72 grid-cols-2 gap-2 overflow-y-auto lg:max-h-[55dvh]" aria-label="Churches that wait">
        {queue.slice(0, mostFaces).map((row) => (
          <li key={row.churchId} className="relative overflow-hidden rounded-lg border border-line" data-waiting={row.churchId}>
            <button type="button" className="block w-full text-left -outline-offset-2" onClick={() => select(row.churchId)}>
              <Face row={row} className="aspect-4/3 w-full" />
              <span className="block truncate px-2 pt-1 text-left text-sm font-medium" dir="auto">{row.name}</span>
              <span className="block h-5 truncate px-2 text-left text-xs text-muted" dir="auto">{row.city}</span>
            </button>
            {mayRun && (
              <div className="flex gap-1 p-1.5 pt-0.5">
                <Button size="sm" className="min-w-0 flex-1 px-1!" onClick={() => desk.perform(admit([row]))}>Admit</Button>
                <Tooltip text="Admit, now and always"><IconButton size="sm" label={`Always admit ${row.name}`} onClick={() => desk.perform(trust([row]))}><ShieldCheck aria-hidden /></IconButton></Tooltip>
                <Tooltip text="Deny" keys="D"><IconButton size="sm" look="dangerQuiet" label={`Deny ${row.name}`} onClick={() => desk.perform(deny([row]))}><X aria-hidden /></IconButton></Tooltip>
              </div>
            )}
          </li>
        ))}
      </ul>
      {queue.length > mostFaces && <p className="mt-2 text-sm text-muted">And {count(queue.length - mostFaces)} more: press W to list everyone who waits.</p>}
    </Card>
  );
}
