import type { Farm } from '../model/farm.ts';
import { pick } from '../model/pick.ts';
import { makePlan } from '../planner/make-plan.ts';
import { planInputs } from '../planner/plan-inputs.ts';
import type { Pending } from '../wizard/farm-form.ts';
import { farmFromAnswers } from './answers.ts';
import type { Parts } from './parts.ts';
import { placingOf, siteKind } from './site-kind.ts';

/**
 * Makes a farm file from answers. The plan is made once before there is a file, so that answers it cannot be made from
 * leave none.
 * @throws FarmError `input.invalid`, `input.unknown`, `trusted-range.invalid`, `farm-file.exists`
 */
export async function createFarm(
  parts: Parts,
  { path, profile, answers }: { path: string; profile: string; answers: unknown },
): Promise<void> {
  const { services } = pick(parts.profiles, profile, 'profile', 'profile');
  const placing = placingOf(parts.sites);
  const [first] = parts.balancers;
  if (first === undefined) throw new Error('there is a balancer');
  const farm = await farmFromAnswers(crypto.randomUUID(), profile, answers, {
    practice: (id, choice) => placing.newFarm(id, { ...choice, services }),
    balancer: first.id,
  });
  await writeFarm(parts, path, farm);
}

/**
 * Makes a farm file with the answers of an earlier one, also those that cannot be used yet, as a farm of its own to which
 * nothing has happened.
 */
export async function beginAnew(
  parts: Parts,
  path: string,
  { farm, pending }: { farm: Farm; pending: Pending },
): Promise<void> {
  await writeFarm(parts, path, { ...farm, id: crypto.randomUUID() }, pending);
}

async function writeFarm(parts: Parts, path: string, farm: Farm, pending: Pending = {}): Promise<void> {
  makePlan(planInputs(farm, parts));
  const kind = siteKind(parts.sites, farm);
  kind.refuse(farm);
  const file = await parts.createFarmFile(path, { farm, pending, site: kind.newRecord(farm) });
  file.close();
}
