import { plantedFaults } from '../history/planted-faults.ts';
import { FarmError } from '../model/errors.ts';
import type { JournalEvent } from '../model/event.ts';
import type { Farm } from '../model/farm.ts';
import { pick } from '../model/pick.ts';
import type { SiteKind } from '../model/site.ts';
import type { Parts } from './parts.ts';

/** Faults that can be planted in a farm, and those that are. */
export interface Planting {
  plantable: string[];
  planted: string[];
}

/** What can be broken on purpose in this farm, and what is; null where nothing can. */
export function plantingIn(farm: Farm, kind: SiteKind, events: readonly JournalEvent[]): Planting | null {
  const plantable = kind.plantable(farm);
  return plantable.length === 0 ? null : { plantable, planted: [...plantedFaults(events)] };
}

/**
 * Refuses faults that cannot be planted besides those that are.
 * @throws FarmError `input.unknown`, `fault.not-here`, and what `Parts.refuseFaults` throws
 */
export function refuseUnplantable(
  faults: readonly string[],
  farm: Farm,
  planting: Planting | null,
  parts: Pick<Parts, 'faults' | 'refuseFaults'>,
): void {
  for (const fault of faults) pick(parts.faults, fault, 'faults', 'fault');
  if (planting === null) throw nothingToPlant();
  parts.refuseFaults([...planting.planted, ...faults], farm);
}

function nothingToPlant(): FarmError {
  return new FarmError({
    code: 'fault.not-here',
    field: 'faults',
    message: 'Faults are planted in practice hosts only, and the hosts of this farm are others.',
    remedy: 'Try a practice farm.',
  });
}
