import { sameAddressText } from '../client-ip/same-address.ts';
import { nodesOf } from '../model/farm-parts.ts';
import { type Check, notPass, pass } from './check.ts';
import { asIpDetection } from './ip-detection-setting.ts';
import type { Observations } from './observations.ts';
import type { Verification } from './ports.ts';
import { trustedThrough } from './trusted-through.ts';

/** The address requests are sent from is no part of the farm and in no trusted range: else a right answer proves nothing. */
export const vantageUntrusted: Check = {
  id: 'vantage.untrusted',
  title: 'The proof is sent from a place the farm does not trust',
  required: true,
  effect: 'reads',
  page: 'verify',
  field: 'clientAddresses',
  after: 'settings',
  judge: (verification, seen) => {
    const [from] = verification.farm.clientAddresses;
    if (from === undefined) throw new Error('a farm has a client address');
    const problem = vantageProblem(verification, seen, from);
    const evidence = { sentFrom: from, planned: verification.ipDetection };
    if (problem === null) return [pass({}, evidence)];
    return [
      notPass(
        'fail',
        {},
        {
          cause: `Requests are sent from ${from}, and ${problem}.`,
          remedy: 'Narrow the trusted ranges, or send from another address.',
          evidence,
        },
      ),
    ];
  },
};

/** Why a proof sent from this address would prove nothing, as a sentence part; null where it does prove. */
export function vantageProblem({ farm, ipDetection }: Verification, seen: Observations, from: string): string | null {
  const parts = [
    ...farm.hops.flatMap(({ name, presentsAs }) => presentsAs.map((address) => ({ name, address }))),
    ...farm.services.map((service) => ({ name: 'the virtual address', address: service.address })),
    ...nodesOf(farm).flatMap(({ name, addresses }) => addresses.map((address) => ({ name, address }))),
  ];
  const part = parts.find(({ address }) => sameAddressText(address, from));
  if (part !== undefined) return `that is the address of ${part.name}`;
  const inForce = [...seen.settings.values()].flatMap((asked) => asIpDetection(asked.value) ?? []);
  const through = [ipDetection, ...inForce]
    .map((setting) => trustedThrough(setting, from))
    .find((entry) => entry !== null);
  return through === undefined ? null : `the application trusts it through ${through}`;
}
