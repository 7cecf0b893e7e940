import { healthPathOf, hostNameOf, nodesOf, placeOf, serviceNamed } from '../../model/farm-parts.ts';
import { healthRequest, isHealthyAnswer } from '../../model/health-request.ts';
import type { VantageRequest } from '../../model/vantage.ts';
import type { HealthSeen } from '../observations.ts';
import type { Verification, VerifyPorts } from '../ports.ts';
import { answerTo, errorOf } from './answer-to.ts';
import { exchange } from './exchange.ts';
import { inParallel } from './in-parallel.ts';
import { saidIn } from './said-in.ts';
import { REQUEST_LIMIT_MS } from './send-token.ts';

/** Asks each health check of every node directly from this computer. */
export function askHealth(
  { farm, profile }: Verification,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<HealthSeen[]> {
  const paths = nodesOf(farm).flatMap((node) => profile.services.map((service) => ({ node, service })));
  return inParallel(paths, 6, async ({ node, service }) => {
    const request = {
      from: farm.wizardAddress,
      to: placeOf(farm, node, service.name),
      hostName: hostNameOf(farm, serviceNamed(farm, service.name)),
      ...healthRequest(healthPathOf(farm, service)),
      limitMs: REQUEST_LIMIT_MS,
    };
    const answer = await answerTo(() => exchange(request, node.name, ports, signal), signal);
    const problem = errorOf(answer);
    const said =
      answer.value === undefined || isHealthyAnswer(request, answer.value) ? null : saidIn(answer.value.body);
    return {
      node: node.name,
      service: service.name,
      status: request.method === 'connect' ? null : (answer.value?.status ?? null),
      ...(request.method === 'connect' && answer.value !== undefined ? { connected: true as const } : {}),
      certificate: answer.value?.certificate ?? null,
      error: problem,
      ...(said === null ? {} : { said }),
      ...(problem?.code === 'vantage.no-answer' && (await isTaken(request, node.name, ports, signal))
        ? { taken: true as const }
        : {}),
    };
  });
}

/** Limit of a connection alone, in milliseconds. */
const CONNECT_LIMIT_MS = 1000;

/** Whether the node takes connections: an application that answers nobody is slow, one behind a firewall is out of reach. */
async function isTaken(
  request: VantageRequest,
  node: string,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<boolean> {
  const alone = { ...request, method: 'connect' as const, limitMs: CONNECT_LIMIT_MS };
  return (await answerTo(() => exchange(alone, node, ports, signal), signal)).value !== undefined;
}
