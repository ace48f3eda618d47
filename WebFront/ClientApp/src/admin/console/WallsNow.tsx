import { cx } from 'class-variance-authority';
import { MonitorX, TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import type { WallReport } from '../../shared/contract';
import { Badge, Button } from '../../shared/ui';
import { planWall, type CardKind, type WallPlan } from '../../wall/plan';
import { many, timeOfDay } from '../format';
import { useConsole } from './context';
import { Face } from './Face';
import type { Row } from './rows';

/** The shape of a usual screen; the places of the tiles come from the wall's own plan. */
const screenSize = { width: 1600, height: 900 };
/** With more tiles than this, stills that move now and then say as much, and leave the computer to the list. */
const mostLively = 25;

/** What every screen of a wall shows at this moment, and whether the walls that show it are well. */
export function WallsNow({ select, selected }: { select: (id: string) => void; selected: ReadonlySet<string> }) {
  const { roster, walls } = useConsole();
  const screens = Array.from({ length: roster.screens }, (_, screen) => screen);
  const others = walls.filter((wall) => wall.screen >= roster.screens);
  return (
    <section aria-label="On the walls now" className={cx('grid gap-3', roster.screens > 2 && 'grid-cols-2')} data-testid="walls-now">
      {screens.map((screen) => (
        <Screen key={screen} screen={screen} select={select} selected={selected} walls={walls.filter((wall) => wall.screen === screen)} />
      ))}
      {others.length > 0 && (
        <p className="col-span-full text-sm text-warn">
          {many(others.length, 'wall')} opened with a screen number that this service does not have.
        </p>
      )}
      {walls.length === 0 && roster.state === 'live' && <NoWalls />}
    </section>
  );
}

function NoWalls() {
  const { open } = useConsole();
  return (
    <p className="col-span-full flex items-center gap-2 text-sm text-muted">
      <MonitorX className="size-4 shrink-0" aria-hidden />
      <span className="flex-1">No wall is connected.</span>
      <Button size="sm" onClick={() => open('share')}>Wall link</Button>
    </p>
  );
}

interface ScreenProps {
  screen: number;
  walls: readonly WallReport[];
  select: (id: string) => void;
  selected: ReadonlySet<string>;
}

function Screen({ screen, walls, select, selected }: ScreenProps) {
  const { roster, rows, turn, clock } = useConsole();
  // The turn is part of the plan through the clock: it is what makes the plan of one moment that of the next.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const plan = useMemo(() => planWall(roster, screen, clock.now(), screenSize), [roster, screen, clock, turn]);
  const byChurch = useMemo(() => new Map(rows.map((row) => [row.churchId, row])), [rows]);
  const name = roster.screens === 1 ? 'Wall' : `Screen ${screen + 1}`;
  return (
    <figure className="min-w-0">
      <div className="relative aspect-video overflow-hidden rounded-lg bg-[#05070c] ring-1 ring-line" data-testid="miniature" data-screen={screen} data-page={plan.page ?? ''} data-card={plan.card ?? ''}>
        {plan.visible.map(({ seat, rect, large }) => {
          const row = byChurch.get(seat.churchId);
          return row === undefined ? null : (
            <Tile key={seat.churchId} row={row} rect={rect} large={large} lively={roster.pageSize * roster.screens <= mostLively} selected={selected.has(row.churchId)} select={select} />
          );
        })}
        {plan.card !== null && <Card kind={plan.card} title={roster.title} />}
      </div>
      <figcaption className="mt-1.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
        <span className="font-medium">{name}</span>
        <span className="text-muted">{captionOf(plan)}</span>
        <span className="ml-auto flex flex-wrap gap-1">{walls.map((wall) => <WallBadge key={wall.wallId} wall={wall} />)}</span>
      </figcaption>
    </figure>
  );
}

const captionOf = (plan: WallPlan): string =>
  plan.card !== null ? captions[plan.card] : plan.page === null ? 'spotlight' : `page ${plan.page + 1}`;

const captions: Readonly<Record<CardKind, string>> = {
  blank: 'blank', closing: 'closing card', countdown: 'countdown', title: 'title card', waiting: 'waiting',
};

type Place = WallPlan['visible'][number]['rect'];

const placeOf = (rect: Place) => ({
  left: `${(rect.left / screenSize.width) * 100}%`,
  top: `${(rect.top / screenSize.height) * 100}%`,
  width: `${(rect.width / screenSize.width) * 100}%`,
  height: `${(rect.height / screenSize.height) * 100}%`,
});

interface TileProps {
  row: Row;
  rect: Place;
  large: boolean;
  lively: boolean;
  selected: boolean;
  select: (id: string) => void;
}

function Tile({ row, rect, large, lively, selected, select }: TileProps) {
  return (
    <button
      type="button"
      tabIndex={-1}
      title={row.name}
      onClick={() => select(row.churchId)}
      style={placeOf(rect)}
      data-mini={row.churchId}
      className={cx('absolute overflow-hidden rounded-xs', selected && 'z-10 ring-2 ring-accent', row.state !== 'live' && 'opacity-60')}
    >
      <Face row={row} lively={lively || large} className="absolute! inset-0" />
      <span className={cx('absolute inset-x-0 bottom-0 truncate bg-black/60 px-1 text-left text-white', large ? 'text-xs' : 'text-[9px] leading-3')} dir="auto">{row.name}</span>
    </button>
  );
}

const cardWords: Readonly<Record<CardKind, string>> = {
  blank: 'Blank: the safe picture is on every wall',
  closing: 'Closing card',
  countdown: 'Countdown to the start',
  title: 'Title card',
  waiting: 'Waiting for the first churches',
};

const Card = ({ kind, title }: { kind: CardKind; title: string }) => (
  <div className="absolute inset-0 z-20 grid place-content-center gap-1 bg-[#0b1220] p-4 text-center text-white">
    <span className="text-lg font-semibold" dir="auto">{title}</span>
    <span className={cx('text-sm', kind === 'blank' ? 'font-semibold text-[#ff9089]' : 'text-white/75')}>{cardWords[kind]}</span>
  </div>
);

function WallBadge({ wall }: { wall: WallReport }) {
  const seen = `Last heard ${timeOfDay(wall.lastBeat)}, ${many(wall.tiles, 'tile')}`;
  const attributes = { 'data-testid': 'wall-status', 'data-status': wall.status, title: seen };
  if (wall.status === 'ok') return <Badge tone="live" dot {...attributes}>OK</Badge>;
  if (wall.status === 'stalled') return <Badge tone="danger" {...attributes}><TriangleAlert aria-hidden />Stalled</Badge>;
  return <Badge tone="warn" {...attributes}>Gone</Badge>;
}
