import { FarmError } from '../model/errors.ts';
import type { Farm } from '../model/farm.ts';
import type { Parts, PracticeWorld } from './parts.ts';
import { layoutOf } from './practice-farm.ts';

/**
 * The hosts of a farm file: practice hosts that stand, or, where that is allowed, new ones at the same addresses.
 * @throws FarmError `hosts.by-hand` for hosts that are not practice hosts, `practice.world-lost`, and what starting
 * practice hosts throws
 */
export async function reachHosts(
  { farm, practiceFolder }: { farm: Farm; practiceFolder: string | null },
  parts: Parts,
  how: { mayStart: boolean },
  signal: AbortSignal,
): Promise<PracticeWorld> {
  if (farm.hosts !== 'practice' || practiceFolder === null) throw byHand();
  try {
    return await parts.attachWorld(practiceFolder);
  } catch (error) {
    if (!(error instanceof FarmError) || error.code !== 'practice.world-lost') throw error;
    if (!how.mayStart) throw gone();
    return await parts.startWorld(layoutOf(farm), practiceFolder, signal);
  }
}

function byHand(): FarmError {
  return new FarmError({
    code: 'hosts.by-hand',
    field: 'hosts',
    message: 'Waiting for the operator: this farm’s hosts are set up by hand.',
    remedy: 'Follow the runbook: farmwright runbook FILE --format html --out PATH',
  });
}

function gone(): FarmError {
  return new FarmError({
    code: 'practice.world-lost',
    message: 'The practice hosts are gone: they end a minute after the last Farmwright let go of them.',
    remedy: 'Run the plan: it makes them anew at the same addresses.',
  });
}
