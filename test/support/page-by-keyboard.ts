import type { Page } from 'playwright-core';

/** One place where Tab stops. */
interface Stop {
  name: string;
  /** Width of the ring around it, in pixels; 0 where none is seen. */
  ring: number;
}

/** Every stop of the page, from its beginning, as Tab finds them. */
export async function focusStops(page: Page): Promise<Stop[]> {
  await page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    window.getSelection()?.removeAllRanges();
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
  });
  const stops: Stop[] = [];
  for (let presses = 0; presses < 300; presses++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate((): Stop | null => {
      const focused = document.activeElement;
      if (focused === null || focused === document.body || focused === document.documentElement) return null;
      if (focused.hasAttribute('data-seen-by-tab')) return null;
      focused.setAttribute('data-seen-by-tab', '');
      // A switch is drawn beside its input, which is hidden: the ring is there.
      const drawn = [focused, ...(focused.parentElement?.children ?? [])];
      const rings = drawn.map((element) => {
        const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
        return outlineStyle === 'none' || outlineColor === 'transparent' ? 0 : Number.parseFloat(outlineWidth);
      });
      const name = focused.getAttribute('aria-label') ?? focused.textContent?.trim().slice(0, 60) ?? '';
      return { name: `${focused.tagName.toLowerCase()} ${focused.id} ${name}`, ring: Math.max(...rings) };
    });
    if (stop === null) break;
    stops.push(stop);
  }
  await page.evaluate(() => {
    for (const element of document.querySelectorAll('[data-seen-by-tab]')) element.removeAttribute('data-seen-by-tab');
  });
  return stops;
}

/** A button that cannot be used now. */
interface Closed {
  name: string;
  /** The reason that is tied to it and can be seen; empty where there is none. */
  reason: string;
}

/** Every button of the page and its foot that cannot be used now. One that is at work is no closed one. */
export function closedButtons(page: Page): Promise<Closed[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLButtonElement>('main button, footer button')]
      .filter((button) => button.disabled || button.getAttribute('aria-disabled') === 'true')
      .filter((button) => !button.hasAttribute('data-loading'))
      .map((button) => {
        const reasons = (button.getAttribute('aria-describedby') ?? '')
          .split(' ')
          .map((id) => document.getElementById(id))
          .filter((element) => element?.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }));
        return {
          name: button.textContent?.trim() ?? '',
          reason: reasons.map((element) => element?.textContent?.trim() ?? '').join(' '),
        };
      }),
  );
}
