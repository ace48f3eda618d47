import { useEffect, useMemo, useRef, useState } from 'react';
import type { RosterState } from '../../shared/rosterStore';
import type { ServerClock } from '../../shared/serverClock';
import { Confirm, useDropToast, useToast } from '../../shared/ui';
import type { Service } from '../api/types';
import { useSigned } from '../shell/session';
import { blanked } from './actions';
import { Banners } from './Banners';
import { nothingToDo, planOf, type ConsoleDialog, type Desktop } from './commands';
import { ConsoleContext } from './context';
import { Dialogs } from './Dialogs';
import type { FeedView } from './feed';
import { Header } from './Header';
import { Inspector } from './Inspector';
import type { Command } from './keymap';
import { Legend } from './Legend';
import { PaneTabs, type Pane } from './PaneTabs';
import { Queue } from './Queue';
import { RosterPanel } from './RosterPanel';
import { countsOf, queueOf, rowsOf, type Row } from './rows';
import { Transport } from './Transport';
import { useDesk } from './useDesk';
import { useDoorbell } from './useDoorbell';
import { useTurn } from './useFeed';
import { useKeys } from './useKeys';
import { useLayout } from './useLayout';
import { useOffer } from './useOffer';
import { PicturesContext, usePictures } from './usePictures';
import { useRoster } from './useRoster';
import { WallsNow } from './WallsNow';
import { Wishes } from './Wishes';

interface ConsoleProps {
  service: Service;
  roster: RosterState;
  view: FeedView;
  clock: ServerClock;
  retry: () => void;
}

export function Console({ service, roster, view, clock, retry }: ConsoleProps) {
  const { may } = useSigned();
  const toast = useToast();
  const desk = useDesk(service.id, roster.revision);
  const pictures = usePictures(service.id, service.media);
  const turn = useTurn(roster.state === 'ended' ? null : roster, clock);
  const rows = useMemo(() => rowsOf(roster, turn), [roster, turn]);
  const counts = useMemo(() => countsOf(rows), [rows]);
  const queue = useMemo(() => queueOf(rows), [rows]);
  const control = useRoster(rows);
  const doorbell = useDoorbell(queue.length, roster.title);
  const [dialog, setDialog] = useState<ConsoleDialog | null>(null);
  const layout = useLayout();
  const [pane, setPane] = useState<Pane>('churches');
  const mayRun = may('run') && roster.state !== 'ended';

  // What the page shows when a press has its turn, which may be later than the render in which the key was pressed.
  const latest = useRef({ rows, roster, control });
  useEffect(() => {
    latest.current = { rows, roster, control };
  });
  const dropNote = useDropToast();
  const { blankedAt, unsay } = desk;
  useEffect(() => {
    // A blank that somebody took back at once may reach this page as one change, which leaves `blank` as it was.
    if (roster.blank || roster.revision < blankedAt) return;
    dropNote('blank');
    unsay(blanked);
  }, [roster.blank, roster.revision, blankedAt, unsay, dropNote]);
  useOffer(service.id, rows, clock, desk, mayRun);

  const act = (command: Command, key = '') => {
    if (!mayRun) return toast({ kind: 'problem', title: roster.state === 'ended' ? 'This service has ended' : 'Your account may look but not act' });
    const chosen = control.selection.ids; // whom the key was meant for, wherever the selection is by then
    desk.perform(
      () => {
        const at = desktopOf(latest.current.rows, latest.current.roster, chosen);
        const plan = planOf(command, at, key);
        const hint = plan === null ? nothingToDo(command, at) : null;
        if (hint !== null) toast({ kind: 'problem', title: hint });
        return plan;
      },
      ({ leaves }) => {
        if (leaves.length > 0) latest.current.control.leave(leaves);
      },
    );
  };

  const toggleFilter = (name: 'waiting' | 'onAir') => control.setFilter(control.filter === name ? 'all' : name);

  const run = (command: Command, pressed: KeyboardEvent): boolean => {
    switch (command) {
      case 'up': control.move(-1, pressed.shiftKey); break;
      case 'down': control.move(1, pressed.shiftKey); break;
      case 'first': control.move(-rows.length, pressed.shiftKey); break;
      case 'last': control.move(rows.length, pressed.shiftKey); break;
      case 'selectAll': control.selectAll(); break;
      case 'search': setPane('churches'); document.getElementById('roster-search')?.focus(); break;
      case 'escape':
        if (control.selection.ids.size > 0) control.clear();
        else if (control.search !== '') control.setSearch('');
        else control.setFilter('all');
        break;
      case 'waiting': toggleFilter('waiting'); break;
      case 'live': toggleFilter('onAir'); break;
      case 'undo': desk.undo(); break;
      case 'help': setDialog('help'); break;
      case 'rename':
        if (control.chosen.length === 1 && mayRun) setDialog('rename');
        else toast({ kind: 'problem', title: 'Choose one church to edit its name' });
        break;
      default: act(command, pressed.key);
    }
    return true;
  };
  useKeys(run);

  const state = {
    service, roster, rows, queue, counts, turn, clock, desk, mayRun,
    status: view.status, walls: view.walls, mayChange: may('change'), open: setDialog,
  };
  const select = (id: string) => control.click(id, {});
  const door = <><Queue act={act} select={select} /><Wishes select={select} /></>;
  const selected = <Inspector control={control} act={act} />;
  return (
    <ConsoleContext value={state}>
      <PicturesContext value={pictures}>
        {/* A click leaves the focus where it was: Space then holds the page and does not press that button again. */}
        <div className="flex h-dvh flex-col overflow-hidden" data-testid="console" data-turn={turn ?? ''} onMouseDown={keepFocus}>
          <Header doorbell={doorbell} />
          <Banners retry={retry} doorbell={doorbell} />
          <Transport act={act} />
          {layout === 'one' && <PaneTabs pane={pane} onPane={setPane} waiting={queue.length} present={counts.present} />}
          <main className="flex min-h-0 flex-1">
            {(layout !== 'one' || pane === 'walls') && (
              <div className="flex min-h-0 w-full flex-col gap-3 overflow-y-auto p-3 lg:w-[24rem] lg:shrink-0 lg:border-r lg:border-line 2xl:w-[34rem]">
                <WallsNow select={select} selected={control.selection.ids} />
                {layout !== 'three' && door}
                {layout === 'two' && selected}
              </div>
            )}
            {(layout !== 'one' || pane === 'churches') && <RosterPanel control={control} />}
            {layout === 'three' && (
              <aside aria-label="At the door and selected" className="flex w-[21rem] shrink-0 flex-col gap-3 overflow-y-auto border-l border-line p-3 2xl:w-[26rem]">
                {door}
                {selected}
              </aside>
            )}
          </main>
          {layout === 'one' && control.chosen.length > 0 && <aside aria-label="Selected">{selected}</aside>}
          <Legend act={act} />
          <p className="sr-only" role="status">{desk.said}</p>
        </div>
        <Confirm
          open={desk.question !== null}
          onOpenChange={(open) => {
            if (!open) desk.answer(false);
          }}
          title={desk.question?.title}
          description={desk.question?.text}
          action={desk.question?.action ?? ''}
          danger
          onConfirm={() => desk.answer(true)}
        />
        <Dialogs dialog={dialog} onClose={() => setDialog(null)} chosen={control.chosen} />
      </PicturesContext>
    </ConsoleContext>
  );
}

const desktopOf = (rows: readonly Row[], roster: RosterState, chosen: ReadonlySet<string>): Desktop => ({
  chosen: rows.filter((row) => chosen.has(row.churchId)),
  waiting: queueOf(rows).length,
  spotlight: roster.spotlight,
  wall: { held: roster.clock.heldTurn !== null, blank: roster.blank, pages: roster.pages },
});

function keepFocus(event: React.MouseEvent): void {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest('button') !== null && target?.closest('[data-testid=console]') !== null) event.preventDefault();
}
