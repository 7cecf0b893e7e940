import { healthPathOf, hostNameOf, nodesOf, placeOf, serviceNamed } from '../../model/farm-parts.ts';
import type { HealthSeen } from '../observations.ts';
import type { Verification, VerifyPorts } from '../ports.ts';
import { ask, errorOf, inParallel } from './ask.ts';
import { exchange } from './exchange.ts';
import { REQUEST_LIMIT_MS } from './token-request.ts';

/** Asks every node each health check directly, from the wizard's address. */
export function lookAtHealth(
  { farm, profile }: Verification,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<HealthSeen[]> {
  const looks = nodesOf(farm).flatMap((node) => profile.services.map((service) => ({ node, service })));
  return inParallel(looks, 6, async ({ node, service }) => {
    const asked = await ask(
      () =>
        exchange(
          {
            from: farm.wizardAddress,
            to: placeOf(farm, node, service.name),
            hostName: hostNameOf(farm, serviceNamed(farm, service.name)),
            method: 'GET',
            path: healthPathOf(farm, service),
            limitMs: REQUEST_LIMIT_MS,
          },
          node.name,
          ports,
          signal,
        ),
      signal,
    );
    return {
      node: node.name,
      service: service.name,
      status: asked.value?.status ?? null,
      certificate: asked.value?.certificate ?? null,
      error: errorOf(asked),
    };
  });
}
