import { at, within } from '../../shared/base';

/** The pages of the console and their addresses; the server answers every /admin/* with the same document. */
export type Route =
  | { readonly page: 'services' | 'churches' | 'links' | 'keys' | 'users' | 'sessions' | 'server' | 'account' | 'lost' }
  | { readonly page: 'console' | 'attendance' | 'sheet'; readonly id: string }
  | { readonly page: 'setup'; readonly token: string };

const single = { churches: 'churches', keys: 'keys', users: 'users', sessions: 'sessions', server: 'server', account: 'account', services: 'services' } as const;
const ofService = { attendance: 'attendance', sheet: 'sheet' } as const;

const has = <K extends string>(table: Readonly<Record<K, unknown>>, key: string): key is K => Object.hasOwn(table, key);

export function routeOf(path: string, search = ''): Route {
  const [root = '', first = '', id = '', last = '', ...more] = within(path).replace(/\/+$/, '').split('/').slice(1);
  if (root !== 'admin' || more.length > 0) return { page: 'lost' };
  if (first === '') return { page: 'services' };
  if (first === 'setup' && id === '') return { page: 'setup', token: new URLSearchParams(search).get('token') ?? '' };
  if (first === 'churches' && id === 'links' && last === '') return { page: 'links' };
  if (id === '') return { page: has(single, first) ? single[first] : 'lost' };
  if (first !== 'services') return { page: 'lost' };
  if (last === '') return { page: 'console', id: safeDecode(id) };
  return has(ofService, last) ? { page: ofService[last], id: safeDecode(id) } : { page: 'lost' };
}

export const paths = {
  services: at('/admin'),
  churches: at('/admin/churches'),
  links: at('/admin/churches/links'),
  keys: at('/admin/keys'),
  users: at('/admin/users'),
  sessions: at('/admin/sessions'),
  server: at('/admin/server'),
  account: at('/admin/account'),
  console: (id: string) => at(`/admin/services/${encodeURIComponent(id)}`),
  attendance: (id: string) => at(`/admin/services/${encodeURIComponent(id)}/attendance`),
  sheet: (id: string) => at(`/admin/services/${encodeURIComponent(id)}/sheet`),
} as const;

function safeDecode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
