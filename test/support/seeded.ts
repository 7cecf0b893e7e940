import { createHash } from 'node:crypto';

/** Seed of the small samples that `npm test` runs of the long suites; FARMWRIGHT_SEED chooses another. */
export const SEED = process.env.FARMWRIGHT_SEED ?? '1';

/** A list in an order that is always the same for one seed. */
export function shuffled<T>(list: readonly T[], nameOf: (item: T) => string): T[] {
  const rank = (item: T) =>
    createHash('sha256')
      .update(`${SEED} ${nameOf(item)}`)
      .digest('hex');
  const ranked = list.map((item) => ({ item, rank: rank(item) }));
  return ranked.sort((one, other) => (one.rank < other.rank ? -1 : 1)).map(({ item }) => item);
}

/** Some of a list, always the same ones for one seed, in the list's order. */
export function sample<T>(list: readonly T[], count: number, nameOf: (item: T) => string): T[] {
  const chosen = new Set(shuffled(list, nameOf).slice(0, count));
  return list.filter((item) => chosen.has(item));
}
