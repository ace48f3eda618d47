import { Confirm, Dialog, Kbd, useToast } from '../../shared/ui';
import { useQueryClient } from '@tanstack/react-query';
import { cached } from '../api/queries';
import { services } from '../api/server';
import { many } from '../format';
import { SharePanel } from '../share/SharePanel';
import { goTo } from '../shell/navigation';
import { paths } from '../shell/routes';
import { useDeed } from '../shell/useDeed';
import type { ConsoleDialog } from './commands';
import { useConsole } from './context';
import { bindings, type KeyGroup } from './keymap';
import { ActsList } from './ActsList';
import { RenameForm } from './RenameForm';
import type { Row } from './rows';
import { SettingsForm } from './SettingsForm';
import { SimulateForm } from './SimulateForm';

/** The windows of the console; at most one is open. */
export function Dialogs({ dialog, onClose, chosen }: { dialog: ConsoleDialog | null; onClose: () => void; chosen: readonly Row[] }) {
  const { service, roster, counts } = useConsole();
  const client = useQueryClient();
  const toast = useToast();
  const { run, busy } = useDeed();
  const change = (open: boolean) => {
    if (!open) onClose();
  };
  const [row] = chosen;
  const end = async () => {
    if ((await run(services.end(service.id), 'The service has ended')) !== null) onClose();
  };
  const remove = async () => {
    if ((await run(services.remove(service.id))) === null) return;
    await client.invalidateQueries({ queryKey: cached.services });
    goTo(paths.services);
    toast({ title: `“${roster.title}” is deleted` });
  };
  return (
    <>
      <Dialog open={dialog === 'share'} onOpenChange={change} width="lg" title="Share this service"><SharePanel service={service} /></Dialog>
      <Dialog open={dialog === 'settings'} onOpenChange={change} title="Settings" description="They take effect at once.">
        <SettingsForm service={service} onDone={onClose} />
      </Dialog>
      <Dialog open={dialog === 'simulate'} onOpenChange={change} width="sm" title="Rehearse with simulated churches" description="They join, drop and come back like real ones, and send pictures that are drawn, not filmed.">
        <SimulateForm service={service} onDone={onClose} />
      </Dialog>
      <Dialog open={dialog === 'acts'} onOpenChange={change} title="What was done" description="The last acts of everybody at a desk of this service."><ActsList onDone={onClose} /></Dialog>
      <Dialog open={dialog === 'help'} onOpenChange={change} width="lg" title="Keys" description="They work everywhere on this page except while you type."><Help /></Dialog>
      <Dialog open={dialog === 'rename' && row !== undefined} onOpenChange={change} width="sm" title="Name and city" description="As the walls show them in this service.">
        {row !== undefined && <RenameForm row={row} onDone={onClose} />}
      </Dialog>
      <Confirm
        open={dialog === 'end'}
        onOpenChange={change}
        title={`End “${roster.title}”?`}
        description={`${many(counts.present, 'church', 'churches')} and all walls then show a closing page. A service that has ended cannot be opened again.`}
        action="End the service"
        danger
        busy={busy}
        onConfirm={() => void end()}
      />
      <Confirm
        open={dialog === 'delete'}
        onOpenChange={change}
        title={`Delete “${roster.title}”?`}
        description="It disappears from the list, with its attendance."
        action="Delete"
        danger
        busy={busy}
        onConfirm={() => void remove()}
      />
    </>
  );
}

const groups: readonly KeyGroup[] = ['Church', 'Walls', 'List'];

const Help = () => (
  <div className="grid gap-6 sm:grid-cols-2">
    {groups.map((group) => (
      <section key={group} className={group === 'List' ? 'sm:col-span-2' : undefined}>
        <h3 className="mb-1.5 text-sm font-semibold text-muted">{group === 'Church' ? 'Selected churches' : group}</h3>
        <ul className={group === 'List' ? 'sm:grid sm:grid-cols-2 sm:gap-x-6' : undefined}>
          {bindings.filter((binding) => binding.group === group).map(({ command, cap, label }) => (
            <li key={command} className="flex items-center gap-3 py-1">
              <span className="flex w-16 shrink-0 gap-1">{cap.split(' ').map((one) => <Kbd key={one}>{one}</Kbd>)}</span>
              <span className="text-sm">{label}</span>
            </li>
          ))}
        </ul>
      </section>
    ))}
  </div>
);
