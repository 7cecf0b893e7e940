import { answerTo } from '../asking/answer-to.ts';
import { inParallel } from '../asking/in-parallel.ts';
import type { Look } from '../look.ts';
import { health } from './health.ts';

/** What each node says of itself. */
export const facts: Look = {
  title: 'Reading what the nodes say of themselves',
  effect: 'reads',
  needs: [health],
  sends: () => [],
  run: async ({ farm }, seen, ports, signal) => {
    const macKey = Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) =>
      byte.toString(16).padStart(2, '0'),
    ).join('');
    await inParallel(farm.nodes, 6, async ({ name }) => {
      seen.facts.set(name, await answerTo(() => ports.host(name).readFacts(macKey, signal), signal));
    });
  },
};
