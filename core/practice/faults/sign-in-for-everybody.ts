import { type Fault, forEachNode, lastOf, onlyNode } from './fault.ts';
import { restartChanged } from './restart-changed.ts';

export const signInForEverybody: Fault = {
  id: 'sign-in-for-everybody',
  topology: 'any farm whose application has sign-in',
  changes: 'The last node answers everybody as a guest, without any sign-in.',
  cause: 'sign-in-not-asked',
  turns: (farm) => forEachNode(onlyNode(farm, lastOf(farm.nodes)), 'sign-in.across'),
  hits: lastOf,
  needs: ['sign-in'],
  spoils: ['sign-in'],
  plant: async (world) => {
    const node = lastOf(world.nodes);
    await restartChanged(
      world,
      node,
      (file) => file.signIn && { ...file, signIn: { ...file.signIn, everybodyIs: 'guest' } },
    );
  },
};
