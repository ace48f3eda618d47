import { at } from './base';

/** A refusal or fault of the HTTP API: RFC 9457 problem details with the contract's stable `code`. */
export interface Problem {
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  /** Stable name; `network` and `timeout` when no answer came, `http_502` and the like when it was not ours. */
  readonly code: string;
  /** One sentence for people. */
  readonly title: string;
  readonly detail: string | null;
  /** By field name, what is wrong with it. */
  readonly errors: Readonly<Record<string, readonly string[]>>;
  /** Seconds to wait before another try, from `Retry-After`. */
  readonly retryAfter: number | null;
  /** Further members of the problem, for example `startsAt` of `doors_closed`. */
  readonly more: Readonly<Record<string, unknown>>;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

export interface CallOptions {
  /** Sent as JSON; a string or a file with `contentType` is sent as it is. */
  readonly body?: unknown;
  readonly contentType?: string;
  readonly accept?: string;
  readonly signal?: AbortSignal;
  /** Milliseconds until the call is given up; 15,000 unless said. */
  readonly timeout?: number;
  /** Makes a changing call safe to repeat: the server does it once. */
  readonly idempotencyKey?: string;
  readonly query?: Readonly<Record<string, string | number | boolean | null | undefined>>;
}

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/**
 * Calls the HTTP API and never throws: what went wrong is a `Problem`. The type of the value is the caller's word, as
 * in any JSON API. An answer without a body gives `undefined`; one that is not JSON gives its text.
 */
export async function call<T>(method: Method, path: string, options: CallOptions = {}): Promise<Result<T>> {
  const timeout = AbortSignal.timeout(options.timeout ?? 15_000);
  try {
    const response = await fetch(withQuery(at(path), options.query), {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      headers: headersOf(options),
      signal: options.signal ? anySignal(options.signal, timeout) : timeout,
      ...(options.body !== undefined && { body: bodyOf(options) }),
    });
    const body = await bodyOfResponse(response);
    return response.ok ? { ok: true, value: body as T } : { ok: false, problem: problemOf(response, body) };
  } catch (fault) {
    return { ok: false, problem: noAnswer(timeout.aborted ? 'timeout' : 'network', fault) };
  }
}

export const get = <T>(path: string, options?: CallOptions) => call<T>('GET', path, options);
export const post = <T>(path: string, body?: unknown, options?: CallOptions) => call<T>('POST', path, { ...options, body });
export const patch = <T>(path: string, body: unknown, options?: CallOptions) => call<T>('PATCH', path, { ...options, body });
export const del = <T = undefined>(path: string, options?: CallOptions) => call<T>('DELETE', path, options);

/** Tries of a call that is safe to repeat, and milliseconds between two of them. */
const mostTries = 3;
const tryAfter = 1_000;

/**
 * Makes a changing call that is done once: where no answer came, or the server has trouble, it asks again with the same key.
 * Gives up after three tries, with the last problem.
 */
export async function once<T>(send: (idempotencyKey: string) => Promise<Result<T>>): Promise<Result<T>> {
  const key = randomKey();
  for (let tries = 1; ; tries++) {
    const result = await send(key);
    if (result.ok || tries === mostTries || !(isPassing(result.problem) || result.problem.code === 'in_progress')) return result;
    await new Promise((resolve) => setTimeout(resolve, tryAfter));
  }
}

/** `crypto.randomUUID` needs https; this works in a hall on plain http too. */
const randomKey = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** For libraries that want an exception (react-query): the value, or a thrown `ProblemError`. */
export async function unwrap<T>(result: Promise<Result<T>>): Promise<T> {
  const settled = await result;
  if (settled.ok) return settled.value;
  throw new ProblemError(settled.problem);
}

export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  constructor(readonly problem: Problem) {
    super(problem.title);
  }
}

/** No answer, or one that says the server has trouble of its own: worth asking again. */
export const isPassing = (problem: Problem): boolean => problem.status === 0 || problem.status === 429 || problem.status >= 500;

function withQuery(path: string, query: CallOptions['query']): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {})) if (value != null && value !== '') search.set(key, String(value));
  return search.size === 0 ? path : `${path}?${search.toString()}`;
}

function headersOf(options: CallOptions): Record<string, string> {
  const headers: Record<string, string> = { Accept: options.accept ?? 'application/json' };
  if (options.idempotencyKey !== undefined) headers['Idempotency-Key'] = options.idempotencyKey;
  if (options.body !== undefined) headers['Content-Type'] = options.contentType ?? 'application/json';
  return headers;
}

const bodyOf = ({ body, contentType }: CallOptions): string | Blob =>
  contentType !== undefined && (typeof body === 'string' || body instanceof Blob) ? body : JSON.stringify(body);

async function bodyOfResponse(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return undefined;
  if (!(response.headers.get('Content-Type') ?? '').includes('json')) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function problemOf(response: Response, body: unknown): Problem {
  const more = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const text = (key: string) => (typeof more[key] === 'string' && more[key] !== '' ? more[key] : null);
  const wait = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
  return {
    status: response.status,
    code: text('code') ?? `http_${response.status}`,
    title: text('title') ?? `The server answered ${response.status}.`,
    detail: text('detail'),
    errors: errorsOf(more['errors']),
    retryAfter: Number.isNaN(wait) ? null : wait,
    more,
  };
}

function errorsOf(value: unknown): Record<string, readonly string[]> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).map(([field, said]) => [field, (Array.isArray(said) ? said : [said]).map(String)]),
  );
}

function noAnswer(code: 'network' | 'timeout', fault: unknown): Problem {
  const title = code === 'timeout' ? 'The server did not answer in time.' : 'The server cannot be reached.';
  const detail = fault instanceof Error ? fault.message : null;
  return { status: 0, code, title, detail, errors: {}, retryAfter: null, more: {} };
}

/** `AbortSignal.any` for browsers that lack it. */
function anySignal(...signals: AbortSignal[]): AbortSignal {
  const controller = new AbortController();
  for (const signal of signals) {
    if (signal.aborted) controller.abort(signal.reason);
    else signal.addEventListener('abort', () => controller.abort(signal.reason), { once: true, signal: controller.signal });
  }
  return controller.signal;
}
