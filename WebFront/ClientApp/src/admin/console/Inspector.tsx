import { cx } from 'class-variance-authority';
import { X } from 'lucide-react';
import { Badge, Card, IconButton, Kbd } from '../../shared/ui';
import { many, timeOfDay } from '../format';
import { trust } from './actions';
import { useConsole } from './context';
import { Face } from './Face';
import type { Command } from './keymap';
import type { Row } from './rows';
import { placeWords, stateOf } from './states';
import type { RosterControl } from './useRoster';

/** Whom the keys act on now, large enough to recognise, and what can be done. */
export function Inspector({ control, act }: { control: RosterControl; act: (command: Command) => void }) {
  const { chosen } = control;
  const { open } = useConsole();
  const [first] = chosen;
  if (first === undefined)
    return <p className="rounded-xl border border-dashed border-line-strong p-4 text-center text-sm text-muted">Choose a church in the list to act on it: click it, or press <Kbd>J</Kbd> and <Kbd>K</Kbd>.</p>;
  return (
    <Card className="rounded-none p-3 lg:rounded-2xl" data-testid="inspector">
      <div className="flex gap-3">
        {chosen.length === 1 && <Face row={first} lively className="aspect-4/3 w-24 shrink-0 rounded-lg sm:w-36" />}
        <div className="min-w-0 flex-1">
          {chosen.length === 1 ? <One row={first} /> : <Several rows={chosen} />}
        </div>
        <IconButton size="sm" label="Clear the selection" onClick={control.clear}><X aria-hidden /></IconButton>
      </div>
      <Actions rows={chosen} act={act} rename={() => open('rename')} />
    </Card>
  );
}

function One({ row }: { row: Row }) {
  const { word, tone, explained } = stateOf(row);
  const place = placeWords(row);
  return (
    <>
      <h2 className="truncate text-base font-semibold" dir="auto">{row.name}</h2>
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
      <p className="line-clamp-2 text-sm text-muted">{rows.slice(0, 6).map((row) => row.name).join(', ')}{rows.length > 6 && '…'}</p>
    </>
  );
}

function Actions({ rows, act, rename }: { rows: readonly Row[]; act: (command: Command) => void; rename: () => void }) {
  const { mayRun, desk } = useConsole();
  if (!mayRun) return null;
  const all = (test: (row: Row) => boolean) => rows.every(test);
  const some = (test: (row: Row) => boolean) => rows.some(test);
  const out = (row: Row) => row.state === 'removed' || row.state === 'denied';
  return (
    <div className="mt-3 grid grid-cols-4 gap-1.5">
      {some((row) => row.state === 'waiting' || out(row)) && <Act label={all(out) ? 'Let in' : 'Admit'} cap="A" primary onClick={() => act('admit')} />}
      {some((row) => row.state === 'waiting') && <Act label="Deny" cap="D" danger onClick={() => act('deny')} />}
      {some((row) => row.state === 'waiting') && <Act label="Always" cap="" onClick={() => desk.perform(trust(rows))} />}
      {some((row) => !out(row)) && (
        <>
          <Act label={all((row) => row.state === 'hidden') ? 'Show' : 'Hide'} cap="H" onClick={() => act('hide')} />
          {some((row) => row.seat !== null) && <Act label={all((row) => row.spotlit) ? 'Unspot' : 'Spotlight'} cap="S" onClick={() => act('spotlight')} />}
          {some((row) => row.seat !== null) && <Act label={all((row) => row.spotlit) ? 'Unpin' : 'Pin'} cap="P" onClick={() => act('pin')} />}
          <Act label={all((row) => row.muted) ? 'Picture' : 'Mute'} cap="M" onClick={() => act('mute')} />
        </>
      )}
      {rows.length === 1 && <Act label="Rename" cap="E" onClick={rename} />}
      {some((row) => row.state !== 'removed') && <Act label="Remove" cap="R" danger onClick={() => act('remove')} />}
    </div>
  );
}

function Act({ label, cap, primary = false, danger = false, onClick }: { label: string; cap: string; primary?: boolean; danger?: boolean; onClick: () => void }) {
  return (
    <button
      type="button"
      onClick={onClick}
      data-act={label}
      className={cx(
        'flex h-9 items-center justify-between gap-1 rounded-lg border px-2 text-sm font-medium -outline-offset-1',
        primary ? 'border-accent bg-accent text-on-accent' : danger ? 'border-line text-danger hover:bg-danger-soft' : 'border-line hover:bg-sunken',
      )}
    >
      <span className="truncate">{label}</span>
      {cap !== '' && <span className="hidden sm:inline"><Kbd>{cap}</Kbd></span>}
    </button>
  );
}
