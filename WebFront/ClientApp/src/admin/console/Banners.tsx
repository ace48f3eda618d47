import { Bell, DoorOpen, Sparkles } from 'lucide-react';
import { Button, Callout } from '../../shared/ui';
import { services } from '../api/server';
import { weekdayAndTime } from '../format';
import { Link } from '../shell/navigation';
import { paths } from '../shell/routes';
import { useDeed } from '../shell/useDeed';
import { useConsole } from './context';
import type { Doorbell } from './useDoorbell';

/** What the producer has to know before anything else, each with what to do about it. */
export function Banners({ retry, doorbell }: { retry: () => void; doorbell: Doorbell }) {
  const { service, roster, status, walls, mayRun, open } = useConsole();
  const { run, busy } = useDeed();
  const stalled = walls.filter((wall) => wall.status === 'stalled');
  const flat = 'rounded-none! border-b border-line py-2!';
  return (
    <div aria-label="Notices" role="region" className="empty:hidden">
      {(status.phase === 'stale' || status.phase === 'quiet') && (
        <Callout tone="danger" className={flat} title="The console has lost the server; what you see is old" action={<Button size="sm" onClick={retry}>Try now</Button>}>
          Walls keep turning by themselves. This page reconnects as soon as it can.
        </Callout>
      )}
      {stalled.length > 0 && (
        <Callout tone="danger" className={flat} title={`${stalled.map((wall) => `Screen ${wall.screen + 1}`).join(', ')}: no new pictures for a while`}>
          Look at the wall. It reloads itself within half a minute; if it does not, reload it there.
        </Callout>
      )}
      {doorbell.muffled && mayRun && service.admission === 'approval' && (
        <Callout
          tone="warn"
          className={flat}
          title="The doorbell is silent: this browser waits for a click"
          action={<Button size="sm" data-testid="unmuffle" onClick={doorbell.ring}><Bell aria-hidden />Turn it on</Button>}
        />
      )}
      {roster.state === 'scheduled' && (
        <Callout
          className={flat}
          title={`The doors open ${weekdayAndTime(service.opensAt)}`}
          action={mayRun && <Button size="sm" busy={busy} data-testid="open-doors" onClick={() => void run(services.open(service.id), 'The doors are open')}><DoorOpen aria-hidden />Open now</Button>}
        >
          Until then churches see when to come back.
        </Callout>
      )}
      {roster.state === 'ended' && (
        <Callout className={flat} title="This service has ended" action={<Button size="sm" asChild><Link href={paths.attendance(service.id)}>Attendance</Link></Button>}>
          Churches and walls show a closing page.
        </Callout>
      )}
      {service.media === 'direct' && roster.seats.size === 0 && roster.state !== 'ended' && (
        <Callout
          className={flat}
          title="No media server: up to 30 churches, best within one network"
          action={mayRun && <Button size="sm" data-testid="rehearse" onClick={() => open('simulate')}><Sparkles aria-hidden />Rehearse with simulated churches</Button>}
        >
          Pictures go from browser to browser, each to three walls and consoles at most. For more, set LIVEKIT_URL to the address of your LiveKit server and start again.
        </Callout>
      )}
    </div>
  );
}
