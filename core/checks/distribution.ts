import { type Check, notPass, pass } from './check.ts';
import { isHealthy } from './observations.ts';

/** New connections through a virtual service reach every node. */
export const distribution: Check = {
  id: 'distribution',
  title: 'Requests reach every node',
  required: false,
  effect: 'leaves audit entries',
  page: 'load-balancer',
  after: 'requests',
  judge: ({ farm }, seen) =>
    farm.services.map(({ name: service }) => {
      const requests = seen.requests.filter((request) => request.service === service);
      const counts = Object.fromEntries(
        farm.nodes.map(({ name }) => [name, requests.filter((request) => request.node === name).length]),
      );
      const missed = farm.nodes.map(({ name }) => name).filter((name) => counts[name] === 0);
      const evidence = { requests: requests.length, answeredBy: counts };
      if (missed.length === 0) return pass({ service }, evidence);
      if (requests.every((request) => request.status === null))
        return notPass(
          'could not run',
          { service },
          {
            cause: `Nothing answers at the virtual service ${service}: ${requests[0]?.error?.message ?? 'no request could be sent'}`,
            remedy: 'See that the balancer runs and listens there.',
            evidence,
          },
        );
      const down = missed.every((node) => !isHealthy(seen, node));
      return notPass(
        'fail',
        { service },
        {
          cause: `${requests.length} requests through ${service} reached ${farm.nodes.length - missed.length} of ${farm.nodes.length} nodes; none reached ${missed.join(', ')}.`,
          remedy: down
            ? `Bring ${missed.join(', ')} back.`
            : 'See that the balancer has the node in its pool and spreads new connections.',
          evidence,
          ...(down ? { causedBy: 'health.node' } : {}),
        },
      );
    }),
};
