import { useMemo, useState } from 'react';
import { choose, type FilterName, type Row, type SortName } from './rows';
import { advance, click, everything, move, nothing, settle, type Selection } from './selection';

export type View = 'list' | 'tiles';

export interface RosterControl {
  readonly search: string;
  readonly filter: FilterName | 'missing';
  readonly sort: SortName;
  readonly view: View;
  /** What search and filter leave, sorted. */
  readonly list: readonly Row[];
  readonly selection: Selection;
  /** The selected churches, in the order of the list. */
  readonly chosen: readonly Row[];
  readonly setSearch: (search: string) => void;
  readonly setFilter: (filter: FilterName | 'missing') => void;
  readonly setSort: (sort: SortName) => void;
  readonly setView: (view: View) => void;
  readonly click: (id: string, how: { toggle?: boolean; range?: boolean }) => void;
  readonly move: (by: number, extend?: boolean) => void;
  readonly selectAll: () => void;
  readonly clear: () => void;
  /** Goes on to the next church when an own action takes these out of the list. */
  readonly leave: (ids: readonly string[]) => void;
}

/** Search, filter, order and selection of the list. */
export function useRoster(rows: readonly Row[]): RosterControl {
  const [search, setSearch] = useState('');
  const [filter, setFilter] = useState<FilterName | 'missing'>('all');
  const [sort, setSort] = useState<SortName>('wall');
  const [view, setView] = useState<View>('list');
  const [stored, setSelection] = useState<Selection>(nothing);
  const list = useMemo(() => choose(rows, search, filter === 'missing' ? 'all' : filter, sort), [rows, search, filter, sort]);
  const order = useMemo(() => list.map((row) => row.churchId), [list]);
  const selection = useMemo(() => settle(stored, order), [stored, order]);
  const chosen = useMemo(() => list.filter((row) => selection.ids.has(row.churchId)), [list, selection]);
  return {
    search, filter, sort, view, list, selection, chosen,
    setSearch, setFilter, setSort, setView,
    click: (id, how) => setSelection(click(selection, order, id, how)),
    move: (by, extend) => setSelection(move(selection, order, by, extend)),
    selectAll: () => setSelection(everything(order)),
    clear: () => setSelection(nothing),
    leave: (ids) => {
      // In the list of everyone they stay where they are, and so does the selection.
      if (filter !== 'all' && filter !== 'missing') setSelection(advance(order, new Set(ids)));
    },
  };
}
