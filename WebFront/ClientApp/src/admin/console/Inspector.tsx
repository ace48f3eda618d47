import { cx } from 'class-variance-authority';
import { X } from 'lucide-react';
import { Badge, Card, IconButton, Kbd } from '../../shared/ui';
import { many, timeOfDay } from '../format';
import { ActionGrid } from './ActionGrid';
import { Face } from './Face';
import type { Command } from './keymap';
import type { Row } from './rows';
import { placeWords, stateOf } from './states';
import type { RosterControl } from './useRoster';

/** Whom the keys act on now, large enough to recognise, and what can be done. */
export function Inspector({ control, act }: { control: RosterControl; act: (command: Command) => void }) {
  const { chosen } = control;
  const [first] = chosen;
  if (first === undefined)
    return (
      <p className="rounded-xl border border-dashed border-line-strong p-4 text-center text-sm text-muted">
        Choose a church to act on it: click it, or press <Kbd>J</Kbd> and <Kbd>K</Kbd>.
      </p>
    );
  return (
    <Card className="relative rounded-none p-3 lg:rounded-2xl" data-testid="inspector">
      <div className="flex gap-3 xl:block">
        {chosen.length === 1 && <Face row={first} lively className={cx('aspect-4/3 w-24 shrink-0 self-start rounded-lg sm:w-32 xl:mb-3 xl:w-full', first.onAir && 'ring-2 ring-onair')} />}
        <div className="min-w-0 flex-1">{chosen.length === 1 ? <One row={first} /> : <Several rows={chosen} />}</div>
        <IconButton size="sm" label="Clear the selection" onClick={control.clear} className={cx('xl:absolute xl:top-4.5 xl:right-4.5', chosen.length === 1 && 'xl:bg-black/50 xl:text-white xl:hover:bg-black/70')}>
          <X aria-hidden />
        </IconButton>
      </div>
      <ActionGrid rows={chosen} act={act} />
    </Card>
  );
}

function One({ row }: { row: Row }) {
  const { word, tone, explained } = stateOf(row);
  const place = placeWords(row);
  return (
    <>
      <h2 className="text-base leading-snug font-semibold break-words" dir="auto">{row.name}</h2>
      <p className="truncate text-sm text-muted" dir="auto">{row.city ?? 'No city'}</p>
      <p className="mt-1.5 flex flex-wrap items-center gap-1.5">
        <Badge tone={tone}>{word}</Badge>
        {row.onAir && <Badge tone="onair">On air</Badge>}
        {row.spotlit && <Badge tone="accent">Spotlight</Badge>}
      </p>
      <p className="mt-1.5 hidden text-sm text-muted sm:block">
        {place !== null && `${place.page}, ${place.seat}. `}{explained}{row.since !== null && `, since ${timeOfDay(row.since)}`}.
      </p>
    </>
  );
}

function Several({ rows }: { rows: readonly Row[] }) {
  return (
    <>
      <h2 className="text-base font-semibold">{many(rows.length, 'church', 'churches')} selected</h2>
      <p className="line-clamp-3 pr-8 text-sm text-muted">{rows.slice(0, 8).map((row) => row.name).join(', ')}{rows.length > 8 && '…'}</p>
    </>
  );
}
