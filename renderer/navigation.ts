import { useSyncExternalStore } from 'react';
import type { Page } from '../core/model/plan.ts';
import { shellWords } from './wizard/shell/words.ts';

/** A page of a farm's wizard; *plan* is the whole plan on one page. */
export type WizardPlace = Page | 'plan';

/**
 * Where the reader is: the start page, one practice farm, a page of a farm's wizard (null: the one that needs attention
 * first), or nowhere that exists.
 */
export type Route =
  | { page: 'start' }
  | { page: 'practice'; id: string }
  | { page: 'farm'; id: string; wizardPage: WizardPlace | null }
  | { page: 'unknown' };

/** The route an address bar's path means. */
export function routeOf(path: string): Route {
  if (path === '/' || path === '/index.html') return { page: 'start' };
  const [, id] = /^\/practice\/([a-z0-9-]{8,64})\/?$/.exec(path) ?? [];
  return id === undefined ? farmRouteOf(path) : { page: 'practice', id };
}

function farmRouteOf(path: string): Route {
  const [, id, place] = /^\/farm\/([a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12})(?:\/([a-z-]+))?\/?$/.exec(path) ?? [];
  if (id === undefined) return { page: 'unknown' };
  if (place === undefined) return { page: 'farm', id, wizardPage: null };
  return isPlace(place) ? { page: 'farm', id, wizardPage: place } : { page: 'unknown' };
}

function isPlace(text: string): text is WizardPlace {
  return text === 'plan' || Object.hasOwn(shellWords.pages, text);
}

/** The path of a route. */
export function pathOf(route: Exclude<Route, { page: 'unknown' }>): string {
  if (route.page === 'start') return '/';
  if (route.page === 'practice') return `/practice/${route.id}`;
  return route.wizardPage === null ? `/farm/${route.id}` : `/farm/${route.id}/${route.wizardPage}`;
}

const MOVED = 'farmwright:moved';

/** Asked before the page is left: true at once, or later once nothing would be lost, or false to stay. */
export type LeaveGuard = (to: Route) => true | Promise<boolean>;

let guard: LeaveGuard = () => true;
/** Where the reader is, also while the browser's Back has changed the address already. */
let here = typeof location === 'undefined' ? '/' : location.pathname;

/** Asks before every way out, until the answer is called. One at a time. */
export function guardLeaving(own: LeaveGuard): () => void {
  guard = own;
  return () => {
    if (guard === own) guard = () => true;
  };
}

/** Goes to another page without loading anything, if nothing prevents leaving this one. */
export function goTo(route: Exclude<Route, { page: 'unknown' }>): void {
  const free = guard(route);
  if (free === true) enter(pathOf(route));
  else void free.then((may) => may && enter(pathOf(route)));
}

function enter(path: string): void {
  history.pushState(null, '', path);
  moved();
  window.scrollTo(0, 0);
}

function moved(): void {
  here = location.pathname;
  window.dispatchEvent(new Event(MOVED));
}

/** Puts another address in the place of the present one; the way back does not lead to it. */
export function stayAs(route: Exclude<Route, { page: 'unknown' }>): void {
  history.replaceState(null, '', pathOf(route));
  moved();
}

/** The route of the address bar, kept up to date. */
export function useRoute(): Route {
  return routeOf(useSyncExternalStore(subscribe, () => location.pathname));
}

function subscribe(changed: () => void): () => void {
  const back = () => {
    const wanted = location.pathname;
    const free = guard(routeOf(wanted));
    if (free === true) {
      here = wanted;
      return changed();
    }
    // The browser has gone already: it is brought back until it is said that it may go.
    history.pushState(null, '', here);
    void free.then((may) => may && enter(wanted));
  };
  window.addEventListener('popstate', back);
  window.addEventListener(MOVED, changed);
  return () => {
    window.removeEventListener('popstate', back);
    window.removeEventListener(MOVED, changed);
  };
}
