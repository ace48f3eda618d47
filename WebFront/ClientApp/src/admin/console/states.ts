import type { BadgeProps } from '../../shared/ui';
import type { FilterName, Row, SortName } from './rows';

/** A state in a word, and how loud it is. */
export function stateOf(row: Row): { word: string; tone: NonNullable<BadgeProps['tone']>; explained: string } {
  switch (row.state) {
    case 'live':
      if (row.mutedByProducer) return { word: 'Picture off', tone: 'warn', explained: 'Connected; its picture was stopped here. M allows it again' };
      return row.muted
        ? { word: 'Camera off', tone: 'warn', explained: 'Connected; the church itself sends no picture, as in a phone call' }
        : { word: 'Live', tone: 'live', explained: 'The picture is flowing' };
    case 'joining': return { word: 'No picture', tone: 'warn', explained: 'Connected, no picture yet: the wall shows its name' };
    case 'reconnecting': return { word: 'Lost', tone: 'warn', explained: 'Lost the connection; its seat is kept for three minutes' };
    case 'away': return { word: 'Away', tone: 'neutral', explained: 'Gone for good, or it joined and never came; it has no seat' };
    case 'hidden': return { word: 'Hidden', tone: 'neutral', explained: 'Kept off every wall; its seat is kept' };
    case 'waiting': return { word: 'Waiting', tone: 'accent', explained: 'Waits to be admitted' };
    case 'removed': return { word: 'Removed', tone: 'danger', explained: 'Taken out; may not rejoin' };
    case 'denied': return { word: 'Denied', tone: 'danger', explained: 'Turned away at the door' };
  }
}

export const filterLabels: Readonly<Record<FilterName, string>> = {
  all: 'Everyone', waiting: 'Waiting', onAir: 'On air', noPicture: 'No picture', lost: 'Lost', hidden: 'Hidden', removed: 'Removed', away: 'Away',
};

export const sortLabels: Readonly<Record<SortName, string>> = { wall: 'By seat', name: 'By name', attention: 'Needs attention first' };

/** Where a church sits, in words of the people at the desk, who count from one. */
export function placeWords(row: Row): { page: string; seat: string } | null {
  return row.seat === null || row.page === null ? null : { page: `Page ${row.page + 1}`, seat: `seat ${row.seat + 1}` };
}
