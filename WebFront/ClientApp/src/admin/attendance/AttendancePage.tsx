import { ArrowLeft, Download, RefreshCw, UsersRound } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button, Callout, Card, Empty, Spinner } from '../../shared/ui';
import { useAttendance, useService } from '../api/queries';
import { services } from '../api/server';
import { count, duration, many } from '../format';
import { Link } from '../shell/navigation';
import { paths } from '../shell/routes';
import { PageHead } from '../shell/Shell';
import { attendanceRows, totalsOf, type AttendanceSort } from './attendance';
import { AttendanceTable } from './AttendanceTable';

/** Who came, for how long, and how long on the wall. */
export function AttendancePage({ id }: { id: string }) {
  const service = useService(id);
  const attendance = useAttendance(id);
  const [sort, setSort] = useState<AttendanceSort>('name');
  const rows = useMemo(() => attendanceRows(attendance.data ?? [], sort), [attendance.data, sort]);
  const totals = totalsOf(rows);
  return (
    <>
      <Link href={paths.console(id)} className="no-print mb-3 inline-flex items-center gap-1.5 rounded text-sm text-muted max-sm:mb-1 max-sm:min-h-11 hover:text-text">
        <ArrowLeft className="size-4" aria-hidden />To the console
      </Link>
      <PageHead
        title="Attendance"
        actions={
          <>
            <Button busy={attendance.isFetching} onClick={() => void attendance.refetch()}><RefreshCw aria-hidden />Refresh</Button>
            <Button asChild><a href={services.attendanceCsv(id, 'churches')} download data-testid="attendance-totals-csv"><Download aria-hidden />CSV: totals</a></Button>
            <Button asChild look="primary"><a href={services.attendanceCsv(id, 'stays')} download data-testid="attendance-csv"><Download aria-hidden />CSV: every stay</a></Button>
          </>
        }
      >
        {service.data?.title ?? '…'}
        {rows.length > 0 && ` · ${many(totals.came, 'church', 'churches')} came${totals.never > 0 ? `, ${count(totals.never)} never` : ''}${totals.here > 0 ? `, ${count(totals.here)} still here` : ''} · ${duration(totals.averageSeconds)} on average`}
      </PageHead>
      {attendance.isError && <Callout tone="danger" title={attendance.error.message} />}
      {attendance.isPending && <div className="grid place-items-center py-16"><Spinner label="Loading attendance…" /></div>}
      {attendance.data !== undefined && rows.length === 0 && (
        <Card><Empty icon={<UsersRound aria-hidden />} title="Nobody came yet">Everyone who joins this service is listed here with times.</Empty></Card>
      )}
      {rows.length > 0 && <AttendanceTable rows={rows} sort={sort} onSort={setSort} />}
    </>
  );
}
