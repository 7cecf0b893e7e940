import { nodesOf } from '../model/farm-parts.ts';
import { type Check, notPass, pass } from './check.ts';
import { unaskable } from './unhealthy.ts';

/** Who signed in on one node is signed in on every node. */
export const signInAcross: Check = {
  id: 'sign-in.across',
  title: 'A sign-in holds on every node',
  required: true,
  effect: 'reads',
  page: 'further-nodes',
  field: 'nodes',
  after: 'around',
  judge: ({ farm, profile }, seen) => {
    if (profile.signIn === null) return [];
    return nodesOf(farm).map(({ name: node }) => {
      const subject = { node };
      const down = unaskable(seen, node, subject, 'whether it accepts a sign-in');
      if (down !== null) return down;
      const { signIn } = seen;
      const status = signIn?.answers.get(node);
      const evidence = { signedInOn: signIn?.signedInOn ?? null, status: status ?? null };
      if (signIn === null || signIn.error !== null || status === undefined)
        return notPass('could not run', subject, {
          cause: `${node} was not reached with a sign-in: ${signIn?.error?.message ?? 'no signed-in request was answered by it.'}`,
          remedy: signIn?.error?.remedy ?? 'See that the balancer has the node in its pool.',
          evidence,
        });
      if (status === 200) return pass(subject, evidence);
      return notPass('fail', subject, {
        cause: `${node} answered ${status} to someone who had signed in on ${signIn.signedInOn}.`,
        remedy: 'Give every node the key ring of the first node.',
        evidence,
      });
    });
  },
};
