import { type Fault, forEachNode, forTheFarm, onlyNode, secondOf } from './fault.ts';

export const keyRingDiffers: Fault = {
  id: 'key-ring-differs',
  topology: 'any farm whose nodes share the keys of sign-in cookies',
  changes: 'The second node has a different key ring.',
  cause: 'another-key-ring',
  turns: (farm) => [
    forTheFarm('same.key-ring'),
    ...forEachNode(onlyNode(farm, secondOf(farm.nodes)), 'sign-in.across'),
  ],
  hits: secondOf,
  needs: ['sign-in'],
  spoils: ['sign-in'],
  plant: async (world) => {
    const node = secondOf(world.nodes);
    await world.replaceSharedSecret(node);
    await world.restart(node);
  },
};
