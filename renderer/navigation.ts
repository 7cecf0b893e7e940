import { useSyncExternalStore } from 'react';

/** Where the reader is: the start page, one practice farm, or nowhere that exists. */
export type Route = { page: 'start' } | { page: 'practice'; id: string } | { page: 'unknown' };

/** The route an address bar's path means. */
export function routeOf(path: string): Route {
  if (path === '/' || path === '/index.html') return { page: 'start' };
  const [, id] = /^\/practice\/([a-z0-9-]{8,64})\/?$/.exec(path) ?? [];
  return id === undefined ? { page: 'unknown' } : { page: 'practice', id };
}

/** The path of a route. */
export function pathOf(route: Exclude<Route, { page: 'unknown' }>): string {
  return route.page === 'start' ? '/' : `/practice/${route.id}`;
}

const MOVED = 'farmwright:moved';

/** Goes to another page without loading anything. */
export function goTo(route: Exclude<Route, { page: 'unknown' }>): void {
  history.pushState(null, '', pathOf(route));
  window.dispatchEvent(new Event(MOVED));
  window.scrollTo(0, 0);
}

/** The route of the address bar, kept up to date. */
export function useRoute(): Route {
  return routeOf(useSyncExternalStore(subscribe, () => location.pathname));
}

function subscribe(changed: () => void): () => void {
  window.addEventListener('popstate', changed);
  window.addEventListener(MOVED, changed);
  return () => {
    window.removeEventListener('popstate', changed);
    window.removeEventListener(MOVED, changed);
  };
}
