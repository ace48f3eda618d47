import { describe, expect, it } from 'vitest';
import { addressOf, entryFromAddress, entryFromText, normaliseCode, type Entry } from './entry';

describe('a typed code', () => {
  it.each([
    ['ABC234', 'ABC234'],
    ['abc234', 'ABC234'],
    [' abc-234 ', 'ABC234'],
    ['a b c 2 3 4', 'ABC234'],
    ['ABC\u2013234', 'ABC234'],
    ['ABC\u00a0\u2011234\u200b', 'ABC234'],
    ['\u201cABC.234\u201d', 'ABC234'],
    ['\uff21\uff22\uff23\uff12\uff13\uff14', 'ABC234'],
    ['\tABC234\r\n', 'ABC234'],
    ['', ''],
    ['-- --', ''],
  ])('%j means %j', (typed, code) => expect(normaliseCode(typed)).toBe(code));

  it('is cut when a whole text was pasted', () => expect(normaliseCode('x'.repeat(5000))).toHaveLength(32));
});

describe('a pasted text', () => {
  it.each<[string, Entry | null]>([
    ['abc 234', { kind: 'code', code: 'ABC234' }],
    ['https://wall.example/join/abc-234', { kind: 'code', code: 'ABC234' }],
    ['Join here: https://wall.example/join/ABC234?x=1#top thanks', { kind: 'code', code: 'ABC234' }],
    ['https://wall.example/j/aB_c-9', { kind: 'link', key: 'aB_c-9', code: null }],
    ['https://wall.example/j/aB_c-9?code=abc234', { kind: 'link', key: 'aB_c-9', code: 'ABC234' }],
    [' - ', null],
  ])('%j opens %j', (text, entry) => expect(entryFromText(text)).toEqual(entry));
});

describe('the address of the page', () => {
  it.each<[string, string, Entry | null]>([
    ['/', '', null],
    ['/join/', '', null],
    ['/join/abc%20234', '', { kind: 'code', code: 'ABC234' }],
    ['/join/%E0%A4%A', '', { kind: 'code', code: 'E0A4A' }],
    ['/j/KeY', '', { kind: 'link', key: 'KeY', code: null }],
    ['/j/KeY', '?code=ab-c', { kind: 'link', key: 'KeY', code: 'ABC' }],
    ['/wall/ABC', '', null],
  ])('%s%s opens %j', (path, search, entry) => expect(entryFromAddress(path, search)).toEqual(entry));

  it.each<Entry>([
    { kind: 'code', code: 'ABC234' },
    { kind: 'link', key: 'a/b?c', code: 'ABC' },
    { kind: 'link', key: 'KeY', code: null },
  ])('of %j opens the same again', (entry) => {
    const url = new URL(addressOf(entry), 'https://wall.example');
    expect(entryFromAddress(url.pathname, url.search)).toEqual(entry);
  });
});
