import { cx } from 'class-variance-authority';
import { ChevronFirst, ChevronLast, EyeOff, Eye, Pause, Play } from 'lucide-react';
import type { CSSProperties, ReactNode } from 'react';
import { Kbd, Tooltip } from '../../shared/ui';
import { turnsOf } from '../../shared/pager';
import { duration } from '../format';
import { endSpotlight } from './actions';
import { useConsole } from './context';
import type { Command } from './keymap';
import { pageStrip } from './pageStrip';
import { useCountdown, useStart } from './useFeed';

/** What the walls do: which page, how long still, hold, blank. */
export function Transport({ act }: { act: (command: Command, key?: string) => void }) {
  const { roster, mayRun, desk } = useConsole();
  const held = roster.clock.heldTurn !== null;
  return (
    <section aria-label="Walls" className={cx('flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-3 py-2', roster.blank ? 'bg-danger-soft' : 'bg-surface')}>
      <div className="-order-1 flex gap-1.5 lg:order-none">
        <Key label="Previous page" keys="←" onClick={() => act('previous')} disabled={!mayRun}><ChevronFirst aria-hidden /></Key>
        <Key label={held ? 'Let pages turn' : 'Hold this page'} keys="Space" wide pressed={held} onClick={() => act('hold')} disabled={!mayRun} testid="hold">
          {held ? <Play aria-hidden /> : <Pause aria-hidden />}
          <span className="w-14 text-left sm:w-16">{held ? 'Resume' : 'Hold'}</span>
        </Key>
        <Key label="Next page" keys="→" onClick={() => act('next')} disabled={!mayRun}><ChevronLast aria-hidden /></Key>
      </div>
      <StartsIn />
      <Clock />
      <PageStrip act={act} />
      <div className="-order-1 ml-auto flex items-center gap-3 lg:order-none">
        {roster.spotlight.length > 0 && (
          <button type="button" data-testid="unspotlight" onClick={() => desk.perform(endSpotlight(roster.spotlight))} disabled={!mayRun} className="hidden h-10 rounded-lg border border-accent bg-accent-soft px-3 text-sm font-medium text-accent-ink sm:block">
            End spotlight ({roster.spotlight.length})
          </button>
        )}
        <button
          type="button"
          aria-pressed={roster.blank}
          data-testid="blank"
          disabled={!mayRun}
          onClick={() => act('blank')}
          className={cx(
            'flex h-10 items-center gap-2 rounded-lg px-4 text-sm font-semibold max-sm:h-11 disabled:opacity-55 [&_svg]:size-4.5',
            roster.blank ? 'bg-danger text-on-danger' : 'border border-danger text-danger hover:bg-danger-soft',
          )}
        >
          {roster.blank ? <Eye aria-hidden /> : <EyeOff aria-hidden />}
          {roster.blank ? <><span className="hidden sm:inline">Walls are blank: show</span><span className="sm:hidden">Show</span></> : 'Blank'}
          <span className="hidden lg:inline"><Kbd>B</Kbd></span>
        </button>
      </div>
    </section>
  );
}

/** Until the start, whether the doors are open or not. */
function StartsIn() {
  const { roster, service, clock } = useConsole();
  const rest = useStart({ state: roster.state, startsAt: roster.startsAt ?? service.startsAt }, clock);
  if (rest === null) return null;
  return (
    <p className="flex items-baseline gap-2 text-sm tabular-nums" role="timer" data-testid="starts-in" data-seconds={rest}>
      <span className="text-muted">Starts in</span>
      <span className="text-base font-semibold">{duration(rest)}</span>
    </p>
  );
}

function Clock() {
  const { roster, turn, clock } = useConsole();
  const rest = useCountdown(roster, clock);
  const turns = turnsOf(roster);
  const held = roster.clock.heldTurn !== null;
  const next = held ? 'held' : rest === null ? 'one page only' : duration(rest);
  const style = { '--length': `${roster.clock.intervalSeconds}s`, '--passed': `-${roster.clock.intervalSeconds - (rest ?? 0)}s` } as CSSProperties;
  if (turn === null) return <p className="text-sm text-muted">{roster.state === 'ended' ? 'Ended' : 'Nobody is seated yet'}</p>;
  return (
    <div className="min-w-28" data-testid="turn-clock" data-held={held}>
      <p className="flex items-baseline gap-2 text-sm tabular-nums">
        <span className="text-base font-semibold">{turnWords(turn, roster.screens, roster.pages)}</span>
        <span className="text-muted">of {roster.pages}</span>
        <span className={cx('ml-auto font-semibold', held ? 'text-warn' : 'text-text')}>{next}</span>
      </p>
      <div className="mt-1 h-1 overflow-hidden rounded-full bg-sunken" aria-hidden>
        {rest !== null && turns > 1 && <div key={`${turn}-${roster.clock.epoch}`} className="turn-bar h-full rounded-full bg-accent" style={style} />}
        {held && <div className="h-full bg-warn" />}
      </div>
    </div>
  );
}

/** `Page 3`, or `Pages 3–4` on several screens. */
function turnWords(turn: number, screens: number, pages: number): string {
  const [first, last] = [turn * screens + 1, Math.min(pages, (turn + 1) * screens)];
  return first >= last ? `Page ${first}` : `Pages ${first}–${last}`;
}

function PageStrip({ act }: { act: (command: Command, key?: string) => void }) {
  const { roster, turn, mayRun } = useConsole();
  if (roster.pages < 2) return null;
  return (
    <div role="group" aria-label="Go to page" className="flex min-w-0 items-center gap-1 overflow-x-auto py-0.5">
      {pageStrip(roster.pages, roster.screens, turn).map((part) =>
        part.kind === 'gap' ? (
          <span key={`gap-${part.after}`} className="px-0.5 text-muted" aria-hidden>…</span>
        ) : (
          <button
            key={part.page}
            type="button"
            disabled={!mayRun}
            aria-label={`Go to page ${part.page + 1} and hold it`}
            aria-current={part.onShow ? 'true' : undefined}
            onClick={() => act('page', String(part.page + 1))}
            className={cx('h-8 min-w-8 rounded-md px-2 text-sm max-sm:h-11 max-sm:min-w-11 font-medium tabular-nums -outline-offset-2', part.onShow ? 'bg-onair text-on-onair' : 'text-muted hover:bg-sunken hover:text-text')}
          >
            {part.page + 1}
          </button>
        ),
      )}
    </div>
  );
}

interface KeyProps {
  label: string;
  keys: string;
  wide?: boolean;
  pressed?: boolean;
  disabled: boolean;
  testid?: string;
  onClick: () => void;
  children: ReactNode;
}

function Key({ label, keys, wide = false, pressed, disabled, testid, onClick, children }: KeyProps) {
  return (
    <Tooltip text={label} keys={keys} side="bottom">
      <button
        type="button"
        aria-label={label}
        aria-pressed={pressed}
        disabled={disabled}
        data-testid={testid}
        onClick={onClick}
        className={cx(
          'flex h-10 items-center justify-center gap-2 rounded-lg border text-sm font-semibold max-sm:h-11 disabled:opacity-55 [&_svg]:size-4.5',
          wide ? 'px-3.5' : 'w-11',
          pressed === true ? 'border-warn bg-warn-soft text-warn' : 'border-line bg-surface hover:bg-sunken',
        )}
      >
        {children}
      </button>
    </Tooltip>
  );
}
