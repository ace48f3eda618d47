/** How a church came to this page: with a service's code, or with its own personal link. */
export type Entry =
  | { readonly kind: 'code'; readonly code: string }
  /** `code` picks the service where a church's link alone could mean several. */
  | {
      readonly kind: 'link';
      readonly key: string;
      readonly code: string | null;
      /** The service that was chosen among several. Not in the address: the link means another one next week. */
      readonly service?: string;
    };

/** Longer than any code; what lies beyond is a pasted text and not a code. */
const longestCode = 32;

/**
 * What a person typed, pasted or read aloud, as a code: capital letters and digits only. Full-width characters become
 * plain ones; spaces, dashes, dots and quotes of any alphabet fall away.
 */
export function normaliseCode(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .slice(0, longestCode);
}

/** A typed or pasted text as a way in: a code, or a whole address with one inside. Null when nothing useful is left. */
export function entryFromText(text: string): Entry | null {
  const pasted = /\/(join|j)\/([^/?#\s]+)(\?[^#\s]*)?/.exec(text);
  if (pasted !== null) return entryFromAddress(`/${pasted[1] ?? ''}/${pasted[2] ?? ''}`, pasted[3] ?? '');
  const code = normaliseCode(text);
  return code === '' ? null : { kind: 'code', code };
}

/** The way in that this page's own address names: `/join/{code}` or `/j/{key}?code=`; null on `/`. */
export function entryFromAddress(path: string, search: string): Entry | null {
  const [, page, rest] = path.split('/');
  const value = decode(rest ?? '').trim();
  if (value === '') return null;
  if (page === 'j') {
    const code = normaliseCode(new URLSearchParams(search).get('code') ?? '');
    return { kind: 'link', key: value, code: code === '' ? null : code };
  }
  const code = normaliseCode(value);
  return page === 'join' && code !== '' ? { kind: 'code', code } : null;
}

/** The address that opens this page in the same way again. */
export function addressOf(entry: Entry | null): string {
  if (entry === null) return '/';
  if (entry.kind === 'code') return `/join/${encodeURIComponent(entry.code)}`;
  const code = entry.code === null ? '' : `?code=${encodeURIComponent(entry.code)}`;
  return `/j/${encodeURIComponent(entry.key)}${code}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
