import { FarmError } from '../../model/errors.ts';
import type { Farm } from '../../model/farm.ts';
import { nodesOf } from '../../model/farm-parts.ts';
import type { FarmKind, Fault } from './fault.ts';

/** A farm, as far as it decides which faults it can have. */
export interface PlantedFarm {
  nodes: string[];
  waf: boolean;
  /** Whether its balancer is HAProxy. */
  haproxy: boolean;
}

const KINDS: Record<FarmKind, { code: string; remedy: string; holds(farm: PlantedFarm): boolean }> = {
  'behind a WAF': {
    code: 'fault.needs-waf',
    remedy: 'Set up the practice farm with a WAF in front (--waf).',
    holds: ({ waf }) => waf,
  },
  'at the edge': {
    code: 'fault.needs-edge',
    remedy: 'Set up the practice farm without a WAF.',
    holds: ({ waf }) => !waf,
  },
  'behind HAProxy': {
    code: 'fault.needs-haproxy',
    remedy: 'Set up the practice farm behind HAProxy (--balancer haproxy).',
    holds: ({ haproxy }) => haproxy,
  },
};

/** What decides which faults this farm can have. */
export function plantedFarm(farm: Pick<Farm, 'hosts' | 'hops' | 'balancer'>): PlantedFarm {
  return {
    nodes: nodesOf(farm).map(({ name }) => name),
    waf: farm.hops.length > 1,
    haproxy: farm.balancer === 'haproxy',
  };
}

/** Whether a fault can be planted in this farm. */
export function fits({ only = [] }: Pick<Fault, 'only'>, farm: PlantedFarm): boolean {
  return only.every((kind) => KINDS[kind].holds(farm));
}

/**
 * Refuses faults that cannot be planted in this farm, or not be seen beside each other.
 * @throws FarmError `fault.needs-waf`, `fault.needs-edge`, `fault.needs-haproxy`, `fault.same-node`, `fault.unseeable`
 */
export function refuseFaults(faults: readonly Fault[], farm: PlantedFarm): void {
  for (const { id, only = [], topology } of faults)
    for (const kind of only) {
      const { code, remedy, holds } = KINDS[kind];
      if (holds(farm)) continue;
      throw new FarmError({ code, field: 'faults', message: `The fault «${id}» needs ${topology}.`, remedy });
    }
  faults.forEach((fault, index) => {
    for (const other of faults.slice(0, index)) {
      const why = whyNotBeside(other, fault, farm.nodes);
      if (why !== null) throw why;
    }
  });
}

/** Whether both of these can be planted in one farm, and be seen there. */
export function goTogether(one: Fault, other: Fault, farm: PlantedFarm): boolean {
  return fits(one, farm) && fits(other, farm) && whyNotBeside(one, other, farm.nodes) === null;
}

/** Why these two cannot be seen beside each other; null if they can. */
function whyNotBeside(one: Fault, other: Fault, nodes: string[]): FarmError | null {
  const [first, second] = [one.hits?.(nodes), other.hits?.(nodes)];
  if (first !== undefined && first === second && (one.silences || other.silences))
    return new FarmError({
      code: 'fault.same-node',
      field: 'faults',
      message: `The faults «${one.id}» and «${other.id}» both change ${first}.`,
      remedy: 'Use a practice farm with three or more nodes, or plant only one of them.',
    });
  // Faults of different nodes keep out of each other's way.
  if (first !== undefined && second !== undefined && first !== second) return null;
  const [unseen, seen] = hides(other, one) ? [one, other] : [other, one];
  if (!hides(seen, unseen)) return null;
  return new FarmError({
    code: 'fault.unseeable',
    field: 'faults',
    message: `Beside the fault «${seen.id}» the fault «${unseen.id}» cannot be seen.`,
    remedy: 'Plant only one of them.',
  });
}

function hides({ spoils = [] }: Fault, { needs = [] }: Fault): boolean {
  return needs.some((ground) => spoils.includes(ground));
}
