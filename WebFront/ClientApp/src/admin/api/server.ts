import { del, get, once, patch, post, ProblemError, unwrap, type Result } from '../../shared/api';
import { at } from '../../shared/base';
import type { ColumnChoice } from '../churches/importModel';
import type { ActionBody, ActionName } from '../console/actions';
import type { Role } from '../shell/roles';
import type {
  Account, ActAnswer, ApiKey, AppSecret, AttendanceEntry, Church, ChurchFields, FreshKey, ImportAnswer, Listed, ListedUser, PastAct, Preview, Readiness, Service, ServiceSettings,
  Session, User, WallProcess,
} from './types';

const root = '/api/v1';
const ofService = (id: string) => `${root}/services/${encodeURIComponent(id)}`;
const ofChurch = (id: string) => `${root}/churches/${encodeURIComponent(id)}`;
const ofUser = (name: string) => `${root}/users/${encodeURIComponent(name)}`;

/** Most rows that one page of a list holds. */
const pageOfList = 50;
/** What is asked for where a whole list is needed (missing churches, sheets of links). */
const pageOfWhole = 200;

export const session = {
  who: () => get<{ user: User }>(`${root}/session`),
  /** `code` of the authenticator app, or a recovery code; empty until it is asked for. */
  signIn: (username: string, password: string, code: string) =>
    post<{ user: User }>(`${root}/session`, { username, password, ...(code !== '' && { code }) }),
  signOut: () => del(`${root}/session`),
  /** Whether the link still works. */
  checkSetUp: (token: string) => post(`${root}/setup/check`, { token }),
  setUp: (token: string, password: string) => post<{ user: User } | undefined>(`${root}/setup`, { token, password }),
};

/** One's own account; what could lock its owner out asks for the present password. */
export const account = {
  mine: () => unwrap(get<Account>(`${root}/account`)),
  changePassword: (present: string, password: string) => post(`${root}/account/password`, { present, password }),
  beginSecondFactor: (present: string) => post<AppSecret>(`${root}/account/second-factor`, { present }),
  confirmSecondFactor: (code: string) => post<{ recoveryCodes: readonly string[] }>(`${root}/account/second-factor/confirm`, { code }),
  renewRecoveryCodes: (present: string) => post<{ recoveryCodes: readonly string[] }>(`${root}/account/second-factor/recovery-codes`, { present }),
  turnSecondFactorOff: (present: string) => post(`${root}/account/second-factor/off`, { present }),
};

export const sessions = {
  list: async () => (await unwrap(get<{ items: readonly Session[] }>(`${root}/sessions`))).items,
  end: (id: string) => del(`${root}/sessions/${encodeURIComponent(id)}`),
};

export const services = {
  list: (query: { search?: string; state?: string; cursor?: string | null }) =>
    unwrap(get<Listed<Service>>(`${root}/services`, { query: { ...query, limit: pageOfList } })),
  one: (id: string) => unwrap(get<Service>(ofService(id))),
  /** For the hub: tells a service that is gone, or a session that ended, from a server that is away. */
  check: (id: string) => get<Service>(ofService(id)),
  create: (settings: Partial<ServiceSettings>) => post<Service>(`${root}/services`, settings),
  change: (id: string, settings: Partial<ServiceSettings>) => patch<Service>(ofService(id), settings),
  open: (id: string) => post<Service>(`${ofService(id)}/open`),
  end: (id: string) => post<Service>(`${ofService(id)}/end`),
  remove: (id: string) => del(ofService(id)),
  newWallKey: (id: string) => post<Service>(`${ofService(id)}/wall-key`),
  /** Done once, however often a bad line makes it ask. */
  act: (id: string, action: ActionName, body: ActionBody) =>
    once((idempotencyKey) => post<ActAnswer>(`${ofService(id)}/actions/${action}`, body, { idempotencyKey })),
  acts: (id: string) => get<{ acts: readonly PastAct[] }>(`${ofService(id)}/acts`),
  preview: (id: string) => post<Preview>(`${ofService(id)}/preview`),
  simulate: (id: string, churches: number) => post<unknown>(`${ofService(id)}/simulation`, { churches }),
  stopSimulation: (id: string) => del(`${ofService(id)}/simulation`),
  attendance: (id: string) => unwrap(get<AttendanceEntry[]>(`${ofService(id)}/attendance`, { query: { absent: 'true' } })),
  /** Where the browser loads the attendance as CSV: a row for each stay, or one for each church with its totals. */
  attendanceCsv: (id: string, rows: 'stays' | 'churches') => at(`${ofService(id)}/attendance?format=csv&rows=${rows}`),
};

export const churches = {
  list: (query: { search?: string; cursor?: string | null }) =>
    unwrap(get<Listed<Church>>(`${root}/churches`, { query: { ...query, limit: pageOfList } })),
  /** Every church of the registry, page after page. */
  all: () => everyPage((cursor) => unwrap(get<Listed<Church>>(`${root}/churches`, { query: { cursor, limit: pageOfWhole } }))),
  create: (fields: ChurchFields) => post<Church>(`${root}/churches`, fields),
  change: (id: string, fields: Partial<ChurchFields & { revoked: boolean }>) => patch<Church>(ofChurch(id), fields),
  newLink: (id: string) => post<Church>(`${ofChurch(id)}/link`),
  remove: (id: string) => del(ofChurch(id)),
  import: (csv: Blob | string, choice: ColumnChoice, dryRun: boolean): Promise<Result<ImportAnswer>> =>
    post<ImportAnswer>(`${root}/churches/import`, csv, {
      contentType: 'text/csv',
      query: { dryRun, nameColumn: choice.name, cityColumn: choice.city, externalIdColumn: choice.externalId, header: choice.hasHeader },
      timeout: 60_000,
    }),
};

export const keys = {
  list: async () => listOf(await unwrap(get<readonly ApiKey[] | Listed<ApiKey>>(`${root}/keys`))),
  create: (name: string, role: Role) => post<FreshKey>(`${root}/keys`, { name, role }),
  remove: (id: string) => del(`${root}/keys/${encodeURIComponent(id)}`),
};

export const users = {
  list: async () => listOf(await unwrap(get<readonly ListedUser[] | Listed<ListedUser>>(`${root}/users`))),
  create: (name: string, password: string, role: Role) => post<User>(`${root}/users`, { name, password, role }),
  change: (name: string, fields: { password?: string; role?: Role }) => patch<User>(ofUser(name), fields),
  remove: (name: string) => del(ofUser(name)),
  resetSecondFactor: (name: string) => del(`${ofUser(name)}/second-factor`),
};

export const everybody = {
  signOut: (more: { apiKeys: boolean; wallKeys: boolean }) =>
    del<{ users: number; apiKeys: number; wallKeys: number }>(`${root}/sessions`, { query: more, timeout: 60_000 }),
};

export const health = {
  processes: async () => listOf(await unwrap(get<Listed<WallProcess>>(`${root}/processes`))),
  /** A server that is not ready says so with status 503 and the same body. */
  ready: async (): Promise<Readiness> => {
    const answer = await get<Readiness>('/readyz');
    if (answer.ok) return answer.value;
    const { status, parts } = answer.problem.more as Partial<Readiness>;
    if (status === undefined || parts === undefined) throw new ProblemError(answer.problem);
    return { status, parts };
  },
};

const listOf = <T>(answer: readonly T[] | Listed<T>): readonly T[] => ('items' in answer ? answer.items : answer);

async function everyPage<T>(page: (cursor: string | null) => Promise<Listed<T>>): Promise<T[]> {
  const all: T[] = [];
  for (let cursor: string | null = null, more = true; more; more = cursor !== null) {
    const answer = await page(cursor);
    all.push(...answer.items);
    cursor = answer.next;
  }
  return all;
}
