import type { ChurchView } from '../../shared/contract';
import { isNext, isOnShow, timeToShow } from '../../shared/pager';

/** What a church most wants to know. */
export type Tally = 'waiting' | 'ready' | 'next' | 'on-wall';

/**
 * Why, where a sentence can say more than the word: the producer has not let the church in yet; its picture does not
 * reach the wall; the producer paused it; the walls show the safe picture; another page is held; or plainly its turn.
 */
export type TallyReason = 'admission' | 'no-picture' | 'muted' | 'blank' | 'held' | 'spotlight' | 'turn';

export interface TallyFact {
  readonly tally: Tally;
  readonly reason: TallyReason;
  /** Whole seconds until the church comes on; null when unknown or on already. */
  readonly seconds: number | null;
}

/**
 * The tally at a moment of the server's time (milliseconds). Null while the server does not see the church at all, for
 * example in the first second after joining. ON THE WALL is said only of a picture: a name card is no reason to wave, and
 * a page that knows that it sends nothing need not wait until the server knows.
 */
export function tallyOf(view: ChurchView | null, now: number, isSending = true): TallyFact | null {
  if (view === null) return null;
  switch (view.state) {
    case 'waiting':
      return fact('waiting', 'admission');
    case 'hidden':
      // The producer's choice of pictures is not the volunteer's fault, so it looks like any other moment off the wall.
      return fact('ready', 'turn');
    case 'seated':
      return seated(isSending ? view : { ...view, live: false }, now);
    default:
      return null;
  }
}

function seated(view: ChurchView, now: number): TallyFact {
  if (view.muted) return fact('ready', 'muted');
  if (!view.live) return fact('ready', 'no-picture');
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
