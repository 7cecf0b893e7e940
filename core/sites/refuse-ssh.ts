import { FarmError } from '../model/errors.ts';
import type { Farm } from '../model/farm.ts';

/** Refuses hosts that are to be reached over SSH, which this version cannot do yet. @throws FarmError `hosts.not-yet` */
export function refuseSsh({ hosts }: Pick<Farm, 'hosts'>): void {
  const at = hosts.findIndex(({ reach }) => reach.by === 'ssh');
  if (at < 0) return;
  throw new FarmError({
    code: 'hosts.not-yet',
    field: `hosts[${at}].reach`,
    message: `${hosts[at]?.name} is to be reached over SSH. This version of Farmwright cannot do that yet.`,
    remedy: 'Set reach to {by: person, who: NAME}: that person follows instructions at the host.',
  });
}
