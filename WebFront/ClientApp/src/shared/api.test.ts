// @vitest-environment node
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { del, get, isPassing, patch, post, ProblemError, unwrap } from './api';

const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/problem+json', ...headers } });

const fetched = vi.fn<(path: string, init: RequestInit) => Promise<Response>>();

beforeEach(() => {
  fetched.mockReset();
  vi.stubGlobal('fetch', fetched);
});

describe('a call', () => {
  it('gives the value', async () => {
    fetched.mockResolvedValue(json(201, { id: 'a' }));
    expect(await post('/api/v1/services', { title: 'x' })).toEqual({ ok: true, value: { id: 'a' } });
    const [path, init] = fetched.mock.calls[0]!;
    expect([path, init.method, init.body, init.credentials]).toEqual(['/api/v1/services', 'POST', '{"title":"x"}', 'same-origin']);
  });

  it('gives nothing for an empty answer and text for one that is not JSON', async () => {
    fetched.mockResolvedValueOnce(new Response(null, { status: 204 }));
    expect(await del('/x')).toEqual({ ok: true, value: undefined });
    fetched.mockResolvedValueOnce(new Response('a,b', { headers: { 'Content-Type': 'text/csv' } }));
    expect(await get('/x', { accept: 'text/csv' })).toEqual({ ok: true, value: 'a,b' });
  });

  it('puts only what is there into the query', async () => {
    fetched.mockResolvedValue(json(200, {}));
    await get('/x', { query: { search: 'a&b', cursor: null, limit: 5, state: '' } });
    expect(fetched.mock.calls[0]?.[0]).toBe('/x?search=a%26b&limit=5');
  });

  it('sends text as it is when its type is said', async () => {
    fetched.mockResolvedValue(json(200, {}));
    await post('/x', 'name\nA', { contentType: 'text/csv' });
    expect(fetched.mock.calls[0]?.[1].body).toBe('name\nA');
  });

  it('reads problem details with all they carry', async () => {
    const body = { code: 'doors_closed', title: 'Not open yet', startsAt: '2026-11-22T10:00:00Z', errors: { name: ['too long'], city: 'odd' } };
    fetched.mockResolvedValue(json(409, body, { 'Retry-After': '60' }));
    const result = await patch('/x', {});
    expect(result).toEqual({
      ok: false,
      problem: {
        status: 409,
        code: 'doors_closed',
        title: 'Not open yet',
        detail: null,
        errors: { name: ['too long'], city: ['odd'] },
        retryAfter: 60,
        more: body,
      },
    });
  });

  it('makes a problem of an answer that is not ours', async () => {
    fetched.mockResolvedValue(new Response('<h1>Bad gateway</h1>', { status: 502 }));
    const result = await get('/x');
    expect(result).toMatchObject({ ok: false, problem: { status: 502, code: 'http_502' } });
    if (!result.ok) expect(isPassing(result.problem)).toBe(true);
  });

  it('makes a problem of no answer at all', async () => {
    fetched.mockRejectedValue(new TypeError('Failed to fetch'));
    expect(await get('/x')).toMatchObject({ ok: false, problem: { status: 0, code: 'network' } });
  });

  it('throws only where that was asked for', async () => {
    fetched.mockResolvedValue(json(404, { code: 'unknown_code', title: 'No such code' }));
    await expect(unwrap(get('/x'))).rejects.toThrow(ProblemError);
  });
});
