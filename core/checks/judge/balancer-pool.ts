import type { Farm } from '../../model/farm.ts';
import { nodesOf } from '../../model/farm-parts.ts';
import { type Check, type Judgement, notPass, pass } from '../check.ts';
import { listed } from '../listed.ts';
import { pool } from '../looks/pool.ts';
import { isHealthy, type Observations } from '../observations.ts';
import { poolWord } from '../pool-word.ts';

/** Whether the balancer's own status has every node marked up in every service. */
export const balancerPool: Check = {
  id: 'balancer.pool',
  title: 'The node is in the balancer’s pool',
  required: false,
  page: 'load-balancer',
  field: 'healthCheck.intervalMs',
  needs: [pool],
  judge: ({ farm, balancer }, seen) =>
    farm.services.flatMap(({ name: service }) => [
      ...strangers(farm, seen, service).map(
        (stranger): Judgement => ({
          ...notPass(
            'fail',
            { service },
            {
              cause: `${balancer.name} has ${stranger} in the pool of ${service}, which is no node of the plan.`,
              remedy: `Take ${stranger} out of the pool of ${service} at ${balancer.name}, or add it to the nodes.`,
            },
          ),
          required: true,
        }),
      ),
      ...nodesOf(farm).map(({ name: node }) => {
        const subject = { node, service };
        if (seen.pool.error !== undefined)
          return notPass('could not run', subject, {
            cause: `The status of ${balancer.name} could not be read: ${seen.pool.error.message}`,
            remedy: seen.pool.error.remedy,
          });
        const member = seen.pool.value.find((candidate) => candidate.node === node && candidate.service === service);
        const evidence = { state: member?.state ?? 'not in the pool', detail: member?.detail ?? null };
        const standing = `${balancer.name} has it ${poolWord(member?.state)} in ${service}`;
        if (member?.state === 'up') return pass(subject, evidence);
        const healthy = isHealthy(seen, node);
        return notPass(member?.state === 'unknown' ? 'could not tell' : 'fail', subject, {
          cause: healthy
            ? `${node} answers its health check directly, but ${standing}${evidence.detail ? ` (${evidence.detail})` : ''}.`
            : `${node} does not answer its health check, and ${standing}.`,
          remedy:
            member?.state === 'drain'
              ? `Put ${node} back in the pool at ${balancer.name}: it is drained and gets no new clients.`
              : healthy
                ? `Compare the balancer’s health check of ${service} with the application’s: path and host name. Only 200 counts as healthy.`
                : `Start ${node} again. The balancer then marks it up by itself.`,
          evidence,
          ...(healthy ? {} : { causedBy: 'health.node' }),
        });
      }),
    ]),
};

/** The members of a service's pool that are no nodes of the farm. */
function strangers(farm: Farm, { pool: seen }: Observations, service: string): string[] {
  const names = nodesOf(farm).map(({ name }) => name);
  const members = (seen.value ?? []).filter((member) => member.service === service && !names.includes(member.node));
  return members.length === 0 ? [] : [listed(members.map(({ node }) => node))];
}
