import { nodesOf } from '../../model/farm-parts.ts';
import { readAnswer } from '../../model/host.ts';
import { answerTo } from '../asking/answer-to.ts';
import { inParallel } from '../asking/in-parallel.ts';
import type { Look } from '../look.ts';
import type { Answer } from '../observations.ts';
import { health } from './health.ts';

/** What each node says of itself, as far as the profile asks for it. */
export const facts: Look = {
  title: 'Reading what the nodes say of themselves',
  effect: 'reads',
  needs: [health],
  sends: () => [],
  asks: ({ farm, profile }) => nodesOf(farm).flatMap(({ name }) => profile.facts.map(({ ask }) => ask(farm, name))),
  run: async ({ farm, profile }, seen, ports, signal) => {
    await inParallel(nodesOf(farm), 6, async ({ name }) => {
      const told = new Map<string, Answer<string>>();
      seen.facts.set(name, told);
      for (const fact of profile.facts)
        told.set(fact.id, await answerTo(() => readAnswer(fact.ask(farm, name), ports.host, signal), signal));
    });
  },
};
