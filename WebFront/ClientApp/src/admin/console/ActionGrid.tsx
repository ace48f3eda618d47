import { cx } from 'class-variance-authority';
import { Kbd } from '../../shared/ui';
import { trust } from './actions';
import { useConsole } from './context';
import type { Command } from './keymap';
import { isHere, isOut, type Row } from './rows';

/** What can be done with the selected churches as they are now; each with its key. */
export function ActionGrid({ rows, act }: { rows: readonly Row[]; act: (command: Command) => void }) {
  const { mayRun, desk, open } = useConsole();
  if (!mayRun) return null;
  const all = (test: (row: Row) => boolean) => rows.every(test);
  const some = (test: (row: Row) => boolean) => rows.some(test);
  const isWaiting = (row: Row) => row.state === 'waiting';
  const isSeated = (row: Row) => row.seat !== null && row.state !== 'hidden';
  return (
    <div className="mt-3 grid grid-cols-3 gap-1.5 sm:grid-cols-4 lg:grid-cols-2">
      {some((row) => isWaiting(row) || isOut(row)) && <Act label={all(isOut) ? 'Let in' : 'Admit'} cap="A" look="primary" onClick={() => act('admit')} />}
      {some(isWaiting) && <Act label="Deny" cap="D" look="danger" onClick={() => act('deny')} />}
      {some(isWaiting) && <Act label="Always admit" onClick={() => desk.perform(trust(rows))} />}
      {some(isHere) && <Act label={all((row) => row.state === 'hidden' || !isHere(row)) ? 'Show' : 'Hide'} cap="H" onClick={() => act('hide')} />}
      {some(isSeated) && <Act label="Spotlight" cap="S" onClick={() => act('spotlight')} />}
      {some(isSeated) && <Act label={all((row) => row.spotlit) ? 'Unpin' : 'Pin'} cap="P" onClick={() => act('pin')} />}
      {some(isHere) && <Act label={all((row) => row.mutedByProducer || !isHere(row)) ? 'Allow picture' : 'Stop picture'} cap="M" onClick={() => act('mute')} />}
      {rows.length === 1 && <Act label="Rename" cap="E" onClick={() => open('rename')} />}
      {some((row) => row.state !== 'removed') && <Act label="Remove" cap="R" look="danger" onClick={() => act('remove')} />}
    </div>
  );
}

const looks = {
  primary: 'border-accent bg-accent text-on-accent hover:bg-accent-hover',
  danger: 'border-line text-danger hover:bg-danger-soft',
  plain: 'border-line hover:bg-sunken',
} as const;

function Act({ label, cap, look = 'plain', onClick }: { label: string; cap?: string; look?: keyof typeof looks; onClick: () => void }) {
  return (
    <button type="button" onClick={onClick} data-act={label} className={cx('flex h-9 items-center justify-between max-sm:h-11 gap-1 rounded-lg border px-2.5 text-sm font-medium -outline-offset-1', looks[look])}>
      <span className="truncate">{label}</span>
      {cap !== undefined && <span className="hidden sm:inline" aria-hidden><Kbd>{cap}</Kbd></span>}
    </button>
  );
}
