import { cx } from 'class-variance-authority';
import { LayoutGrid, List, Search, UsersRound } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { Empty, Input, Kbd, Select } from '../../shared/ui';
import { count } from '../format';
import { useConsole } from './context';
import { MissingList } from './MissingList';
import { Roster } from './Roster';
import { filterNames, type FilterName, type SortName } from './rows';
import { filterLabels, sortLabels } from './states';
import { useMissing } from './useMissing';
import type { RosterControl, View } from './useRoster';

/** Everyone: search, filters, and the list itself. */
export function RosterPanel({ control }: { control: RosterControl }) {
  const { counts, rows, roster } = useConsole();
  const ended = roster.state === 'ended';
  const missing = useMissing(rows);
  const { search, filter, list } = control;
  const fromSearch = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape') {
      if (search !== '') control.setSearch('');
      event.currentTarget.blur();
    } else if (event.key === 'Enter' || event.key === 'ArrowDown') {
      event.preventDefault();
      event.currentTarget.blur();
      control.move(1);
    }
  };
  return (
    <section aria-label="Churches" className="flex min-h-0 min-w-0 flex-1 flex-col">
      <div className="flex flex-col gap-2 border-b border-line p-3 pb-2">
        <div className="flex flex-wrap gap-2">
          <div className="relative min-w-44 flex-1">
            <Search className="pointer-events-none absolute top-2.5 left-3 size-4 text-muted max-sm:top-3.5" aria-hidden />
            <Input
              id="roster-search"
              type="search"
              aria-label="Search churches by name or city"
              placeholder="Name or city"
              className="h-9! pl-9 max-sm:h-11!"
              value={search}
              data-testid="roster-search"
              onChange={(event) => control.setSearch(event.target.value)}
              onKeyDown={fromSearch}
            />
            {search === '' && <span className="pointer-events-none absolute top-2 right-2.5 hidden text-muted md:block"><Kbd>/</Kbd></span>}
          </div>
          <Select aria-label="Order" className="h-9! w-auto! text-sm! max-sm:h-11!" value={control.sort} onChange={(event) => control.setSort(event.target.value as SortName)}>
            {Object.entries(sortLabels).map(([value, label]) => <option key={value} value={value}>{label}</option>)}
          </Select>
          <ViewToggle view={control.view} onView={control.setView} />
        </div>
        <div role="group" aria-label="Filter" className="flex gap-1 overflow-x-auto pb-1 sm:flex-wrap sm:overflow-visible">
          {filterNames.map((name) => (
            <Chip key={name} name={name} n={counts[name]} on={filter === name} onChoose={() => control.setFilter(name)}>{filterLabels[name]}</Chip>
          ))}
          {missing !== null && !ended && (
            <Chip name="missing" n={missing.length} on={filter === 'missing'} onChoose={() => control.setFilter('missing')}>Missing</Chip>
          )}
        </div>
      </div>
      {filter === 'missing' && missing !== null ? (
        <MissingList missing={missing} search={search} />
      ) : list.length > 0 ? (
        <Roster control={control} />
      ) : (
        <div className="grid flex-1 place-items-center overflow-y-auto"><Nobody searched={search.trim() !== ''} filter={filter} empty={rows.length === 0} ended={ended} /></div>
      )}
    </section>
  );
}

const loud: ReadonlySet<string> = new Set(['waiting', 'noPicture', 'lost']);

interface ChipProps {
  name: FilterName | 'missing';
  n: number;
  on: boolean;
  onChoose: () => void;
  children: string;
}

function Chip({ name, n, on, onChoose, children }: ChipProps) {
  return (
    <button
      type="button"
      aria-pressed={on}
      data-filter={name}
      onClick={onChoose}
      className={cx(
        'flex h-7 shrink-0 items-center gap-1.5 rounded-full border px-2.5 text-[0.8125rem] font-medium -outline-offset-1 max-sm:h-11 max-sm:px-3.5',
        on ? 'border-accent bg-accent-soft text-accent-ink' : 'border-line text-muted hover:bg-sunken hover:text-text',
      )}
    >
      {children}
      <span className={cx('tabular-nums', n > 0 && loud.has(name) && !on && 'font-semibold text-warn')}>{count(n)}</span>
    </button>
  );
}

function ViewToggle({ view, onView }: { view: View; onView: (view: View) => void }) {
  const one = (name: View, label: string, Icon: typeof List) => (
    <button
      type="button"
      aria-label={label}
      aria-pressed={view === name}
      onClick={() => onView(name)}
      className={cx('grid h-9 w-9 place-items-center max-sm:size-11 -outline-offset-2 [&_svg]:size-4', view === name ? 'bg-accent-soft text-accent-ink' : 'text-muted hover:bg-sunken')}
    >
      <Icon aria-hidden />
    </button>
  );
  return (
    <div className="flex overflow-hidden rounded-lg border border-line" role="group" aria-label="View">
      {one('list', 'As a list', List)}
      {one('tiles', 'As pictures', LayoutGrid)}
    </div>
  );
}

function Nobody({ searched, filter, empty, ended }: { searched: boolean; filter: string; empty: boolean; ended: boolean }) {
  if (searched) return <Empty icon={<Search aria-hidden />} title="Nobody found">Press Esc to see everyone again.</Empty>;
  if (empty && ended) return <Empty icon={<UsersRound aria-hidden />} title="Everyone has left">The attendance says who came, and for how long.</Empty>;
  if (empty) return <Empty icon={<UsersRound aria-hidden />} title="Nobody has joined yet">Share the session code; whoever joins appears here at once.</Empty>;
  return <Empty icon={<UsersRound aria-hidden />} title={filter === 'waiting' ? 'Nobody waits' : 'Nobody here now'} />;
}
