import type { Page } from 'playwright-core';

/** One text that came to stand in a live region. */
export interface Spoken {
  urgency: 'polite' | 'assertive';
  text: string;
}

type Listening = Window & { spoken?: Spoken[] };

/** A script for a page: from its beginning it keeps all that screen readers are told without being asked. */
export const LISTEN = `(${(
  () => {
    const spoken: Spoken[] = [];
    (window as Listening).spoken = spoken;
    const regions = '[aria-live], [role="status"], [role="alert"]';
    const observer = new MutationObserver((changes) => {
      const changed = new Set<Element>();
      for (const { target, addedNodes } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        const region = element?.closest(regions);
        if (region) changed.add(region);
        // A whole region that appears is read out as well.
        for (const node of addedNodes)
          if (node instanceof Element)
            for (const inside of [node, ...node.querySelectorAll(regions)])
              if (inside.matches(regions)) changed.add(inside);
      }
      for (const region of changed) {
        const text = region.textContent?.trim() ?? '';
        const urgent = region.getAttribute('aria-live') === 'assertive' || region.getAttribute('role') === 'alert';
        if (text !== '' && region.isConnected) spoken.push({ urgency: urgent ? 'assertive' : 'polite', text });
      }
    });
    observer.observe(document, { subtree: true, childList: true, characterData: true });
  }
).toString()})()`;

/** All that was said on this page since it was loaded, in order. */
export function spokenOn(page: Page): Promise<Spoken[]> {
  return page.evaluate(() => (window as Listening).spoken ?? []);
}
