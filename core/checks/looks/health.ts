import { ask, errorOf, inParallel } from '../asking/ask.ts';
import { exchange } from '../asking/exchange.ts';
import { REQUEST_LIMIT_MS } from '../asking/token-request.ts';
import type { HealthSeen } from '../observations.ts';
import type { Verification, VerifyPorts } from '../ports.ts';

/** Asks every node each health check directly, from the wizard's address. */
export function lookAtHealth(
  { farm, profile }: Verification,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<HealthSeen[]> {
  const looks = farm.nodes.flatMap((node) => profile.services.map((service) => ({ node, service })));
  return inParallel(looks, 6, async ({ node, service }) => {
    const { address, port } = node;
    const asked = await ask(
      () =>
        exchange(
          {
            from: farm.wizardAddress,
            to: { address, port },
            hostName: farm.hostName,
            method: 'GET',
            path: service.healthPath,
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
