import type { Farm } from '../model/farm.ts';
import type { Question } from '../model/form.ts';
import { isOwn, OPTIONAL } from '../wizard/own-questions.ts';

/** Waits and health checks as they are usual between servers; practice hosts have shorter ones. */
export const USUAL_SETTLE: Farm['settle'] = { times: 3, intervalMs: 5_000, limitMs: 300_000 };
export const USUAL_HEALTH_CHECK: Farm['healthCheck'] = { intervalMs: 5_000, timeoutMs: 5_000, fall: 3, rise: 2 };

/** What a practice farm keeps when it moves: no host, address or host name of this computer. Questions fill in the rest. */
export function withoutPlaces(farm: Farm): Farm {
  const { engine, name } = farm.database;
  return {
    ...farm,
    ...{ hosts: [], services: [], hops: [], trustedRanges: [], hostName: '', wizardAddress: '', clientAddresses: [] },
    database: { engine, name, hostName: '', administrator: '' },
    settle: USUAL_SETTLE,
    healthCheck: USUAL_HEALTH_CHECK,
  };
}

/** Questions on servers of one's own that must be answered before the farm can move to them. */
export function unanswered(questions: readonly Question[], given: ReadonlyMap<string, unknown>): Question[] {
  const isEmpty = (path: string) => String(given.get(path) ?? '').trim() === '';
  return questions.filter(({ path }) => isOwn(path) && !OPTIONAL.has(path) && isEmpty(path));
}
