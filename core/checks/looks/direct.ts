import { type SpoofVariant, spoofVariants, TO_EVERY_NODE } from '../../client-ip/spoof-variants.ts';
import { placeOf } from '../../model/farm-parts.ts';
import type { Profile } from '../../model/profile.ts';
import { healthyNodes } from '../asking/healthy-nodes.ts';
import { inParallel } from '../asking/in-parallel.ts';
import { withRecords } from '../asking/records.ts';
import { sendShaped } from '../asking/send-token.ts';
import { signInThrough } from '../asking/sign-in.ts';
import { type FollowedService, followedServices } from '../followed-services.ts';
import { FORGED } from '../forged-addresses.ts';
import { listed } from '../listed.ts';
import type { Look } from '../look.ts';
import { namedShape, PLAIN, SHAPES, type Shape, type SignedIn } from '../shapes.ts';
import { health } from './health.ts';

/** Requests with every kind of forged header, straight to each healthy node, from this computer. */
export const direct: Look = {
  title: 'Sending forged headers straight to the nodes',
  effect: 'leaves audit entries',
  needs: [health],
  sends: ({ farm, profile }) => [
    `${variantsOf(profile).length} requests with forged headers for every service (${listed(followedServices(profile).map(({ name }) => name))}) go from ${farm.wizardAddress} straight to each node, the one with every header also in each of these shapes: ${listed(SHAPES.map(({ title }) => title))}; and where one is refused, one more that forges nothing. Each leaves an audit entry.`,
  ],
  run: async (verification, seen, ports, signal) => {
    const { farm, profile } = verification;
    const signedIn = await signInThrough(verification, farm.clientAddresses[0] ?? '', ports, signal);
    const paths = healthyNodes(verification, seen).flatMap((node) =>
      followedServices(profile).flatMap((service) =>
        variantsOf(profile).flatMap((variant) =>
          shapesOf(variant, service, signedIn).map((shape) => ({ node, service, variant, shape })),
        ),
      ),
    );
    const all = await inParallel(paths, 4, async ({ node, service, variant, shape }) => {
      const headers = variant.headers.map(([name, value]): [string, string] => [name, value]);
      const way = { from: farm.wizardAddress, to: placeOf(farm, node, service.name), headers, shape, signedIn };
      const requests = await sendShaped(verification, service, way, ports, signal);
      // Only beside a request that forges nothing and passes does a refusal say something of the forged header.
      const isRefused = requests.some(({ status }) => status !== null && status >= 400);
      const plain = isRefused ? await sendShaped(verification, service, { ...way, headers: [] }, ports, signal) : [];
      return requests.map((request, index) => ({
        ...{ ...request, node: node.name, twin: plain[index]?.status ?? null },
        variant: shape === PLAIN ? variant.id : `${variant.id} (${namedShape(request)})`,
      }));
    });
    const sent = all.flat();
    const read = await withRecords(verification, sent, ports, signal);
    // They went straight to their node, whatever name its record holds.
    seen.direct = read.map((request, index) => ({ ...request, node: sent[index]?.node ?? null }));
  },
};

/** One variant comes in every shape that clients use, the others as plain requests. */
function shapesOf({ id }: SpoofVariant, service: FollowedService, signedIn: SignedIn): Shape[] {
  return SHAPES.filter(
    (shape) => shape === PLAIN || (id === TO_EVERY_NODE && shape.missing(service, signedIn) === null),
  );
}

function variantsOf({ clientIp }: Profile): SpoofVariant[] {
  return spoofVariants(FORGED, clientIp.header);
}
