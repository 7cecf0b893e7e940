import { expect, test } from 'vitest';
import { standFarm } from '../fuzz/standing-farm.ts';
import { sendAll } from '../fuzz/traffic.ts';
import { practiceEntries } from '../support/practice-entries.ts';

const PROOFS = 20;
const PROOF_MS = 60_000;

test.each(['bundled', 'haproxy'])(
  'beside the traffic of other clients a farm behind %s is proven as often as it is tried',
  async (balancer) => {
    const farm = await standFarm(await practiceEntries(), balancer, 3);
    let isOver = false;
    let others = 0;
    // Everything that the oracle of the fuzzed farms sends, again and again: forged headers and straight requests, too.
    const traffic = (async () => {
      for (let round = 0; !isOver; round++) others += (await sendAll(farm.places, `other-${round}`, null)).length;
    })();
    try {
      const verdicts: string[] = [];
      for (let proof = 0; proof < PROOFS; proof++) verdicts.push((await farm.prove()).overall);
      expect(verdicts).toEqual(Array.from({ length: PROOFS }, () => 'ready'));
      expect(others).toBeGreaterThan(1000);
    } finally {
      isOver = true;
      await traffic;
      await farm.end();
    }
  },
  PROOFS * PROOF_MS,
);
