import { letDeviate } from './deviating-node.ts';
import { type Fault, forEachPath, secondOf } from './fault.ts';

export const serviceNameCopied: Fault = {
  id: 'service-name-copied',
  topology: 'any farm whose application writes audit records',
  changes: 'The second node writes the first service into the audit record of every request.',
  cause: 'record-of-another-service',
  turns: ({ nodes, services }) => {
    const others = { nodes: [secondOf(nodes)], services: services.slice(1) };
    return [...forEachPath(others, 'audit.recorded'), ...forEachPath(others, 'audit.client-ip', 'could not run')];
  },
  hits: secondOf,
  needs: ['records'],
  spoils: ['records'],
  plant: async (world) => {
    const [first = ''] = world.services;
    await letDeviate(world, secondOf(world.nodes), { when: {}, does: { service: first } });
  },
};
