import { nodesOf } from '../model/farm-parts.ts';
import { type Check, notPass, pass } from './check.ts';
import { isHealthy } from './observations.ts';

/** The balancer's own status holds every node for up, in every service. */
export const balancerPool: Check = {
  id: 'balancer.pool',
  title: 'The balancer sends to the node',
  required: false,
  effect: 'reads',
  page: 'load-balancer',
  field: 'healthCheck.intervalMs',
  after: 'settings',
  judge: ({ farm, balancer }, seen) =>
    farm.services.flatMap(({ name: service }) =>
      nodesOf(farm).map(({ name: node }) => {
        const subject = { node, service };
        if (seen.pool.error !== undefined)
          return notPass('could not run', subject, {
            cause: `${balancer.name} did not tell its status: ${seen.pool.error.message}`,
            remedy: seen.pool.error.remedy,
          });
        const member = seen.pool.value.find((candidate) => candidate.node === node && candidate.service === service);
        const evidence = { state: member?.state ?? 'not in the pool', detail: member?.detail ?? null };
        if (member?.state === 'up') return pass(subject, evidence);
        const healthy = isHealthy(seen, node);
        return notPass(member?.state === 'unknown' ? 'could not tell' : 'fail', subject, {
          cause: healthy
            ? `${node} is healthy when asked directly, yet ${balancer.name} holds it for ${evidence.state} in ${service}${evidence.detail ? ` (${evidence.detail})` : ''}.`
            : `${balancer.name} holds ${node} for ${evidence.state} in ${service}: it does not answer its health check.`,
          remedy:
            member?.state === 'drain'
              ? `Put ${node} back in turn at ${balancer.name}: it is drained, and is sent no new clients.`
              : healthy
                ? `Compare the health check of ${service} at the balancer with the application’s: path, host name, and 200 only.`
                : `Bring ${node} back; the balancer takes it in again by itself.`,
          evidence,
          ...(healthy ? {} : { causedBy: 'health.node' }),
        });
      }),
    ),
};
