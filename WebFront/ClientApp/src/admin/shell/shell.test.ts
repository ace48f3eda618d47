import { describe, expect, it } from 'vitest';
import { duration, many, plain, spokenCode } from '../format';
import { passwordProblem } from './password';
import { can, roles } from './roles';
import { paths, routeOf } from './routes';

describe('routeOf', () => {
  it('reads back every address that it writes', () => {
    expect(routeOf(paths.services)).toEqual({ page: 'services' });
    expect(routeOf('/admin/')).toEqual({ page: 'services' });
    expect(routeOf(paths.console('a/b ü'))).toEqual({ page: 'console', id: 'a/b ü' });
    expect(routeOf(paths.attendance('x'))).toEqual({ page: 'attendance', id: 'x' });
    expect(routeOf(paths.sheet('x'))).toEqual({ page: 'sheet', id: 'x' });
    expect(routeOf(paths.churches)).toEqual({ page: 'churches' });
    expect(routeOf(paths.links)).toEqual({ page: 'links' });
    expect(routeOf(paths.keys)).toEqual({ page: 'keys' });
    expect(routeOf(paths.users)).toEqual({ page: 'users' });
    expect(routeOf(paths.sessions)).toEqual({ page: 'sessions' });
    expect(routeOf(paths.server)).toEqual({ page: 'server' });
    expect(routeOf(paths.account)).toEqual({ page: 'account' });
    expect(routeOf('/admin/setup', 'token=t%20t')).toEqual({ page: 'setup', token: 't t' });
  });

  it.each(['/admin/nothing', '/admin/services/x/nothing', '/admin/services/x/sheet/more', '/admin/toString', '/wall/x'])('does not know %s', (path) => {
    expect(routeOf(path).page).toBe('lost');
  });
});

it('lets each role do what those before it may', () => {
  const able = (ability: 'read' | 'run' | 'change' | 'administer') => roles.filter((role) => can(role, ability));
  expect(able('read')).toEqual(['viewer', 'moderator', 'producer', 'admin']);
  expect(able('run')).toEqual(['moderator', 'producer', 'admin']);
  expect(able('change')).toEqual(['producer', 'admin']);
  expect(able('administer')).toEqual(['admin']);
  expect(can(null, 'read')).toBe(false);
});

it('says what is wrong with a new password', () => {
  expect(passwordProblem('short', 'short')).toMatch(/at least/);
  expect(passwordProblem('long enough', 'long enogh')).toMatch(/match/);
  expect(passwordProblem('long enough', 'long enough')).toBeNull();
});

it('writes for people', () => {
  expect([duration(9.7), duration(725), duration(3723), duration(-4)]).toEqual(['0:09', '12:05', '1:02:03', '0:00']);
  expect([many(1, 'church', 'churches'), many(1200, 'church', 'churches')]).toEqual(['1 church', '1,200 churches']);
  expect([spokenCode('ABCDEF'), spokenCode('ABCDEFGH'), spokenCode('ABC-DEF'), spokenCode('ABCD')]).toEqual(['ABC DEF', 'ABCD EFGH', 'ABC-DEF', 'ABCD']);
  expect(plain('  São   JOÃO ')).toBe('sao joao');
});
