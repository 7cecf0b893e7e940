import { createHash } from 'node:crypto';

/** Seed of the small samples that `npm test` runs of the long suites; FARMWRIGHT_SEED chooses another. */
export const SEED = process.env.FARMWRIGHT_SEED ?? '1';

/** Some of a list, always the same ones for one seed, in the list's order. */
export function sample<T>(list: readonly T[], count: number, nameOf: (item: T) => string): T[] {
  const rank = (item: T) =>
    createHash('sha256')
      .update(`${SEED} ${nameOf(item)}`)
      .digest('hex');
  const chosen = new Set([...list].sort((one, other) => (rank(one) < rank(other) ? -1 : 1)).slice(0, count));
  return list.filter((item) => chosen.has(item));
}
