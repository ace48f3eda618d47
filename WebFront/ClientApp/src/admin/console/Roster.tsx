import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type MouseEvent } from 'react';
import { rowId, RosterRow } from './RosterRow';
import { RosterTile } from './RosterTile';
import type { RosterControl } from './useRoster';

/** Heights of a line of the list and of a line of pictures, and the least width of a picture; CSS pixels. */
const lineHeight = 52;
const leastTile = 148;
const textOfTile = 52;

/** The list itself. Only what can be seen is on the page, so that a thousand churches are no more work than twenty. */
export function Roster({ control }: { control: RosterControl }) {
  const { list, selection, view } = control;
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const columns = view === 'list' ? 1 : Math.max(2, Math.floor(width / leastTile));
  const height = view === 'list' ? lineHeight : Math.round((width / columns) * 0.75) + textOfTile;
  // eslint-disable-next-line react-hooks/incompatible-library -- its results are used here only and handed to no memo
  const virtual = useVirtualizer({
    count: Math.ceil(list.length / columns),
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 4,
  });
  useEffect(() => virtual.measure(), [virtual, height]);
  const at = selection.cursor === null ? -1 : list.findIndex((row) => row.churchId === selection.cursor);
  const line = at < 0 ? -1 : Math.floor(at / columns);
  useEffect(() => {
    if (line >= 0) virtual.scrollToIndex(line, { align: 'auto' });
  }, [virtual, line]);

  const choose = (id: string) => (event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest('[data-act]') !== null) return;
    control.click(id, { toggle: event.ctrlKey || event.metaKey, range: event.shiftKey });
  };
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label="Churches"
      aria-multiselectable
      aria-rowcount={virtual.options.count}
      aria-colcount={columns}
      aria-activedescendant={selection.cursor === null ? undefined : rowId(selection.cursor)}
      tabIndex={0}
      data-testid="roster"
      className="min-h-0 flex-1 overflow-y-auto -outline-offset-2 select-none"
    >
      <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const rows = list.slice(item.index * columns, (item.index + 1) * columns);
          return (
            <div
              key={view === 'list' ? rows[0]?.churchId : item.key}
              role="row"
              aria-rowindex={item.index + 1}
              className="absolute inset-x-0 top-0 flex"
              style={{ height, transform: `translateY(${item.start}px)` }}
              {...(view === 'list' && { 'aria-selected': selection.ids.has(rows[0]?.churchId ?? '') })}
            >
              {rows.map((row) => {
                const shared = { row, selected: selection.ids.has(row.churchId), cursor: selection.cursor === row.churchId, onChoose: choose(row.churchId) };
                return view === 'list'
                  ? <RosterRow key={row.churchId} {...shared} />
                  : <RosterTile key={row.churchId} {...shared} width={width / columns} />;
              })}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** The inner width of an element, following the window. */
function useWidth(ref: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(640);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return width;
}
