import { useQueryClient } from '@tanstack/react-query';
import { CircleStop, DoorOpen, EllipsisVertical, Keyboard, ListChecks, PackageOpen, Rows3, Sparkles, Trash2, Undo2 } from 'lucide-react';
import { IconButton, Menu, MenuItem, MenuLine } from '../../shared/ui';
import { cached } from '../api/queries';
import { services } from '../api/server';
import { goTo } from '../shell/navigation';
import { paths } from '../shell/routes';
import { useDeed } from '../shell/useDeed';
import { compact } from './actions';
import { useConsole } from './context';

/** What is needed seldom. */
export function ServiceMenu() {
  const { service, roster, desk, mayRun, mayChange, open } = useConsole();
  const client = useQueryClient();
  const { run } = useDeed();
  const stopSimulation = async () => {
    if ((await run(services.stopSimulation(service.id), 'The simulated churches leave')) !== null)
      void client.invalidateQueries({ queryKey: cached.service(service.id) });
  };
  const running = roster.state !== 'ended';
  return (
    <Menu trigger={<IconButton size="sm" label="More" data-testid="service-menu"><EllipsisVertical aria-hidden /></IconButton>}>
      {mayRun && roster.state === 'scheduled' && (
        <MenuItem icon={<DoorOpen aria-hidden />} onSelect={() => void run(services.open(service.id), 'The doors are open')}>Open the doors now</MenuItem>
      )}
      {mayRun && <MenuItem icon={<Rows3 aria-hidden />} onSelect={() => desk.perform(compact())}>Close gaps at the next turn</MenuItem>}
      {mayRun && <MenuItem icon={<Undo2 aria-hidden />} onSelect={() => open('acts')}>Undo…</MenuItem>}
      <MenuItem icon={<ListChecks aria-hidden />} onSelect={() => goTo(paths.attendance(service.id))}>Attendance</MenuItem>
      <MenuItem icon={<Keyboard aria-hidden />} onSelect={() => open('help')}>Keys</MenuItem>
      {mayRun && running && service.media !== 'livekit' && (
        <>
          <MenuLine />
          <MenuItem icon={<Sparkles aria-hidden />} onSelect={() => open('simulate')}>Simulated churches…</MenuItem>
          {service.media === 'simulated' && <MenuItem icon={<PackageOpen aria-hidden />} onSelect={() => void stopSimulation()}>End the simulation</MenuItem>}
        </>
      )}
      {((running && mayRun) || (!running && mayChange)) && <MenuLine />}
      {running && mayRun && <MenuItem danger icon={<CircleStop aria-hidden />} onSelect={() => open('end')}>End the service…</MenuItem>}
      {!running && mayChange && <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => open('delete')}>Delete the service…</MenuItem>}
    </Menu>
  );
}
