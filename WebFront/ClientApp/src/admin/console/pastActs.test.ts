import { expect, it } from 'vitest';
import type { PastAct } from '../api/types';
import { whoDid, wordsOf } from './pastActs';

const act = (action: string, churchIds: readonly string[], by: string | null = 'user:ruth'): PastAct => ({ id: 7, at: '2026-01-01T10:00:00Z', action, by, mine: false, churchIds });
const nameOf = (id: string) => (id === 'c0' ? 'Grace' : undefined);

it('tells what was done, to whom and by whom', () => {
  expect(wordsOf(act('remove', ['c0']), nameOf)).toBe('Grace removed');
  expect(wordsOf(act('remove', ['c0', 'c1']), nameOf)).toBe('2 churches removed');
  expect(wordsOf(act('hide', ['c9']), nameOf)).toBe('1 church hidden');
  expect(wordsOf(act('unspotlight', []), nameOf)).toBe('Spotlight changed');
  expect(whoDid(act('hide', []))).toBe('ruth');
  expect(whoDid(act('hide', [], 'key:Stream Deck'))).toBe('Stream Deck');
});
