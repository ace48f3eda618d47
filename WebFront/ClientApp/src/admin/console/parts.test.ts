import { describe, expect, it, vi } from 'vitest';
import type { WallMedia } from '../../shared/media';
import type { Church } from '../api/types';
import { attendanceRows, totalsOf } from '../attendance/attendance';
import { qrPath } from '../share/qrPath';
import { hueOf, initials } from './face';
import { sameButRevision, wallsOf } from './feed';
import { missingOf, searchMissing } from './missing';
import { pageStrip } from './pageStrip';
import { Pictures } from './pictures';
import { rosterOf, rowOf } from '../../test/consoleRows';

describe('pageStrip', () => {
  const pagesOf = (pages: number, screens: number, turn: number | null) =>
    pageStrip(pages, screens, turn).map((part) => (part.kind === 'gap' ? '…' : `${part.page}${part.onShow ? '*' : ''}`)).join(' ');

  it('offers all pages while they fit, and marks all screens of the turn', () => {
    expect(pagesOf(4, 2, 1)).toBe('0 1 2* 3*');
    expect(pagesOf(3, 1, null)).toBe('0 1 2');
  });

  it('leaves out the far ones', () => {
    expect(pagesOf(50, 1, 20)).toBe('0 … 17 18 19 20* 21 22 23 … 49');
    expect(pagesOf(50, 1, 0)).toBe('0* 1 2 3 … 49');
  });
});

describe('missingOf', () => {
  const church = (id: string, name: string, revoked = false): Church => ({ id, name, city: 'Málaga', externalId: null, joinUrl: '', revoked, trusted: false, createdAt: '' });
  const rows = [rowOf(0, 'Here'), rowOf(1, 'Lost', { state: 'reconnecting' }), rowOf(-1, 'Waits', { state: 'waiting' })];
  const missing = missingOf([church('c0', 'Here'), church('z', 'Bethel 10'), church('c1', 'Lost'), church('c-1', 'Waits'), church('b', 'Bethel 2'), church('x', 'Revoked', true)], rows);

  it('lists those who lost the line, then the absent, and not the revoked', () => {
    expect(missing.map(({ church: { name }, kind }) => [name, kind])).toEqual([['Lost', 'lost'], ['Bethel 2', 'absent'], ['Bethel 10', 'absent']]);
  });

  it('is searched like everyone', () => {
    expect(searchMissing(missing, 'malaga 10')).toHaveLength(1);
    expect(searchMissing(missing, ' ')).toBe(missing);
  });
});

describe('feed', () => {
  it('notices a revision that changed nothing of the roster', () => {
    const roster = rosterOf([]);
    expect(sameButRevision(roster, { ...roster, revision: 2 })).toBe(true);
    expect(sameButRevision(roster, { ...roster, revision: 2, blank: true })).toBe(false);
  });

  it('reads walls with or without their service, and drops what is none', () => {
    const wall = { wallId: 'w', screen: 1, since: 'a', lastBeat: null, page: null, tiles: 3, frames: 9, status: 'stalled' };
    expect(wallsOf({ serviceId: 's', walls: [wall, null, 4] })).toEqual([wall]);
    expect(wallsOf([{ ...wall, status: 'new' }])[0]?.status).toBe('gone');
    expect(wallsOf('nothing')).toEqual([]);
  });
});

it('wants each picture once, at full speed where one place asks for it', () => {
  vi.useFakeTimers();
  const setVisible = vi.fn<WallMedia['setVisible']>();
  const detach = vi.fn();
  const close = vi.fn();
  const media: WallMedia = { connect: vi.fn(), setVisible, attach: vi.fn(() => detach), close, subscribed: 0, connection: 'open' };
  const pictures = new Pictures('simulated', () => Promise.reject(new Error('unused')), () => media);
  const element = document.createElement('video');
  pictures.show('TR_1', element, false);
  const hide = pictures.show('TR_2', element, false);
  pictures.show('TR_1', element, true);
  const stop = pictures.start();
  vi.runAllTimers();
  expect(setVisible).toHaveBeenLastCalledWith(['TR_1'], ['TR_2']);
  hide();
  expect(detach).toHaveBeenCalledOnce();
  vi.runAllTimers();
  expect(setVisible).toHaveBeenLastCalledWith(['TR_1'], []);
  stop();
  expect(close).toHaveBeenCalledOnce();
  vi.useRealTimers();
});

it('sorts attendance and sums it up', () => {
  const entry = (name: string, city: string, seconds: number, to: string | null) =>
    ({ churchId: name, name, city, seconds, onWallSeconds: 0, intervals: [{ from: `2026-01-01T0${seconds % 10}:00:00Z`, to, seconds, onWallSeconds: 0 }] });
  const entries = [entry('B', '', 61, 'x'), entry('A', 'Ulm', 30, null), { churchId: 'C', name: 'C', city: 'Bern', seconds: 0, onWallSeconds: 0, intervals: [] }];
  expect(attendanceRows(entries, 'name').map((row) => row.name)).toEqual(['A', 'B', 'C']);
  expect(attendanceRows(entries, 'seconds').map((row) => row.name)).toEqual(['B', 'A', 'C']);
  expect(attendanceRows(entries, 'first').map((row) => row.name)).toEqual(['A', 'B', 'C']);
  expect(attendanceRows(entries, 'city').map((row) => row.name)).toEqual(['C', 'A', 'B']);
  expect(totalsOf(attendanceRows(entries, 'name'))).toEqual({ came: 2, never: 1, here: 1, averageSeconds: 45.5 });
});

it('takes initials of any script and a steady colour', () => {
  expect([initials('Grace Chapel of Leeds'), initials('église «Béthel»'), initials('كنيسة النعمة'), initials('🙏'), initials('いのちの泉')]).toEqual(['GC', 'ÉB', 'كا', '', 'い']);
  expect(hueOf('abc')).toBe(hueOf('abc'));
});

it('draws the dark squares as strokes', () => {
  const rows = ['##.', '..#', '...'];
  expect(qrPath(3, (row, column) => rows[row]?.[column] === '#')).toBe('M0 0h2v1h-2zM2 1h1v1h-1z');
});
