import { cx } from 'class-variance-authority';
import { Check, Eye, EyeOff, Star, VideoOff } from 'lucide-react';
import { memo, type MouseEvent, type ReactNode } from 'react';
import { Badge } from '../../shared/ui';
import { admit, togglePin, toggleHidden, type Plan } from './actions';
import { useConsole } from './context';
import { Face } from './Face';
import type { Row } from './rows';
import { placeWords, stateOf } from './states';

export const rowId = (churchId: string): string => `church-row-${churchId}`;

export interface RowProps {
  row: Row;
  selected: boolean;
  cursor: boolean;
  onChoose: (event: MouseEvent) => void;
}

/** What tests and other programs may read of a row; seats and pages count from 0. */
export const rowData = (row: Row) => ({
  'data-church-row': '',
  'data-church': row.churchId,
  'data-state': row.state,
  'data-seat': row.seat ?? '',
  'data-page': row.page ?? '',
  'data-onair': row.onAir,
  'data-spotlit': row.spotlit,
});

export const RosterRow = memo(function RosterRow({ row, selected, cursor, onChoose }: RowProps) {
  const { word, tone, explained } = stateOf(row);
  const place = placeWords(row);
  return (
    <div
      id={rowId(row.churchId)}
      role="gridcell"
      aria-selected={selected}
      tabIndex={-1}
      onClick={onChoose}
      {...rowData(row)}
      className={cx(
        'group flex w-full cursor-default items-center gap-3 border-b border-line pr-3 pl-2',
        selected ? 'bg-accent-soft' : 'hover:bg-sunken',
        cursor && 'shadow-[inset_3px_0_0_var(--accent)]',
        (row.state === 'removed' || row.state === 'denied') && 'opacity-75',
      )}
    >
      <Face row={row} className={cx('h-10.5 w-14 shrink-0 rounded-md', row.onAir && 'ring-2 ring-onair')} />
      <span className="min-w-0 flex-1 text-left">
        <span className="flex items-center gap-1.5">
          <span className="truncate font-medium" dir="auto">{row.name}</span>
          {row.spotlit && <Star className="size-3.5 shrink-0 fill-current text-accent-ink" aria-label="In the spotlight" />}
          {row.muted && <VideoOff className="size-3.5 shrink-0 text-warn" aria-label="Picture off" />}
        </span>
        <span className="block truncate text-left text-sm text-muted" dir="auto">{row.city}</span>
      </span>
      <RowActions row={row} selected={selected} />
      {row.onAir ? <Badge tone="onair" className="px-2!" data-testid="onair">On air</Badge> : <Badge tone={tone} title={explained}>{word}</Badge>}
      <span className="w-16 text-right text-sm leading-tight text-muted tabular-nums sm:w-20">
        {place === null ? '–' : <><span className="block text-text">{place.page}</span><span className="block">{place.seat}</span></>}
      </span>
    </div>
  );
});

/** The three things most often done to one church; everything else is by key or beside the list. */
function RowActions({ row, selected }: { row: Row; selected: boolean }) {
  const { desk, mayRun } = useConsole();
  if (!mayRun) return null;
  const button = (label: string, plan: Plan | null, icon: ReactNode) =>
    plan !== null && (
      <button
        type="button"
        tabIndex={-1}
        data-act={label}
        aria-label={`${label} ${row.name}`}
        title={label}
        onClick={() => desk.perform(plan)}
        className="grid size-8 place-items-center rounded-md text-muted hover:bg-surface hover:text-text [&_svg]:size-4"
      >
        {icon}
      </button>
    );
  const hidden = row.state === 'hidden';
  return (
    <span className={cx('hidden shrink-0 md:group-hover:flex', selected && 'md:flex')}>
      {button(row.state === 'waiting' ? 'Admit' : 'Let in', admit([row]), <Check aria-hidden />)}
      {button(hidden ? 'Show' : 'Hide', toggleHidden([row]), hidden ? <Eye aria-hidden /> : <EyeOff aria-hidden />)}
      {button(row.spotlit ? 'Unpin' : 'Pin', togglePin([row]), <Star aria-hidden />)}
    </span>
  );
}
