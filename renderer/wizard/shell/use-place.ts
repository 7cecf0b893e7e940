import { type RefObject, useCallback, useEffect, useRef } from 'react';
import type { FarmView } from '../../../core/api/farm-contract.ts';
import type { Page } from '../../../core/model/plan.ts';
import type { WizardPlace } from '../../navigation.ts';
import { PAGE_NAMES } from '../../page-names.ts';
import { focusField } from '../form/field-id.ts';
import { shellWords } from './words.ts';

const LOOK_FOR_MS = 1000;

interface Place {
  /** For the page's heading, which needs `tabIndex={-1}`. */
  heading: RefObject<HTMLHeadingElement | null>;
  /** Where the focus goes: to a field of the page, now or once the page is there. */
  aimAt(page: Page, path?: string): void;
}

/** Names the window, and brings the focus where it belongs when the page changes: to its heading, or to a field. */
export function usePlace(view: FarmView, place: WizardPlace, error: boolean): Place {
  const heading = useRef<HTMLHeadingElement>(null);
  const aim = useRef<string | null>(null);
  const title = shellWords.windowTitle(placeName(view.pages, place), view.farm.name, error);
  useEffect(() => {
    document.title = title;
  }, [title]);
  useEffect(() => {
    const path = aim.current;
    aim.current = null;
    heading.current?.focus({ preventScroll: true });
    if (path !== null && place !== 'plan') focusFieldWhenThere(path);
  }, [place]);
  const aimAt = useCallback(
    (page: Page, path?: string) => {
      if (page !== place) aim.current = path ?? null;
      else if (path === undefined) heading.current?.focus();
      else focusFieldWhenThere(path);
    },
    [place],
  );
  return { heading, aimAt };
}

/** `4 of 9: First node`, or the name of the page that is none of the steps. */
export function placeName(pages: FarmView['pages'], place: WizardPlace): string {
  if (place === 'plan') return shellWords.plan.label;
  const at = pages.findIndex(({ page }) => page === place);
  return shellWords.place(at + 1, pages.length, PAGE_NAMES[place]);
}

/** A page may make its parts only after its heading. */
function focusFieldWhenThere(path: string, until = performance.now() + LOOK_FOR_MS): void {
  requestAnimationFrame(() => {
    if (!focusField(path) && performance.now() < until) focusFieldWhenThere(path, until);
  });
}
