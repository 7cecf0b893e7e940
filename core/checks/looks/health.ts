import { healthPathOf, hostNameOf, nodesOf, placeOf, serviceNamed } from '../../model/farm-parts.ts';
import { healthRequest } from '../../model/health-request.ts';
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
  sends: ({ farm }) => [`Each health check is made once from ${farm.wizardAddress} straight to each node.`],
  run: async ({ farm, profile }, seen, ports, signal) => {
    const paths = nodesOf(farm).flatMap((node) => profile.services.map((service) => ({ node, service })));
    seen.health = await inParallel(paths, 6, async ({ node, service }) => {
      const request = {
        from: farm.wizardAddress,
        to: placeOf(farm, node, service.name),
        hostName: hostNameOf(farm, serviceNamed(farm, service.name)),
        ...healthRequest(healthPathOf(farm, service)),
        limitMs: REQUEST_LIMIT_MS,
      };
      const answer = await answerTo(() => exchange(request, node.name, ports, signal), signal);
      return {
        node: node.name,
        service: service.name,
        status: request.method === 'connect' ? null : (answer.value?.status ?? null),
        ...(request.method === 'connect' && answer.value !== undefined ? { connected: true as const } : {}),
        certificate: answer.value?.certificate ?? null,
        error: errorOf(answer),
      };
    });
  },
};
