import { type Fault, firstOf, forEachNode, forEachPath, onlyNode } from './fault.ts';
import { restartChanged } from './restart-changed.ts';

export const auditMissing: Fault = {
  id: 'audit-missing',
  topology: 'any farm whose application writes audit records',
  changes: 'The first node writes no audit records.',
  cause: 'no-audit-record',
  turns: (farm) => {
    const node = onlyNode(farm, firstOf(farm.nodes));
    return [
      ...forEachPath(node, 'audit.recorded'),
      ...forEachPath(node, 'audit.client-ip', 'could not run'),
      ...forEachNode(node, 'audit.node', 'could not run'),
      ...forEachNode(node, 'forged-direct.refused', 'could not run'),
    ];
  },
  hits: firstOf,
  needs: ['records'],
  spoils: ['records'],
  silences: true,
  plant: async (world) => {
    const node = firstOf(world.nodes);
    await restartChanged(world, node, (file) => ({ ...file, audit: null }));
  },
};
