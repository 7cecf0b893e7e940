import { nodesOf } from '../../model/farm-parts.ts';
import { type Check, type Judgement, notPass, pass } from '../check.ts';
import { signIn } from '../looks/sign-in.ts';
import type { Observations, SignInSeen } from '../observations.ts';
import type { Verification } from '../ports.ts';
import { unaskable } from './unhealthy.ts';

/** Whether a sign-in on any node is valid on every node, is asked for at all, and comes through the balancer. */
export const signInAcross: Check = {
  id: 'sign-in.across',
  title: 'A sign-in is valid on every node',
  required: true,
  page: 'further-nodes',
  field: 'nodes',
  needs: [signIn],
  judge: (verification, seen) => {
    const { farm, profile } = verification;
    if (profile.signIn === null) return [];
    const nodes = nodesOf(farm).map(({ name }) => judgeNode(seen, name));
    // Through the balancer a request may reach any node: that shows something only if all accept each other's sign-ins.
    const all = nodes.every(({ verdict }) => verdict === 'pass' || verdict === 'could not run');
    return all && seen.signIn?.error === null ? [...nodes, judgeThrough(verification, seen.signIn)] : nodes;
  },
};

function judgeNode(seen: Observations, node: string): Judgement {
  const subject = { node };
  const down = unaskable(seen, node, subject, 'for a sign-in from another node');
  if (down !== null) return down;
  const { signIn } = seen;
  const answer = signIn?.answers.get(node);
  const back = signIn?.back.get(node);
  const evidence = {
    signedInOn: signIn?.signedInOn ?? null,
    status: answer?.status ?? null,
    back: back?.status ?? null,
  };
  if (signIn === null || signIn.error !== null || answer === undefined)
    return notPass('could not run', subject, {
      cause: `${node} did not answer a signed-in request: ${signIn?.error?.message ?? 'it gave no answer.'}`,
      remedy: signIn?.error?.remedy ?? 'Check that sign-in works on one node, then verify again.',
      evidence,
    });
  if (signIn.without.get(node) === 200)
    return notPass('fail', subject, {
      cause: `${node} answered 200 without any sign-in, where only those who are signed in may be answered so.`,
      remedy: `Turn on sign-in on ${node}.`,
      evidence,
    });
  if (answer.status !== 200)
    return notPass('fail', subject, {
      cause: `${node} answered ${answer.status} to a request that had signed in on ${signIn.signedInOn}.`,
      remedy: 'Copy the key ring of the first node to every node.',
      evidence,
    });
  if (back !== undefined && back?.status !== 200)
    return notPass('fail', subject, {
      cause:
        back === null
          ? `${node} gave no cookie to somebody who signed in there.`
          : `${signIn.signedInOn} answered ${back.status} to a request that had signed in on ${node}.`,
      remedy: 'Copy the key ring of the first node to every node.',
      evidence,
    });
  const other = [answer, back].find((one) => one?.account != null && one.account !== signIn.account);
  if (signIn.account !== null && other != null)
    return notPass('fail', subject, {
      cause: `A sign-in as ${signIn.account} is known between ${signIn.signedInOn} and ${node} as ${other.account}.`,
      remedy: 'Find out why the application mixes up those who are signed in.',
      evidence,
    });
  return pass(subject, evidence);
}

function judgeThrough({ profile, balancer }: Verification, { through }: SignInSeen): Judgement {
  const subject = { service: profile.signIn?.service ?? '' };
  const status = through?.status ?? null;
  const evidence = { status };
  if (through?.answer?.status === 200) return pass(subject, evidence);
  if (status === null || status >= 500)
    return notPass('could not run', subject, {
      cause: `No sign-in through ${balancer.name} was answered well (${status === null ? 'no answer' : `status ${status}`}).`,
      remedy: 'Get requests through the virtual address answered first.',
      evidence,
      causedBy: 'balancer.pool',
    });
  return notPass('fail', subject, {
    cause:
      through?.answer == null
        ? `The nodes give a cookie to those who sign in, and no cookie came through ${balancer.name}.`
        : `The nodes accept each other’s sign-ins, and ${balancer.name} answered ${status} to a signed-in request.`,
    remedy: `Let ${balancer.name} pass the headers Cookie and Set-Cookie as they are.`,
    evidence,
  });
}
