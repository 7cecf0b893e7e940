import { type Fault, forTheFarm, secondOf } from './fault.ts';
import { restartChanged } from './restart-changed.ts';

export const versionDiffers: Fault = {
  id: 'version-differs',
  topology: 'any farm',
  changes: 'The second node runs an older version of the application.',
  cause: 'another-version',
  turns: () => [forTheFarm('same.version')],
  hits: secondOf,
  plant: async (world) => {
    const node = secondOf(world.nodes);
    await restartChanged(world, node, (file) => ({ ...file, version: '0.9.0' }));
  },
};
