import { isAnyStepBegun } from '../history/fold-steps.ts';
import { FarmError } from '../model/errors.ts';
import type { JournalEvent, NewEvent } from '../model/event.ts';
import type { Parts } from './parts.ts';
import { HOSTS_GONE } from './reach-hosts.ts';

/**
 * What is to be told where practice hosts to which something was done are gone; null where they stand, where nothing was
 * done to them, or where that cannot be seen: whoever reaches them is told why.
 */
export async function lostHosts(
  practiceFolder: string | null,
  events: readonly JournalEvent[],
  { attachWorld }: Pick<Parts, 'attachWorld'>,
): Promise<NewEvent | null> {
  if (practiceFolder === null || !isAnyStepBegun(events)) return null;
  try {
    (await attachWorld(practiceFolder)).close();
    return null;
  } catch (error) {
    if (!(error instanceof FarmError) || error.code !== 'practice.world-lost') return null;
    return { sentence: HOSTS_GONE, body: { type: 'hosts.made' } };
  }
}
