import type { Farm } from '../model/farm.ts';
import { makePlan } from '../planner/make-plan.ts';
import { planInputs } from '../planner/plan-inputs.ts';
import type { Parts } from './parts.ts';
import { siteKind } from './site-kind.ts';

/**
 * Takes in a farm file whose bytes came from elsewhere: as the file it is, where it is one of this computer; else as a
 * farm of its own, with other hosts at other addresses where they are practice hosts.
 * @returns where it is
 * @throws FarmError what opening throws; `input.unknown` where it names something this version does not have
 */
export async function takeInFarm(parts: Parts, name: string, bytes: Uint8Array): Promise<string> {
  return await parts.takeInFarm(name, bytes, async (farm) => {
    const own = await apart(farm, parts);
    makePlan(planInputs(own, parts));
    const { newRecord, placing } = siteKind(parts.sites, own);
    return { farm: own, site: newRecord(own), newHosts: placing !== null };
  });
}

async function apart(farm: Farm, parts: Parts): Promise<Farm> {
  const own = { ...farm, id: crypto.randomUUID() };
  return (await siteKind(parts.sites, own).placing?.anew(own)) ?? own;
}
