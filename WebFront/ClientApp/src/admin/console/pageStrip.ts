import { turnOfPage } from '../../shared/pager';

export type StripPart =
  | { readonly kind: 'page'; readonly page: number; readonly onShow: boolean }
  | { readonly kind: 'gap'; readonly after: number };

/** Most pages that are offered one by one. */
const most = 12;
/** Pages kept on each side of the ones on show when not all fit. */
const around = 3;

/** The buttons of a strip of pages: all of them, or the ends and what is near the ones on show. */
export function pageStrip(pages: number, screens: number, turn: number | null): readonly StripPart[] {
  const first = (turn ?? 0) * screens;
  const near = (page: number) => page === 0 || page === pages - 1 || (page >= first - around && page < first + screens + around);
  const parts: StripPart[] = [];
  let last = -1;
  for (let page = 0; page < pages; page++) {
    if (pages > most && !near(page)) continue;
    if (page !== last + 1) parts.push({ kind: 'gap', after: last });
    parts.push({ kind: 'page', page, onShow: turn !== null && turnOfPage(page, screens) === turn });
    last = page;
  }
  return parts;
}
