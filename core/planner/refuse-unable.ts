import type { Ability } from '../model/balancer.ts';
import { FarmError } from '../model/errors.ts';
import { hostsIn } from '../model/farm-parts.ts';
import type { PlanInputs } from '../model/profile.ts';
import type { VirtualService } from '../model/virtual-service.ts';

/**
 * Refuses services that the profile does not have or that the balancer does not support.
 * @throws FarmError `input.invalid` that names the field
 */
export function refuseUnable({ farm, profile, balancer }: PlanInputs): void {
  const known = profile.services.map(({ name }) => name);
  farm.services.forEach((service, index) => {
    const at = `services[${index}]`;
    if (!known.includes(service.name))
      throw refusal(`${at}.name`, `${profile.name} has no service ${service.name}`, `Use ${known.join(' or ')}.`);
    for (const { ability, field, words } of asked(service))
      if (!balancer.can.includes(ability))
        throw refusal(
          `${at}.${field}`,
          `${balancer.name} does not support ${words}`,
          'Choose another value, or another load balancer.',
        );
  });
  const missing = known.find((name) => farm.services.every((service) => service.name !== name));
  if (missing !== undefined)
    throw refusal('services', `The service ${missing} of ${profile.name} is missing`, `Add ${missing} to services.`);
  if (hostsIn(farm, 'balancer').length > 1 && !balancer.can.includes('pair'))
    throw refusal('hosts', `${balancer.name} cannot be set up as a pair`, 'Keep only one host with the role balancer.');
}

function asked({
  kind,
  tls,
  health,
  persistence,
}: VirtualService): { ability: Ability; field: string; words: string }[] {
  return [
    {
      ability: tls === 'pass-through' || kind === 'tcp' ? 'tcp' : 'layer-7',
      field: 'kind',
      words: `services of the kind ${kind}`,
    },
    { ability: `tls-${tls}`, field: 'tls', words: `TLS “${tls}”` },
    ...(health === 'connect'
      ? [{ ability: 'connect-health-check' as const, field: 'health', words: 'a health check that only connects' }]
      : []),
    ...(persistence === 'none'
      ? []
      : [
          {
            ability: `${persistence}-persistence` as const,
            field: 'persistence',
            words: `persistence by ${persistence}`,
          },
        ]),
  ];
}

function refusal(field: string, message: string, remedy: string): FarmError {
  return new FarmError({ code: 'input.invalid', field, message: `${message}.`, remedy });
}
