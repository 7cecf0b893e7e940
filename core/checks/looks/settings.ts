import { nodesOf } from '../../model/farm-parts.ts';
import { readAnswer } from '../../model/host.ts';
import { answerTo } from '../asking/answer-to.ts';
import { inParallel } from '../asking/in-parallel.ts';
import type { Look } from '../look.ts';
import { health } from './health.ts';

/** The client IP detection in force on each node. */
export const settings: Look = {
  title: 'Reading the client IP detection in force on the nodes',
  effect: 'reads',
  needs: [health],
  sends: () => [],
  asks: ({ farm, profile: { clientIp } }) => nodesOf(farm).flatMap(({ name }) => clientIp.inForce?.(farm, name) ?? []),
  run: async ({ farm, profile }, seen, ports, signal) => {
    const { inForce } = profile.clientIp;
    await inParallel(nodesOf(farm), 6, async ({ name }) => {
      const read = async () => (inForce === null ? undefined : readAnswer(inForce(farm, name), ports.host, signal));
      seen.settings.set(name, await answerTo(read, signal));
    });
  },
};
