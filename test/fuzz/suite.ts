import { expect, test } from 'vitest';
import { SEED } from '../support/seeded.ts';
import { fuzz, roundText } from './fuzz.ts';

const RUNS = 2;
const LIMIT_MS = 300_000;

/** A small sample of `npm run fuzz:proof`, the same one for one seed. */
export function fuzzSuite(balancer: string): void {
  test(
    `${RUNS} farms behind ${balancer}, right or not, are what an independent oracle says of them`,
    async () => {
      const rounds = await fuzz({ balancer, nodes: 2, seed: Number(SEED), first: 0, runs: RUNS }, () => {});
      expect(rounds).toHaveLength(RUNS);
      expect(rounds.filter(({ agrees }) => !agrees).map(roundText)).toEqual([]);
    },
    LIMIT_MS,
  );
}
