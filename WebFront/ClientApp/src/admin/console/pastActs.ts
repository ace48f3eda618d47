import type { PastAct } from '../api/types';
import { many } from '../format';

/** What each act did to churches, after their name or number. */
const done: Readonly<Record<string, string>> = {
  admit: 'admitted', deny: 'turned away', hide: 'hidden', show: 'shown again', remove: 'removed', spotlight: 'in the spotlight',
  pin: 'added to the spotlight', unspotlight: 'taken out of the spotlight', mute: 'picture stopped or allowed', rename: 'renamed',
};

/** Acts on the spotlight alone, which tell of no church. */
const onSpotlight: Readonly<Record<string, string>> = {
  spotlight: 'Spotlight changed', pin: 'Spotlight changed', unspotlight: 'Spotlight changed',
};

/** An act in words: `Grace Chapel hidden`, `25 churches removed`. */
export function wordsOf(act: PastAct, nameOf: (churchId: string) => string | undefined): string {
  const [first] = act.churchIds;
  if (first === undefined) return onSpotlight[act.action] ?? act.action;
  const whom = act.churchIds.length === 1 ? (nameOf(first) ?? '1 church') : many(act.churchIds.length, 'church', 'churches');
  return `${whom} ${done[act.action] ?? act.action}`;
}

/** Who did it, without the kind of account: `user:ruth` is `ruth`. */
export const whoDid = (act: PastAct): string => act.by?.replace(/^[a-z]+:/, '') ?? 'somebody';
