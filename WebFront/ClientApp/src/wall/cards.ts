import { countdown } from '../shared/countdown';
import type { RosterState } from '../shared/rosterStore';
import { element, setText } from './dom';
import type { CardKind } from './plan';

/** What a card says. All of it is text. */
export interface CardText {
  readonly over: string;
  readonly title: string;
  readonly big: string;
  readonly under: string;
}

const product = 'VideoWall';

/** Within a day of the start seconds count; before that the date says more. */
const countFrom = 24 * 3_600_000;

export function cardText(kind: CardKind, roster: Pick<RosterState, 'title' | 'startsAt'>, now: number): CardText {
  const text: CardText = { over: '', title: roster.title === '' ? product : roster.title, big: '', under: '' };
  switch (kind) {
    case 'blank':
    case 'title':
      return text;
    case 'waiting':
      return { ...text, under: 'Waiting for the first churches' };
    case 'closing':
      return { ...text, over: 'Thank you', under: 'The service has ended' };
    case 'countdown':
      return countdownText(text, roster.startsAt, now);
  }
}

function countdownText(text: CardText, startsAt: string | null, now: number): CardText {
  const start = Date.parse(startsAt ?? '');
  if (Number.isNaN(start)) return { ...text, under: 'The service begins soon' };
  const when = new Date(start).toLocaleString(undefined, { weekday: 'long', hour: 'numeric', minute: '2-digit' });
  if (start - now > countFrom) {
    return { ...text, under: new Date(start).toLocaleString(undefined, { dateStyle: 'full', timeStyle: 'short' }) };
  }
  return start <= now ? { ...text, under: 'The service begins' } : { ...text, over: when, big: countdown(start - now) };
}

/** A calm screen over everything. One element for all kinds, so that a change is a change of words. */
export class Card {
  readonly element = element('div', 'card');
  readonly #over = element('p', 'card-over');
  readonly #title = element('p', 'card-title');
  readonly #big = element('p', 'card-big');
  readonly #under = element('p', 'card-under');

  constructor() {
    const mark = element('img', 'card-mark');
    mark.src = '/icon.svg';
    mark.alt = '';
    this.#title.dir = 'auto';
    this.#big.setAttribute('role', 'timer');
    this.element.append(mark, this.#over, this.#title, this.#big, this.#under);
    this.hide();
  }

  show(kind: string, text: CardText): void {
    this.element.hidden = false;
    this.element.dataset['card'] = kind;
    setText(this.#over, text.over);
    setText(this.#title, text.title);
    setText(this.#big, text.big);
    setText(this.#under, text.under);
    this.#over.hidden = text.over === '';
    this.#big.hidden = text.big === '';
    this.#under.hidden = text.under === '';
  }

  hide(): void {
    this.element.hidden = true;
    delete this.element.dataset['card'];
  }
}
