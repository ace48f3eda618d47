import type { ChurchView } from '../../shared/contract';
import { isNext, isOnShow, timeToShow } from '../../shared/pager';

/** What a church most wants to know. */
export type Tally = 'waiting' | 'away' | 'no-picture' | 'ready' | 'next' | 'on-wall';

/**
 * Why, where a sentence can say more than the word: the producer has not let the church in yet; the server, or its picture's
 * line, is gone; its camera gives none; its picture does not reach the wall yet; the producer paused it; the walls show the
 * safe picture; another page is held; or plainly its turn.
 */
export type TallyReason = 'admission' | 'server' | 'line' | 'camera' | 'no-picture' | 'muted' | 'blank' | 'held' | 'spotlight' | 'turn';

/** What this page knows by itself, before or instead of the server. */
export type Trouble = 'server' | 'line' | 'camera';

export interface TallyFact {
  readonly tally: Tally;
  readonly reason: TallyReason;
  /** Whole seconds until the church comes on; null when unknown or on already. */
  readonly seconds: number | null;
}

export interface PageFacts {
  readonly trouble: Trouble | null;
  /** The server let this church in only as far as the door. */
  readonly isWaiting: boolean;
}

export const noTrouble: PageFacts = { trouble: null, isWaiting: false };

/**
 * The tally at a moment of the server's time (milliseconds). Null while the server does not see the church at all, for
 * example in the first second after joining. ON THE WALL is said only of a picture: a name card is no reason to wave. What
 * was last heard over a line that is dead now counts for nothing: the sign is AWAY, never READY.
 */
export function tallyOf(view: ChurchView | null, now: number, { trouble, isWaiting }: PageFacts = noTrouble): TallyFact | null {
  if (trouble === 'server' || trouble === 'line') return fact('away', trouble);
  switch (view?.state) {
    case 'waiting':
      return fact('waiting', 'admission');
    case 'hidden':
      // The producer's choice of pictures is not the volunteer's fault, so it looks like any other moment off the wall.
      return trouble === 'camera' ? fact('no-picture', 'camera') : fact('ready', 'turn');
    case 'seated':
      return seated(view, now, trouble === 'camera');
    default:
      return isWaiting ? fact('waiting', 'admission') : null;
  }
}

function seated(view: ChurchView, now: number, isCameraDead: boolean): TallyFact {
  if (view.muted) return fact('ready', 'muted');
  if (isCameraDead) return fact('no-picture', 'camera');
  if (!view.live) return fact('no-picture', 'no-picture');
  if (view.blank) return fact('ready', 'blank');
  if (view.spotlight) return fact('on-wall', 'spotlight');
  const { page } = view;
  if (page === null) return fact('ready', 'turn');
  if (isOnShow(view, page, now)) return fact('on-wall', 'turn');
  const wait = timeToShow(view, page, now);
  if (wait === null) return fact('ready', view.clock.heldTurn === null ? 'turn' : 'held');
  return { tally: isNext(view, page, now) ? 'next' : 'ready', reason: 'turn', seconds: Math.ceil(wait / 1000) };
}

const fact = (tally: Tally, reason: TallyReason): TallyFact => ({ tally, reason, seconds: null });
