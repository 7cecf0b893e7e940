import { headerOfForged } from '../../client-ip/header-of-forged.ts';
import { spoofVariants } from '../../client-ip/spoof-variants.ts';
import { FORGED, isForged } from '../forged-addresses.ts';
import { listed } from '../listed.ts';
import type { RequestSeen } from '../observations.ts';
import { anyOpen, type Detector, type Scene } from './detector.ts';
import { onlyFor } from './only-for.ts';

/** A forged request is refused towards the client, and its forged address stands in the record all the same. */
export const refusedAndRecorded: Detector = {
  id: 'refused-and-recorded',
  page: 'ip-detection',
  find: (scene) => {
    const isBoth = (request: RequestSeen) => isRefused(request) && addressIn(request) !== null;
    const through = scene.seen.spoofs.map(({ request }) => request).filter(isBoth);
    const straight = scene.seen.direct.filter(isBoth);
    const [first] = [...through, ...straight];
    if (first === undefined || !anyOpen(scene, ['spoof.refused', 'forged-direct.refused'])) return null;
    const services = through.map(({ service }) => service);
    const where = listed([...new Set([...services, ...straight.flatMap(({ node }) => node ?? [])])]);
    return {
      title: `A forged request was answered ${first.status} (${where}), and yet its forged address ${addressIn(first)} stands in the audit record.`,
      remedy: 'Let the application find the client’s address by the plan before it refuses a request and records that.',
      explains: ({ id, subject, verdict }) =>
        verdict === 'fail' &&
        ((id === 'spoof.refused' && services.includes(subject.service ?? '')) ||
          (id === 'forged-direct.refused' && straight.some(({ node }) => node === subject.node))),
    };
  },
};

/** The application, or something before it, believes another header than the planned one. */
export const otherHeaderBelieved: Detector = {
  id: 'other-header-believed',
  page: 'load-balancer',
  find: (scene) => {
    const through = scene.seen.spoofs.flatMap((spoof) => {
      const header = headerBehind(scene, spoof.variant, spoof.request);
      return header === null ? [] : [{ header, address: addressIn(spoof.request), ...spoof.request }];
    });
    const straight = scene.seen.direct.flatMap((request) => {
      const header = headerBehind(scene, request.variant, request);
      return header === null ? [] : [{ header, address: addressIn(request), ...request }];
    });
    const [first] = [...through, ...straight];
    if (first === undefined) return null;
    const headers = listed([...through, ...straight].map(({ header }) => header));
    // Straight to a node each header goes from one address in one shape.
    const only = onlyFor(
      through,
      scene.seen.spoofs.map(({ request }) => request),
    );
    const arrivesAsPlanned = ({ service }: { service?: string | undefined }) =>
      through.some((one) => one.service === service);
    return {
      title: `${first.node ?? first.service} believes ${headers}${through.length > 0 && straight.length === 0 ? only : ''}: a request from ${first.sentFrom} was recorded with ${first.address}, which came in ${first.header}.`,
      remedy: `Let the outermost device delete ${headers}, and let the application read ${scene.verification.profile.clientIp.header} alone.`,
      explains: ({ id, subject, verdict }) =>
        verdict === 'fail' &&
        ((['spoof.refused', 'header.as-planned'].includes(id) && arrivesAsPlanned(subject)) ||
          (id === 'forged-direct.refused' && straight.some(({ node }) => node === subject.node))),
    };
  },
};

function isRefused({ status }: RequestSeen): boolean {
  return status !== null && status >= 400;
}

/** The forged address that was recorded; null if none was. */
function addressIn({ records }: RequestSeen): string | null {
  return (records.value ?? []).map(({ address }) => address).find(isForged) ?? null;
}

/**
 * The header, other than the planned one, that the recorded forged address of a request came in which was answered; null if
 * it came in the planned one.
 */
function headerBehind({ verification: { profile } }: Scene, variant: string, request: RequestSeen): string | null {
  const address = addressIn(request);
  if (address === null || isRefused(request)) return null;
  return headerOfForged(address) ?? otherHeaderOf(variant, profile.clientIp.header);
}

/** The one header that a variant forges, if it is another one than that of the application, such as `X_Forwarded_For`. */
export function otherHeaderOf(variant: string, planned: string): string | null {
  const forged = spoofVariants(FORGED, planned).find(({ id }) => id === variant)?.headers ?? [];
  const names = [...new Set(forged.map(([name]) => name))];
  const [name] = names;
  return names.length === 1 && name !== undefined && name.toLowerCase() !== planned.toLowerCase() ? name : null;
}
