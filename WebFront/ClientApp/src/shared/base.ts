/** Where a built script comes from: `{base}/assets/…`. Not in one expression with `URL`: Vite would take that for a file of the build. */
const script = import.meta.url;

/**
 * The path below which this server's pages and calls are, without a slash at its end: empty, or the path of `PUBLIC_BASE_URL`.
 * Known at run time only, since one build serves every address.
 */
export const base: string = import.meta.env.DEV ? '' : new URL('..', script).pathname.replace(/\/$/, '');

/** A path of the contract, such as `/api/v1/join`, at this server. */
export const at = (path: string): string => base + path;

/** The other way: a path of this server as the contract has it. */
export const within = (path: string): string => (`${path}/`.startsWith(`${base}/`) ? path.slice(base.length) : path);
