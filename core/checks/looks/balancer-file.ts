import { balancerHost } from '../../model/farm-parts.ts';
import { answerTo } from '../asking/answer-to.ts';
import type { Look } from '../look.ts';

/** The balancer's configuration file. */
export const balancerFile: Look = {
  title: 'Reading the balancer’s configuration',
  effect: 'reads',
  needs: [],
  sends: () => [],
  run: async ({ farm, balancer }, seen, ports, signal) => {
    const file = { kind: 'file' as const, path: balancer.configurationPath };
    seen.balancerFile = await answerTo(() => ports.host(balancerHost(farm).name).read(file, signal), signal);
  },
};
