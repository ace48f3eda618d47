import { cx } from 'class-variance-authority';
import { ChevronRight, Hourglass, LayoutGrid, UsersRound } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Service } from '../api/types';
import { count, many, spokenCode, weekdayAndTime } from '../format';
import { Link } from '../shell/navigation';
import { paths } from '../shell/routes';
import { StateBadge } from './StateBadge';

/** One service: its name, when it is, its code, and how many are there now. */
export function ServiceRow({ service }: { service: Service }) {
  const { present, waiting, pages } = service.counts;
  return (
    <li className="border-t border-line first:border-t-0" data-service={service.id} data-state={service.state}>
      <Link href={paths.console(service.id)} className="flex flex-wrap items-center gap-x-5 gap-y-1.5 px-4 py-3.5 -outline-offset-2 hover:bg-sunken sm:flex-nowrap sm:px-5">
        <span className="min-w-0 flex-1 basis-60">
          <span className="flex items-center gap-2.5">
            <span className={cx('truncate text-left text-base font-semibold', service.state === 'ended' && 'text-muted')} dir="auto">{service.title}</span>
            <StateBadge state={service.state} />
          </span>
          <span className="block text-sm text-muted">{whenOf(service)}</span>
        </span>
        {service.state !== 'ended' && (
          <span className="flex items-center gap-4 text-sm tabular-nums">
            <Figure icon={<UsersRound aria-hidden />} value={present} label={`${many(present, 'church', 'churches')} present`} />
            <Figure icon={<LayoutGrid aria-hidden />} value={pages} label={many(pages, 'page')} />
            <Figure icon={<Hourglass aria-hidden />} value={waiting} label={`${many(waiting, 'church', 'churches')} waiting`} alert={waiting > 0} />
          </span>
        )}
        <span className="font-mono text-[0.9375rem] tracking-wider sm:w-32 sm:text-right">{spokenCode(service.code)}</span>
        <ChevronRight className="hidden size-5 text-muted sm:block" aria-hidden />
      </Link>
    </li>
  );
}

function Figure({ icon, value, label, alert = false }: { icon: ReactNode; value: number; label: string; alert?: boolean }) {
  return (
    <span title={label} className={cx('flex w-14 items-center gap-1.5 [&_svg]:size-4', alert ? 'font-semibold text-warn' : 'text-muted')}>
      {icon}
      <span aria-hidden>{count(value)}</span>
      <span className="sr-only">{label}</span>
    </span>
  );
}

function whenOf(service: Service): string {
  if (service.state === 'ended') return `Ended ${weekdayAndTime(service.endedAt)}`;
  if (service.state === 'scheduled') return `Starts ${weekdayAndTime(service.startsAt)} · doors ${weekdayAndTime(service.opensAt)}`;
  return `Live since ${weekdayAndTime(service.opensAt ?? service.createdAt)}`;
}
