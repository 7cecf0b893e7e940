import type { JournalEvent } from '../model/event.ts';
import type { Page } from '../model/plan.ts';

/** Returns the pages of the wizard that were opened. */
export function openedPages(events: readonly JournalEvent[]): Set<Page> {
  return new Set(events.flatMap(({ body }) => (body.type === 'page.reached' ? [body.page] : [])));
}

/** Returns the paths of the questions that were answered. */
export function answeredPaths(events: readonly JournalEvent[]): Set<string> {
  return new Set(events.flatMap(({ body }) => (body.type === 'answers.changed' ? body.paths : [])));
}

/** Returns when an answer was changed last, ISO 8601, UTC; null where the answers are those the farm was created with. */
export function lastAnsweredAt(events: readonly JournalEvent[]): string | null {
  return events.findLast(({ body }) => body.type === 'answers.changed')?.at ?? null;
}
