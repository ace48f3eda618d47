import { cx } from 'class-variance-authority';
import { Bell, BellOff, ChevronLeft, Lock, LockOpen, Settings2, Share2 } from 'lucide-react';
import { Button, IconButton, Logo, Tooltip } from '../../shared/ui';
import { count, many, spokenCode } from '../format';
import { StateBadge } from '../services/StateBadge';
import { Link } from '../shell/navigation';
import { PersonMenu } from '../shell/PersonMenu';
import { paths } from '../shell/routes';
import { toggleLock } from './actions';
import { useConsole } from './context';
import { ServiceMenu } from './ServiceMenu';
import type { Doorbell } from './useDoorbell';

/** Which service this is, how many are there, whether the line to the server holds. */
export function Header({ doorbell }: { doorbell: Doorbell }) {
  const { service, roster, counts, mayRun, mayChange, open } = useConsole();
  const running = roster.state !== 'ended';
  return (
    <header className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-surface px-3 py-1.5 sm:gap-x-4">
      <Link href={paths.services} className="flex items-center gap-1 rounded-lg text-muted hover:text-text max-sm:h-11 max-sm:min-w-11" aria-label="Back to the services">
        <ChevronLeft className="size-4" aria-hidden /><Logo className="size-6" />
      </Link>
      <h1 className="max-w-[46vw] truncate text-base font-semibold lg:max-w-md" dir="auto" title={roster.title}>{roster.title}</h1>
      <StateBadge state={roster.state} />
      <span className="hidden font-mono text-sm tracking-wider text-muted md:inline">{spokenCode(service.code)}</span>
      <Connection />
      <p className="text-sm text-muted tabular-nums max-sm:whitespace-nowrap sm:ml-auto" data-testid="counts">
        <Count value={counts.present} label={`${many(counts.present, 'church', 'churches')} connected`}>present</Count>
        <Count value={counts.onAir} label={`${many(counts.onAir, 'church', 'churches')} on the walls at this moment`} wide>on air</Count>
        {counts.waiting > 0 && <Count value={counts.waiting} label={`${many(counts.waiting, 'church', 'churches')} waiting`} loud>waiting</Count>}
        {counts.lost > 0 && <Count value={counts.lost} label={`${many(counts.lost, 'church', 'churches')} without a line, their seats are kept`} wide>lost</Count>}
      </p>
      <div className="ml-auto flex items-center gap-1 max-sm:gap-0 sm:ml-0">
        <Tooltip text={doorbell.on ? 'Sound when somebody waits: on' : 'Sound when somebody waits: off'}>
          <IconButton size="sm" label={doorbell.on ? 'Turn the doorbell off' : 'Turn the doorbell on'} aria-pressed={doorbell.on} onClick={doorbell.toggle}>
            {doorbell.on ? <Bell aria-hidden /> : <BellOff aria-hidden className="text-muted" />}
          </IconButton>
        </Tooltip>
        {running && mayRun && <DoorLock />}
        {running && <Button size="sm" className="max-sm:min-w-11" aria-label="Share" onClick={() => open('share')} data-testid="share-open"><Share2 aria-hidden /><span className="hidden sm:inline">Share</span></Button>}
        {mayChange && running && <IconButton size="sm" label="Settings of this service" onClick={() => open('settings')} data-testid="settings-open"><Settings2 aria-hidden /></IconButton>}
        <ServiceMenu />
        <PersonMenu />
      </div>
    </header>
  );
}

function Count({ value, label, loud = false, wide = false, children }: { value: number; label: string; loud?: boolean; wide?: boolean; children: string }) {
  return (
    <span title={label} className={cx('mr-3 last:mr-0', loud && 'font-semibold text-warn', wide && 'hidden sm:inline')}>
      <span className={cx('font-semibold', !loud && 'text-text')}>{count(value)}</span> {children}
    </span>
  );
}

/** Against whoever should not come in, once everybody is there. */
function DoorLock() {
  const { roster: { locked }, desk } = useConsole();
  return (
    <Tooltip text={locked ? 'The doors are locked: nobody new comes in but churches with a personal link' : 'Lock the doors'}>
      <IconButton size="sm" label={locked ? 'Unlock the doors' : 'Lock the doors'} aria-pressed={locked} onClick={() => desk.perform(toggleLock(locked))} data-testid="door-lock">
        {locked ? <Lock aria-hidden className="text-warn" /> : <LockOpen aria-hidden className="text-muted" />}
      </IconButton>
    </Tooltip>
  );
}

const phases = {
  open: { word: 'Connected', look: 'text-live' },
  connecting: { word: 'Connecting…', look: 'text-warn' },
  quiet: { word: 'No answer', look: 'text-danger' },
  retrying: { word: 'Reconnecting…', look: 'text-warn' },
  stale: { word: 'Not connected', look: 'text-danger' },
  closed: { word: 'Closed', look: 'text-danger' },
} as const;

function Connection() {
  const { status } = useConsole();
  const { word, look } = phases[status.phase];
  return (
    <span role="status" className={cx('flex items-center gap-1.5 text-sm', look)} data-testid="connection" data-phase={status.phase}>
      <span className={cx('size-2 rounded-full bg-current', status.phase === 'retrying' && 'animate-pulse')} aria-hidden />
      <span className={status.phase === 'open' ? 'sr-only' : undefined}>{word}</span>
    </span>
  );
}
