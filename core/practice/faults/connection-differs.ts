import { type Fault, forEachNode, forEachPath, forTheFarm, onlyNode, secondOf } from './fault.ts';
import { restartChanged } from './restart-changed.ts';

export const connectionDiffers: Fault = {
  id: 'connection-differs',
  topology: 'any farm whose nodes share one database',
  changes: 'The second node uses a different database on the same server.',
  cause: 'another-connection',
  turns: (farm) => {
    const node = onlyNode(farm, secondOf(farm.nodes));
    return [
      forTheFarm('same.connection'),
      ...forEachPath(node, 'audit.recorded'),
      ...forEachPath(node, 'audit.client-ip', 'could not run'),
      ...forEachNode(node, 'audit.node', 'could not run'),
      ...forEachNode(node, 'forged-direct.refused', 'could not run'),
      // What else lives in that database: the shared settings.
      ...forEachNode(node, 'ip-detection.as-planned'),
    ];
  },
  hits: secondOf,
  needs: ['records'],
  spoils: ['records'],
  plant: async (world) => {
    const node = secondOf(world.nodes);
    const connection = await world.copyDatabase(node, 'another');
    await restartChanged(world, node, (file) => ({ ...file, connection }));
  },
};
