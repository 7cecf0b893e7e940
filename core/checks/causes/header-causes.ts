import { balancerHop } from '../../model/farm-parts.ts';
import { FORGED } from '../forged-addresses.ts';
import type { RequestSeen } from '../observations.ts';
import { otherHeaderOf } from './believed-causes.ts';
import { runsAnotherConfiguration } from './configuration-causes.ts';
import { anyOpen, type Detector, type Scene } from './detector.ts';
import { onlyFor } from './only-for.ts';

/** Requests through the balancer reach the nodes without the header. */
export const balancerSendsNoAddress: Detector = {
  id: 'balancer-sends-no-address',
  page: 'load-balancer',
  yieldsTo: [runsAnotherConfiguration.id],
  find: (scene) => {
    if (!anyOpen(scene, ['audit.client-ip', 'header.as-planned', 'balancer.as-planned'])) return null;
    const { profile, balancer } = scene.verification;
    const through = servicesPassedThrough(scene);
    const bare = withHeader(scene.seen.requests).filter(
      ({ request, record }) => record.forwarded.length === 0 && !through.includes(request.service),
    );
    const services = [...new Set(bare.map(({ request }) => request.service))];
    const [first] = bare;
    if (first === undefined) return null;
    return {
      title: `${balancer.name} sends no ${profile.clientIp.header}: ${first.record.node} received a request from ${first.record.peer} without it (${services.join(' and ')}).`,
      remedy: `Let ${balancer.name} delete the client’s ${profile.clientIp.header} and set it to the client’s address.`,
      explains: ({ id, subject, verdict }) =>
        verdict === 'fail' &&
        ((['audit.client-ip', 'header.as-planned'].includes(id) && services.includes(subject.service ?? '')) ||
          id === 'balancer.as-planned'),
    };
  },
};

/** What the client wrote into the header reaches the node. */
export const clientHeaderPassedOn: Detector = {
  id: 'client-header-passed-on',
  page: 'load-balancer',
  yieldsTo: [runsAnotherConfiguration.id],
  find: (scene) => {
    const { farm, profile, balancer } = scene.verification;
    if (balancerHop(farm).headerPolicy !== 'replace') return null;
    if (!anyOpen(scene, ['spoof.refused', 'header.as-planned', 'balancer.as-planned'])) return null;
    const through = servicesPassedThrough(scene);
    // Where the client's own address stands last, the balancer added it: whether the application uses what stands before is a matter of trust.
    const passed = forgedArrivals(scene).filter(
      ({ request, record }) => !through.includes(request.service) && lastEntry(record.forwarded) !== request.sentFrom,
    );
    const services = [...new Set(passed.map(({ request }) => request.service))];
    const [first] = passed;
    if (first === undefined) return null;
    const only = onlyFor(
      passed.map(({ request }) => request),
      ownForged(scene).filter(({ service }) => services.includes(service)),
    );
    return {
      title: `${balancer.name} passes the client’s own ${profile.clientIp.header} on${only}: “${first.record.forwarded.join(' | ')}” reached ${first.record.node} (${services.join(' and ')}).`,
      remedy: `Let ${balancer.name} delete the header a client sends before it sets its own.`,
      explains: ({ id, subject, verdict }) =>
        verdict === 'fail' &&
        ((['spoof.refused', 'header.as-planned'].includes(id) && services.includes(subject.service ?? '')) ||
          id === 'balancer.as-planned'),
    };
  },
};

/** Requests arrive as the client sent them: without a header where it sent none, with its own where it sent one. */
export const balancerPassesThrough: Detector = {
  id: 'balancer-passes-through',
  page: 'load-balancer',
  yieldsTo: [runsAnotherConfiguration.id],
  find: (scene) => {
    if (!anyOpen(scene, ['spoof.refused', 'audit.client-ip', 'balancer.as-planned'])) return null;
    const { profile, balancer } = scene.verification;
    const services = servicesPassedThrough(scene);
    const bare = withHeader(scene.seen.requests).find(({ request }) => services.includes(request.service));
    if (bare === undefined) return null;
    return {
      title: `${balancer.name} passes TLS connections through: ${bare.record.node} sees ${bare.record.peer}, and any ${profile.clientIp.header} that the client sends (${services.join(' and ')}).`,
      remedy: `Terminate TLS at ${balancer.name} and encrypt again to the nodes: only then can it set the header.`,
      explains: ({ id, subject, verdict }) =>
        verdict === 'fail' &&
        ((['audit.client-ip', 'spoof.refused', 'header.as-planned'].includes(id) &&
          services.includes(subject.service ?? '')) ||
          id === 'balancer.as-planned'),
    };
  },
};

/** Services through which a plain request arrives bare, and a forged header just as the client wrote it. */
function servicesPassedThrough(scene: Scene): string[] {
  const forged = forgedArrivals(scene);
  return scene.verification.farm.services
    .map(({ name }) => name)
    .filter((name) => {
      const plain = withHeader(scene.seen.requests).filter(({ request }) => request.service === name);
      return (
        plain.length > 0 &&
        plain.every(({ record }) => record.forwarded.length === 0) &&
        forged.some(({ request }) => request.service === name)
      );
    });
}

/** Records of requests that forged the application’s own header, and whose forged address reached the node. */
export function forgedArrivals(scene: Scene) {
  return withHeader(ownForged(scene)).filter(({ record }) =>
    record.forwarded.some((line) => Object.values(FORGED).some((forged) => line.includes(forged))),
  );
}

/** Requests through the balancer that forged the application’s own header. */
function ownForged({ seen, verification }: Scene): RequestSeen[] {
  const planned = verification.profile.clientIp.header;
  return seen.spoofs.flatMap(({ variant, request }) => (otherHeaderOf(variant, planned) === null ? [request] : []));
}

/** The entry that the last device added. */
export function lastEntry(lines: string[]): string | undefined {
  return lines.join(',').split(',').at(-1)?.trim();
}

/** Every record of these requests. */
export function recordsOf(requests: RequestSeen[]) {
  return requests.flatMap((request) => (request.records.value ?? []).map((record) => ({ request, record })));
}

/** The records that tell how the header arrived; a form of record that does not says nothing of its way. */
function withHeader(requests: RequestSeen[]) {
  return recordsOf(requests).flatMap(({ request, record }) => {
    const { forwarded, peer = 'an address that is not recorded' } = record;
    return forwarded === undefined ? [] : [{ request, record: { ...record, forwarded, peer } }];
  });
}

/** A recorded request whose header arrived and whose address is wrong all the same: trust or limit is at fault. */
export function arrivedAndNotBelieved(scene: Scene) {
  return withHeader(scene.seen.requests).find(
    ({ request, record }) =>
      record.forwarded.length > 0 && record.address === record.peer && record.peer !== request.sentFrom,
  );
}
