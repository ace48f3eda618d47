import type { Connect, Plugin } from 'vite';

/** Which page serves an address, the same rules as the server's (contract: Pages). */
export function pageFor(path: string): string | null {
  if (path === '/' || path.startsWith('/join/') || path.startsWith('/j/')) return '/join.html';
  if (path.startsWith('/wall/')) return '/wall.html';
  if (path === '/admin' || path.startsWith('/admin/')) return '/admin.html';
  return null;
}

const rewrite: Connect.NextHandleFunction = (request, _response, next) => {
  const [path = '/', query] = (request.url ?? '/').split('?');
  const page = pageFor(path);
  if (page !== null) request.url = query === undefined ? page : `${page}?${query}`;
  next();
};

/** Lets `npm run dev` and `vite preview` answer /join/…, /wall/… and /admin/… like the server does. */
export function pageRoutes(): Plugin {
  return {
    name: 'videowall-pages',
    configureServer: (server) => void server.middlewares.use(rewrite),
    configurePreviewServer: (server) => void server.middlewares.use(rewrite),
  };
}
