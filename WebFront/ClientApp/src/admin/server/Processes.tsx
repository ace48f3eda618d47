import { cx } from 'class-variance-authority';
import { Badge, Card } from '../../shared/ui';
import type { WallProcess } from '../api/types';
import { count, dateAndTime, timeOfDay } from '../format';
import { processVerdict } from './health';

const orDash = (value: string | null): string => value ?? '–';

/** One row a process; on a narrow screen the numbers stand below its name. */
export function Processes({ processes }: { processes: readonly WallProcess[] }) {
  return (
    <section aria-labelledby="processes">
      <h2 id="processes" className="mb-3 text-lg font-semibold">Processes</h2>
      <Card>
        <ul aria-labelledby="processes" data-testid="processes">
          {processes.map((process) => <Row key={process.id} process={process} />)}
        </ul>
      </Card>
    </section>
  );
}

function Row({ process }: { process: WallProcess }) {
  const { tone, text } = processVerdict(process);
  const isGone = process.status === 'gone';
  return (
    <li data-process={process.id} data-status={process.status} className="flex flex-col gap-x-6 gap-y-2 border-t border-line px-4 py-3 first:border-t-0 sm:px-5 lg:flex-row lg:items-center">
      <div className="flex min-w-0 items-start gap-3 lg:w-72">
        <div className="min-w-0 flex-1">
          <p className={cx('truncate font-medium', isGone && 'text-muted')}>
            {process.name}{process.self && <span className="font-normal text-muted"> · answers you</span>}
          </p>
          <p className="truncate text-sm text-muted tabular-nums">{process.address ?? 'Alone on this wall'}</p>
        </div>
        <Badge tone={tone} dot>{text}</Badge>
      </div>
      {isGone ? (
        <p className="text-sm text-muted">Started {dateAndTime(process.startedAt)}, last seen {timeOfDay(process.lastSeenAt)}.</p>
      ) : (
        <dl className="grid min-w-0 flex-1 grid-cols-2 gap-x-4 gap-y-2 text-sm sm:grid-cols-[1.6fr_1fr_1fr_1fr_1fr]">
          <Fact name="Started" value={dateAndTime(process.startedAt)} wide />
          <Fact name="Grains" value={orDash(process.grains === null ? null : count(process.grains))} />
          <Fact name="Heap" value={orDash(process.memoryMb === null ? null : `${count(Math.round(process.memoryMb))} MB`)} />
          <Fact name="CPU" value={orDash(process.cpuPercent === null ? null : `${count(Math.round(process.cpuPercent))} %`)} />
          <Fact name="Version" value={orDash(process.version)} />
        </dl>
      )}
    </li>
  );
}

function Fact({ name, value, wide = false }: { name: string; value: string; wide?: boolean }) {
  return (
    <div className={cx('min-w-0', wide && 'col-span-2 sm:col-span-1')}>
      <dt className="text-muted">{name}</dt>
      <dd className="truncate tabular-nums">{value}</dd>
    </div>
  );
}
