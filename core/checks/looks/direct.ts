import { type SpoofVariant, spoofVariants } from '../../client-ip/spoof-variants.ts';
import { placeOf } from '../../model/farm-parts.ts';
import type { Profile } from '../../model/profile.ts';
import { healthyNodes } from '../asking/healthy-nodes.ts';
import { inParallel } from '../asking/in-parallel.ts';
import { withRecords } from '../asking/records.ts';
import { sendToken } from '../asking/send-token.ts';
import { followedServices } from '../followed-services.ts';
import { FORGED } from '../forged-addresses.ts';
import { listed } from '../listed.ts';
import type { Look } from '../look.ts';
import { health } from './health.ts';

/** Requests with every kind of forged header, straight to each healthy node, from this computer. */
export const direct: Look = {
  title: 'Sending forged headers straight to the nodes',
  effect: 'leaves audit entries',
  needs: [health],
  sends: ({ farm, profile }) => [
    `${variantsOf(profile).length} requests with forged headers for every service (${listed(followedServices(profile).map(({ name }) => name))}) go from ${farm.wizardAddress} straight to each node, and where one is refused, one more that forges nothing. Each leaves an audit entry.`,
  ],
  run: async (verification, seen, ports, signal) => {
    const { farm, profile } = verification;
    const paths = healthyNodes(verification, seen).flatMap((node) =>
      followedServices(profile).flatMap((service) =>
        variantsOf(profile).map((variant) => ({ node, service, variant })),
      ),
    );
    const sent = await inParallel(paths, 4, async ({ node, service, variant }) => {
      const headers = variant.headers.map(([name, value]): [string, string] => [name, value]);
      const way = { from: farm.wizardAddress, to: placeOf(farm, node, service.name), headers };
      const request = await sendToken(verification, service, way, ports, signal);
      // Only beside a request that forges nothing and passes does a refusal say something of the forged header.
      const isRefused = request.status !== null && request.status >= 400;
      const plain = { ...way, headers: [] };
      const twin = isRefused ? (await sendToken(verification, service, plain, ports, signal)).status : null;
      return { ...request, node: node.name, variant: variant.id, twin };
    });
    const read = await withRecords(verification, sent, ports, signal);
    // They went straight to their node, whatever name its record holds.
    seen.direct = read.map((request, index) => ({ ...request, node: sent[index]?.node ?? null }));
  },
};

function variantsOf({ clientIp }: Profile): SpoofVariant[] {
  return spoofVariants(FORGED, clientIp.header);
}
