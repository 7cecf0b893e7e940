import { Farm } from '../model/farm.ts';
import { parseInput } from '../model/parse.ts';
import type { Topology } from '../practice/world/topology.ts';

/** The answers of a practice farm: those a person would give for hosts that stand there already. */
export function practiceFarm(id: string, topology: Topology, choice: { profile: string; balancer: string }): Farm {
  return parseInput(
    Farm,
    {
      id,
      name: 'Practice farm',
      profile: choice.profile,
      balancer: choice.balancer,
      hostName: topology.hostName,
      serviceAccount: 'svc-practice',
      database: {
        engine: 'sqlite',
        host: topology.database.address,
        port: topology.database.port,
        hostName: topology.database.hostName,
        name: 'practice',
        administrator: topology.database.administrator,
      },
      nodes: topology.nodes,
      services: topology.balancer.services.map(({ name, port }) => ({
        name,
        port,
        address: topology.balancer.virtualAddress,
      })),
      hops: [{ name: 'balancer', presentsAs: topology.balancer.presentsAs, headerPolicy: 'replace' }],
      wizardAddress: topology.wizard,
      clientAddresses: topology.clients,
      settle: { times: 3, intervalMs: 100, limitMs: 30_000 },
      healthCheck: { intervalMs: 250, timeoutMs: 1000, fall: 2, rise: 2 },
    },
    'the practice farm',
  );
}
