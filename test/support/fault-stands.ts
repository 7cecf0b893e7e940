import type { Fault } from '../../core/practice/faults/fault.ts';
import { FAULTS } from '../../core/practice/faults/index.ts';
import { fits, goTogether, type PlantedFarm } from '../../core/practice/faults/refuse-faults.ts';
import { shuffled } from './seeded.ts';

/** A farm in which faults are tried. */
export interface Stand {
  balancer: 'bundled' | 'haproxy';
  waf: boolean;
}

/** Two faults that are planted together. */
export interface Pair {
  ids: string[];
  causes: string[];
}

/** The stands of the long suites. */
export const STANDS = {
  bundled: { balancer: 'bundled', waf: false },
  haproxy: { balancer: 'haproxy', waf: false },
  bundledWaf: { balancer: 'bundled', waf: true },
  haproxyWaf: { balancer: 'haproxy', waf: true },
} satisfies Record<string, Stand>;

/** The nodes of every stand. */
export const NODES = ['node-01', 'node-02', 'node-03'];

/** The faults that can be planted in this stand. */
export function singlesIn(stand: Stand): Fault[] {
  return FAULTS.filter((fault) => fits(fault, farmOf(stand)));
}

/**
 * Whether a fault is looked at here without settings read back, and proven to be mended: in one of all stands that can have
 * it, since each of these takes a proof of its own.
 */
export function isProvenIn(fault: Fault, stand: Stand): boolean {
  const first = Object.values<Stand>(STANDS).find((one) => fits(fault, farmOf(one)));
  return first !== undefined && nameOf(first) === nameOf(stand);
}

/**
 * The pairs of this stand. Every pair that can be seen together is planted in one stand only; which one the seed decides,
 * so that all have as many. Two with one cause are one finding.
 */
export function pairsIn(stand: Stand): Pair[] {
  const stands = Object.values<Stand>(STANDS);
  const given = new Map(stands.map((one) => [nameOf(one), [] as Pair[]]));
  for (const [one, other] of shuffled(allPairs(), ([a, b]) => `${a.id} ${b.id}`)) {
    const where = stands.filter((farm) => goTogether(one, other, farmOf(farm))).map((farm) => given.get(nameOf(farm)));
    const [least] = where.sort((a, b) => (a?.length ?? 0) - (b?.length ?? 0));
    least?.push({ ids: [one.id, other.id], causes: [one.cause, other.cause] });
  }
  return given.get(nameOf(stand)) ?? [];
}

function allPairs(): [Fault, Fault][] {
  return FAULTS.flatMap((one, index) =>
    FAULTS.slice(index + 1)
      .filter(({ cause }) => cause !== one.cause)
      .map((other): [Fault, Fault] => [one, other]),
  );
}

function farmOf({ balancer, waf }: Stand): PlantedFarm {
  return { nodes: NODES, waf, haproxy: balancer === 'haproxy' };
}

function nameOf({ balancer, waf }: Stand): string {
  return `${balancer}${waf ? ' and a WAF' : ''}`;
}
