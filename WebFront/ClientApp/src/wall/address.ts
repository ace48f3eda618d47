/** What the address of a wall page says: `/wall/{code}?key=…&screen=2&clean=1&transparent=1&labels=off&debug=1`. */
export interface WallAddress {
  readonly code: string;
  readonly key: string | null;
  /** From 0; people count from 1 in the address. */
  readonly screen: number;
  /** No status line at all. */
  readonly clean: boolean;
  /** No background: for OBS, which lays the tiles over its own scene. */
  readonly transparent: boolean;
  readonly labels: boolean;
  readonly debug: boolean;
}

export function readAddress({ pathname, search }: Pick<Location, 'pathname' | 'search'>): WallAddress {
  const query = new URLSearchParams(search);
  const screen = Number.parseInt(query.get('screen') ?? '1', 10);
  const on = (name: string) => ['1', 'true', 'on', 'yes', ''].includes(query.get(name)?.toLowerCase() ?? 'off');
  return {
    code: decode(pathname.split('/')[2] ?? ''),
    key: query.get('key'),
    screen: Number.isNaN(screen) || screen < 1 ? 0 : screen - 1,
    clean: on('clean'),
    transparent: on('transparent'),
    labels: !query.has('labels') || on('labels'),
    debug: on('debug'),
  };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
