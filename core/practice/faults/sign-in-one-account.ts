import { type Fault, forEachNode, onlyNode, secondOf } from './fault.ts';
import { restartChanged } from './restart-changed.ts';

export const signInOneAccount: Fault = {
  id: 'sign-in-one-account',
  topology: 'any farm whose application has sign-in',
  changes: 'The second node takes everybody who is signed in for one account.',
  cause: 'sign-in-names-another',
  turns: (farm) => forEachNode(onlyNode(farm, secondOf(farm.nodes)), 'sign-in.across'),
  hits: secondOf,
  needs: ['sign-in'],
  spoils: ['sign-in'],
  plant: async (world) => {
    const node = secondOf(world.nodes);
    await restartChanged(
      world,
      node,
      (file) => file.signIn && { ...file, signIn: { ...file.signIn, signedInIs: 'administrator' } },
    );
  },
};
