import { cx } from 'class-variance-authority';
import { ArrowDown } from 'lucide-react';
import { Badge, Card } from '../../shared/ui';
import { duration, many, timeOfDay } from '../format';
import type { AttendanceRow, AttendanceSort } from './attendance';

const columns: readonly { sort: AttendanceSort; label: string; right?: true; wide?: true; falls?: true }[] = [
  { sort: 'name', label: 'Church' },
  { sort: 'city', label: 'City', wide: true },
  { sort: 'first', label: 'Came and left', wide: true },
  { sort: 'seconds', label: 'Present', right: true, falls: true },
  { sort: 'onWallSeconds', label: 'On the wall', right: true, falls: true },
];

export function AttendanceTable({ rows, sort, onSort }: { rows: readonly AttendanceRow[]; sort: AttendanceSort; onSort: (sort: AttendanceSort) => void }) {
  return (
    <Card className="overflow-x-auto">
      <table className="w-full text-left" data-testid="attendance">
        <thead>
          <tr className="border-b border-line text-sm">
            {columns.map(({ sort: name, label, right, wide, falls }) => (
              <th
                key={name}
                scope="col"
                aria-sort={sort !== name ? undefined : falls === true ? 'descending' : 'ascending'}
                className={cx('px-4 py-2.5 font-medium max-sm:px-3 max-sm:py-0 sm:whitespace-nowrap', right && 'text-right', wide && 'hidden sm:table-cell')}
              >
                <button type="button" onClick={() => onSort(name)} className={cx('inline-flex items-center gap-1 rounded text-muted hover:text-text max-sm:min-h-11 max-sm:min-w-11', right && 'flex-row-reverse')}>
                  {label}<ArrowDown className={cx('size-3.5', sort !== name && 'opacity-0 max-sm:hidden', falls !== true && 'rotate-180')} aria-hidden />
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.churchId} data-attendance={row.churchId} className="border-b border-line align-top last:border-b-0">
              <td className="px-4 py-2.5 max-sm:px-3 font-medium" dir="auto">{row.name}{row.isHere && <Badge tone="live" className="ml-2">Here</Badge>}{!row.hasCome && <Badge className="ml-2">Never came</Badge>}</td>
              <td className="hidden px-4 py-2.5 sm:table-cell" dir="auto">{row.city}</td>
              <td className="hidden px-4 py-2.5 text-sm text-muted tabular-nums sm:table-cell"><Intervals row={row} /></td>
              <td className="px-4 py-2.5 max-sm:px-3 text-right tabular-nums">{row.hasCome ? duration(row.seconds) : '–'}</td>
              <td className="px-4 py-2.5 max-sm:px-3 text-right tabular-nums">{row.hasCome ? duration(row.onWallSeconds) : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

/** A few stays in full; more behind a click, because a bad line makes dozens. */
function Intervals({ row }: { row: AttendanceRow }) {
  const stays = row.intervals.map(({ from, to }) => `${timeOfDay(from)} – ${to === null ? 'now' : timeOfDay(to)}`);
  const list = stays.map((stay, index) => <span key={index} className="block">{stay}</span>);
  if (stays.length <= 2) return list;
  return (
    <details>
      <summary className="cursor-pointer rounded">{timeOfDay(row.first)} – {row.isHere ? 'now' : timeOfDay(row.last)}, {many(stays.length, 'stay')}</summary>
      {list}
    </details>
  );
}
