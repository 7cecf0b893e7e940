import { answerTo, errorOf } from '../asking/answer-to.ts';
import { exchange } from '../asking/exchange.ts';
import { inParallel } from '../asking/in-parallel.ts';
import { REQUEST_LIMIT_MS } from '../asking/token-request.ts';
import type { Look } from '../look.ts';

/** Each health check of every node, asked directly from this computer. */
export const health: Look = {
  title: 'Asking every node for its health',
  effect: 'reads',
  needs: [],
  sends: ({ farm }) => [`Each health path is requested once from ${farm.wizardAddress} straight from each node.`],
  run: async ({ farm, profile }, seen, ports, signal) => {
    const paths = farm.nodes.flatMap((node) => profile.services.map((service) => ({ node, service })));
    seen.health = await inParallel(paths, 6, async ({ node, service }) => {
      const { name, address, port } = node;
      const request = {
        from: farm.wizardAddress,
        to: { address, port },
        hostName: farm.hostName,
        method: 'GET' as const,
        path: service.healthPath,
        limitMs: REQUEST_LIMIT_MS,
      };
      const answer = await answerTo(() => exchange(request, name, ports, signal), signal);
      return {
        node: name,
        service: service.name,
        status: answer.value?.status ?? null,
        certificate: answer.value?.certificate ?? null,
        error: errorOf(answer),
      };
    });
  },
};
