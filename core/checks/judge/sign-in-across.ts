import { nodesOf } from '../../model/farm-parts.ts';
import { type Check, notPass, pass } from '../check.ts';
import { signIn } from '../looks/sign-in.ts';
import { unaskable } from './unhealthy.ts';

/** Whether a sign-in on one node is valid on every node. */
export const signInAcross: Check = {
  id: 'sign-in.across',
  title: 'A sign-in is valid on every node',
  required: true,
  page: 'further-nodes',
  field: 'nodes',
  needs: [signIn],
  judge: ({ farm, profile }, seen) => {
    if (profile.signIn === null) return [];
    return nodesOf(farm).map(({ name: node }) => {
      const subject = { node };
      const down = unaskable(seen, node, subject, 'for a sign-in from another node');
      if (down !== null) return down;
      const { signIn } = seen;
      const status = signIn?.answers.get(node);
      const evidence = { signedInOn: signIn?.signedInOn ?? null, status: status ?? null };
      if (signIn === null || signIn.error !== null || status === undefined)
        return notPass('could not run', subject, {
          cause: `${node} did not answer a signed-in request: ${signIn?.error?.message ?? 'it gave no answer.'}`,
          remedy: signIn?.error?.remedy ?? 'Check that sign-in works on one node, then verify again.',
          evidence,
        });
      if (status === 200) return pass(subject, evidence);
      return notPass('fail', subject, {
        cause: `${node} answered ${status} to a request that had signed in on ${signIn.signedInOn}.`,
        remedy: 'Copy the key ring of the first node to every node.',
        evidence,
      });
    });
  },
};
