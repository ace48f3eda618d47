import { useSyncExternalStore, type ComponentProps, type MouseEvent } from 'react';
import { routeOf, type Route } from './routes';

const moved = 'videowall:moved';

function subscribe(listener: () => void): () => void {
  window.addEventListener('popstate', listener);
  window.addEventListener(moved, listener);
  return () => {
    window.removeEventListener('popstate', listener);
    window.removeEventListener(moved, listener);
  };
}

const address = () => `${location.pathname}${location.search}`;

/** The page that the address names; follows links, back and forward. */
export function useRoute(): Route {
  const [path = '', search = ''] = useSyncExternalStore(subscribe, address).split('?');
  return routeOf(path, search);
}

export function goTo(path: string, replace = false): void {
  if (replace) history.replaceState(null, '', path);
  else history.pushState(null, '', path);
  window.dispatchEvent(new Event(moved));
  window.scrollTo(0, 0);
}

/** A link within the console; with Ctrl, Cmd or the middle button the browser opens a tab as for any link. */
export function Link({ href, onClick, ...rest }: ComponentProps<'a'> & { href: string }) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (event.defaultPrevented || !plain || rest.target !== undefined) return;
    event.preventDefault();
    goTo(href);
  };
  return <a href={href} onClick={follow} {...rest} />;
}
