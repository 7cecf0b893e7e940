import { nodesOf } from '../../model/farm-parts.ts';
import { type Check, type Judgement, notPass, pass } from '../check.ts';
import { signIn } from '../looks/sign-in.ts';
import type { Observations, SignedInOn, SignInSeen } from '../observations.ts';
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
    const names = nodesOf(farm).map(({ name }) => name);
    const odd = seen.signIn === null ? new Map<string, Trouble>() : oddNodes(seen.signIn);
    const nodes = names.map((name) => judgeNode(seen, name, odd));
    // Through the balancer a request may reach any node: that shows something only if all accept each other's sign-ins.
    const all = nodes.every(({ verdict }) => verdict === 'pass' || verdict === 'could not run');
    const isAnswered = seen.signIn?.on.some(({ error }) => error === null) === true;
    return all && seen.signIn !== null && isAnswered ? [...nodes, judgeThrough(verification, seen.signIn)] : nodes;
  },
};

/** What is wrong between two nodes. */
interface Trouble {
  cause: string;
  remedy: string;
}

/**
 * Returns the nodes that do not get on with the others, each with what is wrong: as few as explain all that was seen. Nodes
 * that get on with most come first, and a later one has to get on with all of these.
 */
function oddNodes(signIn: SignInSeen): Map<string, Trouble> {
  const { on } = signIn;
  const troubles = (one: SignedInOn) => on.filter((other) => between(signIn, one, other) !== null).length;
  const odd = new Map<string, Trouble>();
  const fine: SignedInOn[] = [];
  for (const { one } of on
    .map((one) => ({ one, count: troubles(one) }))
    .sort((left, right) => left.count - right.count)) {
    const trouble = [one, ...fine].map((other) => between(signIn, other, one)).find((found) => found !== null);
    if (trouble === undefined || trouble === null) fine.push(one);
    else odd.set(one.node, trouble);
  }
  return odd;
}

/** What is wrong with a sign-in on one of the two that is shown to the other one; null if nothing was seen. */
function between({ account }: SignInSeen, one: SignedInOn, other: SignedInOn): Trouble | null {
  const found = [
    [one, other.node],
    [other, one.node],
  ] as const;
  for (const [on, asked] of found) {
    const answer = on.answers?.get(asked);
    if (answer === undefined) continue;
    if (answer.status !== 200)
      return {
        cause: `${asked} answered ${answer.status} to a request that had signed in on ${on.node}.`,
        remedy: 'Copy the key ring of the first node to every node.',
      };
    if (account !== null && answer.account !== null && answer.account !== account)
      return {
        cause: `A sign-in as ${account} on ${on.node} is known on ${asked} as ${answer.account}.`,
        remedy: 'Find out why the application mixes up those who are signed in.',
      };
  }
  return null;
}

function judgeNode(seen: Observations, node: string, odd: Map<string, Trouble>): Judgement {
  const subject = { node };
  const down = unaskable(seen, node, subject, 'for a sign-in from another node');
  if (down !== null) return down;
  const { signIn } = seen;
  const own = signIn?.on.find((one) => one.node === node);
  const evidence = {
    status: own?.status ?? null,
    own: statuses(own?.answers),
    others: Object.fromEntries(
      (signIn?.on ?? []).map((one) => [one.node, one.answers?.get(node)?.status ?? null] as const),
    ),
    without: signIn?.without.get(node) ?? null,
  };
  const untold = (cause: string, remedy = 'Check that sign-in works on one node, then verify again.') =>
    notPass('could not run', subject, { cause, remedy, evidence });
  if (signIn === null || own === undefined) return untold(`Nobody signed in on ${node}.`);
  const nobody = signIn.without.get(node);
  if (nobody === 200)
    return notPass('fail', subject, {
      cause: `${node} answered 200 without any sign-in, where only those who are signed in may be answered so.`,
      remedy: `Turn on sign-in on ${node}.`,
      evidence,
    });
  if (signIn.spoilt.get(node) === 200)
    return notPass('fail', subject, {
      cause: `${node} answered 200 to a cookie that nobody was given, where only those who are signed in may be answered so.`,
      remedy: `Find out why sign-in on ${node} takes any cookie.`,
      evidence,
    });
  const trouble = odd.get(node);
  if (trouble !== undefined) return notPass('fail', subject, { ...trouble, evidence });
  if (own.error !== null) return untold(`${node} did not answer a sign-in: ${own.error.message}`, own.error.remedy);
  if (own.answers === null && (own.status ?? 0) >= 400) return untold(`${node} answered ${own.status} to a sign-in.`);
  if (own.answers === null)
    return notPass('fail', subject, {
      cause: `${node} gave no cookie to somebody who signed in there.`,
      remedy: `Let sign-in on ${node} give a cookie, as on the other nodes.`,
      evidence,
    });
  const silent = signIn.on.find(({ asked, answers }) => asked.includes(node) && answers !== null && !answers.has(node));
  if (silent !== undefined) return untold(`${node} gave no answer to a request that had signed in on ${silent.node}.`);
  if (nobody === undefined) return untold(`${node} gave no answer to a request that had not signed in.`);
  return pass(subject, evidence);
}

function statuses(answers: SignedInOn['answers'] | undefined): Record<string, number> {
  return Object.fromEntries([...(answers ?? [])].map(([node, { status }]) => [node, status]));
}

function judgeThrough({ profile, balancer }: Verification, { account, through }: SignInSeen): Judgement {
  const subject = { service: profile.signIn?.service ?? '' };
  const { from = null, answer = null, status = null, without = null } = through ?? {};
  const evidence = { from, status, account: answer?.account ?? null, without };
  if (status === null || status >= 500 || without === null)
    return notPass('could not run', subject, {
      cause: `No sign-in through ${balancer.name} was answered well (${status === null || status < 500 ? 'no answer' : `status ${status}`}).`,
      remedy: 'Get requests through the virtual address answered first.',
      evidence,
      causedBy: 'balancer.pool',
    });
  if (without === 200)
    return notPass('fail', subject, {
      cause: `Through ${balancer.name} a request without any sign-in was answered 200, and the nodes ask for one.`,
      remedy: `Let ${balancer.name} answer nothing out of a cache, and add no cookie or account to requests.`,
      evidence,
    });
  if (account !== null && answer?.status === 200 && answer.account !== null && answer.account !== account)
    return notPass('fail', subject, {
      cause: `A sign-in as ${account} through ${balancer.name} is known as ${answer.account}.`,
      remedy: `Let ${balancer.name} answer nothing out of a cache, and add no cookie or account to requests.`,
      evidence,
    });
  if (answer?.status === 200) return pass(subject, evidence);
  return notPass('fail', subject, {
    cause:
      answer === null
        ? `The nodes give a cookie to those who sign in, and no cookie came through ${balancer.name}.`
        : `The nodes accept each other’s sign-ins, and ${balancer.name} answered ${status} to a signed-in request.`,
    remedy: `Let ${balancer.name} pass the headers Cookie and Set-Cookie as they are.`,
    evidence,
  });
}
