import { cx } from 'class-variance-authority';
import { Star } from 'lucide-react';
import { memo } from 'react';
import { Badge } from '../../shared/ui';
import { Face } from './Face';
import { rowData, rowId, type RowProps } from './RosterRow';
import { placeWords, stateOf } from './states';

/** A church as a picture, for those who know faces better than names. */
export const RosterTile = memo(function RosterTile({ row, selected, cursor, onChoose, width }: RowProps & { width: number }) {
  const { word, tone } = stateOf(row);
  return (
    <div id={rowId(row.churchId)} role="gridcell" aria-selected={selected} tabIndex={-1} onClick={onChoose} {...rowData(row)} style={{ width }} className="p-1">
      <div className={cx('h-full overflow-hidden rounded-lg border', selected ? 'border-accent bg-accent-soft' : 'border-line', cursor && 'ring-2 ring-accent')}>
        <div className="relative">
          <Face row={row} className="aspect-4/3 w-full" />
          <span className="absolute top-1 left-1 flex gap-1">
            {row.onAir && <Badge tone="onair" className="px-1.5! py-0! text-xs!">On air</Badge>}
            {row.spotlit && <Badge tone="accent" className="px-1! py-0!"><Star className="fill-current" aria-label="In the spotlight" /></Badge>}
          </span>
          {row.state !== 'live' && <Badge tone={tone} className="absolute bottom-1 left-1 px-1.5! py-0! text-xs!">{word}</Badge>}
        </div>
        <p className="truncate px-2 pt-0.5 text-left text-sm font-medium" dir="auto">{row.name}</p>
        <p className="truncate px-2 text-left text-xs text-muted" dir="auto">{placeWords(row)?.page ?? row.city}</p>
      </div>
    </div>
  );
});
