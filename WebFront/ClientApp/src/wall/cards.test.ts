import { describe, expect, it } from 'vitest';
import { Card, cardText } from './cards';

const start = Date.parse('2026-11-22T10:00:00Z');
const facts = { title: 'Advent', startsAt: '2026-11-22T10:00:00Z' };

describe('cards', () => {
  it('count down within a day, name the day before, and say that it begins after', () => {
    expect(cardText('countdown', facts, start - 90_000).big).toBe('1:30');
    expect(cardText('countdown', facts, start - 3 * 86_400_000).big).toBe('');
    expect(cardText('countdown', facts, start - 3 * 86_400_000).under).toContain('2026');
    expect(cardText('countdown', facts, start + 1).under).toBe('The service begins');
    expect(cardText('countdown', { ...facts, startsAt: null }, start).under).toBe('The service begins soon');
  });

  it('say nothing but the title when blank', () => {
    expect(cardText('blank', facts, start)).toEqual({ over: '', title: 'Advent', big: '', under: '' });
    expect(cardText('title', { ...facts, title: '' }, start).title).toBe('VideoWall');
  });

  it('hide what they do not say', () => {
    const card = new Card();
    card.show('blank', cardText('blank', facts, start));
    const shown = [...card.element.children].filter((child) => !(child as HTMLElement).hidden && child.textContent !== '');
    expect(shown.map((child) => child.textContent)).toEqual(['Advent']);
    card.hide();
    expect(card.element.hidden).toBe(true);
  });
});
