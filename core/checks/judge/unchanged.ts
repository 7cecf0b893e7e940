import { engineOf } from '../../client-ip/engines/index.ts';
import { databaseHost, hostsIn, nodesOf } from '../../model/farm-parts.ts';
import { type Check, type Judgement, notPass, pass } from '../check.ts';
import { closing } from '../looks/closing.ts';
import { settings } from '../looks/settings.ts';
import { hasPassed, isHealthy, type Observations } from '../observations.ts';
import { poolWord } from '../pool-word.ts';
import { unaskable } from './unhealthy.ts';

/** Whether every node is at the end as it was at the beginning: a verdict on what has changed since is worth nothing. */
export const unchanged: Check = {
  id: 'node.unchanged',
  title: 'Nothing changed during the verification',
  required: true,
  page: 'verify',
  field: 'clientAddresses',
  needs: [settings, closing],
  judge: ({ farm, profile }, seen) => [
    ...nodesOf(farm).map(({ name: node }) => {
      const subject = { node };
      const down = unaskable(seen, node, subject, 'again');
      if (down !== null) return down;
      const last = seen.closing?.health.find((look) => look.node === node && !hasPassed(look));
      if (last !== undefined)
        return notPass('fail', subject, {
          cause: `${node} was healthy at first, and did not answer its health check at the end (${last.error?.message.replace(/\.$/, '') ?? `status ${last.status}`}).`,
          remedy: `Find out why ${node} stopped, start it, and verify again.`,
        });
      const left = leftRotation(seen, node);
      if (left !== null) return left;
      const step = changedStep(seen, node);
      if (step !== null) return step;
      const [first, later] = [seen.settings.get(node), seen.closing?.settings.get(node)];
      const before = engineOf(profile.clientIp.engine).read(first?.value);
      const after = engineOf(profile.clientIp.engine).read(later?.value);
      if (first?.error === undefined && later?.error !== undefined)
        return notPass('could not run', subject, {
          cause: `The IP detection of ${node} could not be read again at the end: ${later.error.message}`,
          remedy: later.error.remedy,
        });
      if (later !== undefined && JSON.stringify(before) !== JSON.stringify(after))
        return notPass('fail', subject, {
          cause: `The IP detection of ${node} was changed during the verification: “${JSON.stringify(before)}” became “${JSON.stringify(after)}”.`,
          remedy: 'Change nothing while the farm is verified, then verify again.',
          evidence: { before, after },
        });
      return pass(subject, { healthy: isHealthy(seen, node), settings: after });
    }),
    ...[...hostsIn(farm, 'balancer'), databaseHost(farm)]
      .flatMap(({ name }) => changedStep(seen, name) ?? [])
      .slice(0, 1),
  ],
};

/** Returns *fail* if a node was in the pool of a service, or answered its requests, and does not any more; null if it does. */
function leftRotation(seen: Observations, node: string): Judgement | null {
  const later = (service: string) =>
    seen.closing?.pool?.value?.find((member) => member.node === node && member.service === service);
  const gone = (seen.pool.value ?? []).find(
    ({ node: name, service, state }) =>
      name === node && state === 'up' && seen.closing?.pool?.value !== undefined && later(service)?.state !== 'up',
  );
  const missed = seen.missedAtEnd.find((one) => one.node === node);
  if (gone === undefined && missed === undefined) return null;
  const cause =
    gone !== undefined
      ? `${node} was in the pool of ${gone.service} at first, and at the end it was ${poolWord(later(gone.service)?.state)}.`
      : `${node} answered requests of ${missed?.service} at first, and none of ${missed?.sent} at the end.`;
  return notPass(
    'fail',
    { node },
    {
      cause,
      remedy: `Find out why the load balancer sends ${node} no clients, and verify again.`,
    },
  );
}

/** Returns *fail* if a host was as the plan makes it at first, and is not any more; null if it is. */
function changedStep(seen: Observations, host: string): Judgement | null {
  const wasInPlace = (step: string) => seen.steps.some((before) => before.step === step && before.state === 'in place');
  const changed = seen.closing?.steps.find(
    (step) => step.host === host && step.state === 'differs' && wasInPlace(step.step),
  );
  if (changed === undefined) return null;
  return notPass('fail', isNode(seen, host) ? { node: host } : {}, {
    cause: `${host} was changed during the verification (${changed.title}): ${changed.detail}.`,
    remedy: 'Change nothing while the farm is verified, then verify again.',
    evidence: { host, step: changed.step },
  });
}

function isNode({ health }: Observations, host: string): boolean {
  return health.some(({ node }) => node === host);
}
