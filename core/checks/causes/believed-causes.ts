import { headerOfForged } from '../../client-ip/client-address-headers.ts';
import { spoofVariants } from '../../client-ip/spoof-variants.ts';
import { FORGED, isForged } from '../forged-addresses.ts';
import { listed } from '../listed.ts';
import type { SpoofSeen } from '../observations.ts';
import { type Detector, openOf, type Scene } from './detector.ts';

/** A forged request is refused towards the client, and its forged address stands in the record all the same. */
export const refusedAndRecorded: Detector = {
  id: 'refused-and-recorded',
  page: 'ip-detection',
  find: (scene) => {
    const recorded = scene.seen.spoofs.filter((spoof) => isRefused(spoof) && addressIn(spoof) !== null);
    const [first] = recorded;
    if (first === undefined || openOf(scene, 'spoof.refused').length === 0) return null;
    const services = recorded.map(({ service }) => service);
    return {
      title: `A forged request was answered ${first.request.status} (${listed(services)}), and yet its forged address ${addressIn(first)} stands in the audit record.`,
      remedy: 'Let the application find the client’s address by the plan before it refuses a request and records that.',
      explains: ({ id, subject, verdict }) =>
        id === 'spoof.refused' && verdict === 'fail' && services.includes(subject.service ?? ''),
    };
  },
};

/** The application, or something before it, believes another header than the planned one. */
export const otherHeaderBelieved: Detector = {
  id: 'other-header-believed',
  page: 'load-balancer',
  find: (scene) => {
    const through = scene.seen.spoofs.flatMap((spoof) => {
      const header = isRefused(spoof) ? null : headerBehind(scene, spoof);
      return header === null ? [] : [{ header, address: addressIn(spoof), ...spoof.request }];
    });
    const straight = scene.seen.direct.flatMap((request) => {
      const address = (request.records.value ?? []).map((record) => record.address).find(isForged) ?? null;
      const header = address === null ? null : headerOfForged(address);
      return header === null ? [] : [{ header, address, ...request }];
    });
    const [first] = [...through, ...straight];
    if (first === undefined) return null;
    const headers = listed([...through, ...straight].map(({ header }) => header));
    const arrivesAsPlanned = ({ service }: { service?: string | undefined }) =>
      through.some((one) => one.service === service);
    return {
      title: `${first.node ?? first.service} believes ${headers}: a request from ${first.sentFrom} was recorded with ${first.address}, which came in ${first.header}.`,
      remedy: `Let the outermost device delete ${headers}, and let the application read ${scene.verification.profile.clientIp.header} alone.`,
      explains: ({ id, subject, verdict }) =>
        verdict === 'fail' &&
        ((['spoof.refused', 'header.as-planned'].includes(id) && arrivesAsPlanned(subject)) ||
          (id === 'forged-direct.refused' && straight.some(({ node }) => node === subject.node))),
    };
  },
};

function isRefused({ request: { status } }: SpoofSeen): boolean {
  return status !== null && status >= 400;
}

/** The forged address that was recorded; null if none was. */
function addressIn({ request }: SpoofSeen): string | null {
  return (request.records.value ?? []).map(({ address }) => address).find(isForged) ?? null;
}

/** The header, other than the planned one, that a recorded forged address came in; null if it came in the planned one. */
function headerBehind({ verification: { profile } }: Scene, spoof: SpoofSeen): string | null {
  const address = addressIn(spoof);
  if (address === null) return null;
  const own = headerOfForged(address);
  return own ?? otherHeaderOf(spoof.variant, profile.clientIp.header);
}

/** The one header that a variant forges, if it is another one than that of the application, such as `X_Forwarded_For`. */
export function otherHeaderOf(variant: string, planned: string): string | null {
  const forged = spoofVariants(FORGED, planned).find(({ id }) => id === variant)?.headers ?? [];
  const names = [...new Set(forged.map(([name]) => name))];
  const [name] = names;
  return names.length === 1 && name !== undefined && name.toLowerCase() !== planned.toLowerCase() ? name : null;
}
