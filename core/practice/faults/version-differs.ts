import { type Fault, forTheFarm, secondOf } from './fault.ts';

export const versionDiffers: Fault = {
  id: 'version-differs',
  topology: 'any farm',
  changes: 'The second node runs an older version of the application.',
  cause: 'another-version',
  turns: () => [forTheFarm('same.version')],
  hits: secondOf,
  plant: async (world) => {
    const node = secondOf(world.nodes);
    await world.changeApplication(node, (file) => ({ ...file, version: '0.9.0' }));
    await world.restart(node);
  },
};
