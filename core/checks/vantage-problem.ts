import { engineOf } from '../client-ip/engines/index.ts';
import { sameAddressText } from '../client-ip/same-address.ts';
import { nodesOf } from '../model/farm-parts.ts';
import type { IpDetection } from '../model/ip-detection.ts';
import type { Observations } from './observations.ts';
import type { Verification } from './ports.ts';

/** Returns why requests from this address prove nothing, as a sentence part; null where they do prove. */
export function vantageProblem(
  { farm, profile, ipDetection }: Verification,
  seen: Observations,
  from: string,
): string | null {
  const parts = [
    ...farm.hops.flatMap(({ name, presentsAs }) => presentsAs.map((address) => ({ name, address }))),
    ...farm.services.map((service) => ({ name: 'the virtual address', address: service.address })),
    ...nodesOf(farm).flatMap(({ name, addresses }) => addresses.map((address) => ({ name, address }))),
  ];
  const part = parts.find(({ address }) => sameAddressText(address, from));
  if (part !== undefined) return `that is the address of ${part.name}`;
  const engine = engineOf(profile.clientIp.engine);
  const inForce = [...seen.settings.values()].flatMap((answer): IpDetection[] => {
    const setting = engine.read(answer.value);
    return setting === null ? [] : [setting];
  });
  const through = [ipDetection, ...inForce]
    .map((setting) => engine.trustedThrough(setting, from))
    .find((entry) => entry !== null);
  return through === undefined ? null : `the application trusts it through ${through}`;
}
