import { balancerHost } from '../../model/farm-parts.ts';
import type { Asked } from '../../model/reading.ts';
import { answerTo } from '../asking/answer-to.ts';
import type { Look } from '../look.ts';
import type { Verification } from '../ports.ts';

/** The balancer's configuration file. */
export const balancerFile: Look = {
  title: 'Reading the balancer’s configuration',
  effect: 'reads',
  needs: [],
  sends: () => [],
  asks: (verification) => [configuration(verification)],
  run: async (verification, seen, ports, signal) => {
    const { host, reading } = configuration(verification);
    seen.balancerFile = await answerTo(() => ports.host(host).read(reading, signal), signal);
  },
};

function configuration({ farm, balancer }: Verification): Asked<string> {
  const reading = { kind: 'file' as const, path: balancer.configurationPath };
  return { host: balancerHost(farm).name, reading, parse: (text) => text };
}
