import { balancerHop, Farm } from '../model/farm.ts';
import { parseInput } from '../model/parse.ts';
import { ADMINISTRATOR, DATABASE_NAME, HOST_NAME, Layout } from '../practice/world/topology.ts';

/** What may be chosen of a practice farm. */
export interface PracticeFarmChoice {
  name?: string;
  profile: string;
  balancer: string;
  persistence?: Farm['persistence'];
}

/** The answers of a practice farm: those a person would give for hosts that stand there already. */
export function practiceFarm(id: string, layout: Layout, choice: PracticeFarmChoice): Farm {
  const { balancer, database, waf } = layout;
  const edge = waf ?? balancer;
  return parseInput(
    Farm,
    {
      id,
      name: choice.name ?? 'Practice farm',
      profile: choice.profile,
      balancer: choice.balancer,
      hosts: 'practice',
      hostName: HOST_NAME,
      serviceAccount: 'svc-practice',
      database: {
        engine: 'sqlite',
        host: database.address,
        port: database.port,
        hostName: DATABASE_NAME,
        name: 'practice',
        administrator: ADMINISTRATOR,
      },
      nodes: layout.nodes,
      services: balancer.services.map(({ name, port }) => {
        const behind = waf?.forwardedTo.find((place) => place.name === name);
        return {
          name,
          port,
          address: balancer.virtualAddress,
          ...(behind === undefined ? {} : { forwardedTo: { address: behind.address, port: behind.port } }),
        };
      }),
      hops: [
        { name: waf === null ? 'balancer' : 'waf', presentsAs: edge.presentsAs, headerPolicy: 'replace' },
        ...(waf === null ? [] : [{ name: 'balancer', presentsAs: balancer.presentsAs, headerPolicy: 'append' }]),
      ],
      ...(choice.persistence === undefined ? {} : { persistence: choice.persistence }),
      wizardAddress: layout.wizard,
      clientAddresses: layout.clients,
      settle: { times: 3, intervalMs: 100, limitMs: 30_000 },
      healthCheck: { intervalMs: 250, timeoutMs: 1000, fall: 2, rise: 2 },
    },
    'the practice farm',
  );
}

/**
 * Where the hosts of a practice farm are to stand, from its answers.
 * @throws FarmError `input.invalid` where the answers fit no practice farm
 */
export function layoutOf(farm: Farm): Layout {
  const [entrance] = farm.services;
  const behind = farm.services.flatMap(({ name, forwardedTo }) => (forwardedTo ? [{ name, ...forwardedTo }] : []));
  return parseInput(
    Layout,
    {
      wizard: farm.wizardAddress,
      clients: farm.clientAddresses,
      database: { address: farm.database.host, port: farm.database.port },
      balancer: {
        virtualAddress: entrance?.address,
        presentsAs: balancerHop(farm).presentsAs,
        services: farm.services.map(({ name, port }) => ({ name, port })),
      },
      waf: farm.hops.length > 1 ? { presentsAs: farm.hops[0]?.presentsAs, forwardedTo: behind } : null,
      nodes: farm.nodes,
    },
    'the layout of the practice farm',
  );
}
