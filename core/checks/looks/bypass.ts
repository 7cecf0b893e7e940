import { healthPathOf, hostNameOf, placeOf, serviceNamed } from '../../model/farm-parts.ts';
import { healthRequest } from '../../model/health-request.ts';
import { answerTo, errorOf } from '../asking/answer-to.ts';
import { exchange } from '../asking/exchange.ts';
import { healthyNodes } from '../asking/healthy-nodes.ts';
import { inParallel } from '../asking/in-parallel.ts';
import type { Look } from '../look.ts';
import { health } from './health.ts';

/** Limit of a request that should be refused, in milliseconds. */
const CLOSED_LIMIT_MS = 3000;

/** Requests around the balancer, from a client's address straight to each healthy node. */
export const bypass: Look = {
  title: 'Trying to reach the nodes around the balancer',
  effect: 'reads',
  needs: [health],
  sends: ({ farm }) => [
    `One health check goes from ${farm.clientAddresses[0]} straight to each node, which should refuse it.`,
  ],
  run: async (verification, seen, ports, signal) => {
    const { farm, profile } = verification;
    const [from] = farm.clientAddresses;
    if (from === undefined) throw new Error('a farm has a client address');
    // A node may take a connection and close it at once: an answer says more.
    const service = profile.services.find(({ healthPath }) => healthPath !== null) ?? profile.services[0];
    if (service === undefined) throw new Error('a profile has a service');
    const hostName = hostNameOf(farm, serviceNamed(farm, service.name));
    const asking = healthRequest(healthPathOf(farm, service));
    seen.bypass = await inParallel(healthyNodes(verification, seen), 4, async (node) => {
      const to = placeOf(farm, node, service.name);
      const request = { from, to, hostName, ...asking, limitMs: CLOSED_LIMIT_MS };
      const answer = await answerTo(() => exchange(request, node.name, ports, signal), signal);
      return { node: node.name, sentFrom: from, status: answer.value?.status ?? null, error: errorOf(answer) };
    });
  },
};
