import type { Engine, TrustFault, TrustInForce } from '../../client-ip/engines/engine.ts';
import { engineOf } from '../../client-ip/engines/index.ts';
import { headerAtNode } from '../../client-ip/header-at-node.ts';
import type { Outcome } from '../../model/check.ts';
import { balancerHop } from '../../model/farm-parts.ts';
import type { IpDetection } from '../../model/ip-detection.ts';
import { isForged } from '../forged-addresses.ts';
import { otherHeaderBelieved } from './believed-causes.ts';
import { anyOpen, type Detector, type Scene, toldBy } from './detector.ts';
import { arrivedAndNotBelieved, forgedArrivals, lastEntry, recordsOf } from './header-causes.ts';

const WRONG_ADDRESS = ['audit.client-ip', 'ip-detection.as-planned'];

/** The application reads no entry of the header. */
export const limitReadsNothing: Detector = {
  id: 'limit-reads-nothing',
  page: 'ip-detection',
  find: (scene) => {
    if (!anyOpen(scene, WRONG_ADDRESS)) return null;
    const found = nodeWith(scene, 'reads no entry');
    if (found === undefined) return unreadable(scene, 'Its limit may be 0');
    const planned = plannedTrust(scene);
    return {
      title: `${found.node} reads ${entriesOf(scene, found.setting)} entries of ${planned.headerName}; ${planned.entries} must be read.`,
      remedy: `Set the limit to ${planned.entries}: one for each trusted device that adds an entry.`,
      explains: wrongAddress,
    };
  },
};

/** The application reads too few entries: it stops at a device that stands before the balancer. */
export const limitStopsShort: Detector = {
  id: 'limit-stops-short',
  page: 'ip-detection',
  find: (scene) => {
    if (!anyOpen(scene, WRONG_ADDRESS)) return null;
    const planned = plannedTrust(scene);
    const found = nodeWith(scene, 'stops short');
    const front = scene.verification.farm.hops.slice(0, -1);
    const stopped = recordsOf(scene.seen.requests).find(({ record }) =>
      front.some(({ presentsAs }) => record.address !== null && presentsAs.includes(record.address)),
    );
    if (found === undefined && (stopped === undefined || !engine(scene).canTrust || inForce(scene).length > 0))
      return null;
    const recorded = stopped === undefined ? '' : `, and ${stopped.record.node} recorded ${stopped.record.address}`;
    return {
      title:
        found === undefined
          ? `${stopped?.record.node} recorded ${stopped?.record.address}, which is ${front.map(({ name }) => name).join(' or ')}: it reads too few entries of ${planned.headerName}.`
          : `${found.node} reads ${entriesOf(scene, found.setting)} of ${planned.entries} entries of ${planned.headerName}${recorded}.`,
      remedy: `Set the limit to ${planned.entries}: one for each trusted device that adds an entry.`,
      explains: wrongAddress,
    };
  },
};

/** The application does not trust the device that presents the header. */
export const trustOmitsBalancer: Detector = {
  id: 'trust-omits-balancer',
  page: 'ip-detection',
  find: (scene) => {
    if (!anyOpen(scene, WRONG_ADDRESS)) return null;
    const peer = balancerHop(scene.verification.farm).presentsAs.join(', ');
    const found = nodeWith(scene, 'presenter not trusted');
    if (found === undefined) return unreadable(scene, `It may not trust ${peer}`);
    const trusted = engine(scene).trust(found.setting).trusted?.join(', ');
    return {
      title: `${found.node} does not trust the balancer’s address ${peer}: it trusts ${trusted}.`,
      remedy: `Trust ${peer}: the nodes see the balancer under this address, never under the virtual address.`,
      explains: (outcome) => wrongAddress(outcome) || trustsOthers(outcome),
    };
  },
};

/** The application trusts a header from anyone. */
export const anyoneIsTrusted: Detector = {
  id: 'anyone-is-trusted',
  page: 'ip-detection',
  yieldsTo: [otherHeaderBelieved.id],
  find: (scene) => {
    if (!anyOpen(scene, ['forged-direct.refused', 'ip-detection.as-planned', 'trust.not-wider'])) return null;
    const open = nodeWith(scene, 'trusts everyone');
    const believed = scene.open.find(({ id, verdict }) => id === 'forged-direct.refused' && verdict === 'fail');
    if (open === undefined && (believed === undefined || inForce(scene).length > 0)) return null;
    const node = open?.node ?? believed?.subject.node;
    return {
      title: `${node} trusts a forged header from anyone${open === undefined ? '' : ': both its lists of trusted addresses are empty'}.`,
      remedy: engine(scene).remedyForTrustingEveryone(balancerHop(scene.verification.farm).presentsAs.join(', ')),
      explains: ({ id, verdict }) =>
        verdict === 'fail' && ['forged-direct.refused', 'ip-detection.as-planned', 'trust.not-wider'].includes(id),
    };
  },
};

/** A trusted range holds clients, so the application trusts what they write into the header. */
export const clientIsTrusted: Detector = {
  id: 'client-is-trusted',
  page: 'ip-detection',
  find: (scene) => {
    const { farm, ipDetection } = scene.verification;
    const trusts = (setting: IpDetection, address: string) => engine(scene).trustedThrough(setting, address) !== null;
    const clients = farm.clientAddresses.filter((address) => !trusts(ipDetection, address));
    const isTrusted = (address: string) => inForce(scene).some(({ setting }) => trusts(setting, address));
    const from = clients.find(isTrusted) ?? clients[0];
    const found = inForce(scene).find(({ setting }) => from !== undefined && trusts(setting, from));
    const believed = inForce(scene).length > 0 ? undefined : believedBeforeClient(scene);
    if (from === undefined || (found === undefined && believed === undefined)) return null;
    return {
      title:
        found === undefined
          ? `${believed?.record.node} read “${believed?.record.forwarded.join(' | ')}” and took the address that ${from} wrote there: it trusts the client’s address.`
          : `${found.node} trusts the client’s address ${from} through ${engine(scene).trustedThrough(found.setting, from)}.`,
      remedy: `Trust ${balancerHop(scene.verification.farm).presentsAs.join(', ')} and no range that holds clients.`,
      explains: ({ id, verdict, causedBy }) =>
        id === 'vantage.untrusted' ||
        causedBy === 'vantage.untrusted' ||
        (verdict === 'fail' && ['ip-detection.as-planned', 'trust.not-wider', 'spoof.refused'].includes(id)) ||
        (verdict === 'fail' &&
          ['balancer.as-planned', 'header.as-planned'].includes(id) &&
          appendedToForged(scene) !== undefined),
    };
  },
};

/** A setting trusts more than planned, though nothing was seen to come of it yet. */
export const moreIsTrusted: Detector = {
  id: 'more-is-trusted',
  page: 'ip-detection',
  find: (scene) => {
    // Everybody, a client, or another one than the balancer: these are causes of their own.
    const isAnother = (setting: IpDetection) =>
      faultsOf(scene, setting).some((fault) => fault !== 'reads no entry' && fault !== 'stops short') ||
      scene.verification.farm.clientAddresses.some((one) => engine(scene).trustedThrough(setting, one) !== null);
    const others = inForce(scene).flatMap(({ node, setting }) => (isAnother(setting) ? [node] : []));
    const found = scene.open.filter((one) => trustsOthers(one) && !others.includes(one.subject.node ?? ''));
    const [first] = found;
    if (first === undefined) return null;
    const nodes = found.map(({ subject }) => subject.node);
    return {
      ...toldBy(first),
      explains: ({ id, subject, verdict }) =>
        verdict === 'fail' &&
        ['trust.not-wider', 'ip-detection.as-planned'].includes(id) &&
        nodes.includes(subject.node),
    };
  },
};

/** A forged request whose header arrived with the client's own address after it. */
function appendedToForged(scene: Scene) {
  return forgedArrivals(scene).find(({ request, record }) => lastEntry(record.forwarded) === request.sentFrom);
}

/** The same, where the forged address was recorded although untrusted addresses are ignored: so the client is trusted. */
function believedBeforeClient(scene: Scene) {
  if (anyOpen(scene, ['forged-direct.refused'])) return undefined;
  return forgedArrivals(scene).find(
    ({ request, record }) => lastEntry(record.forwarded) === request.sentFrom && isForged(record.address),
  );
}

/** The settings in force, node by node, as far as they can be read back. */
function inForce(scene: Scene): { node: string; setting: IpDetection }[] {
  return [...scene.seen.settings].flatMap(([node, asked]) => {
    const setting = engine(scene).read(asked.value);
    return setting === null ? [] : [{ node, setting }];
  });
}

/** The first node whose setting has this fault, for a request that arrives as planned. */
function nodeWith(scene: Scene, fault: TrustFault): { node: string; setting: IpDetection } | undefined {
  return inForce(scene).find(({ setting }) => faultsOf(scene, setting).includes(fault));
}

function faultsOf(scene: Scene, setting: IpDetection): TrustFault[] {
  const { farm, ipDetection } = scene.verification;
  const { headerName } = engine(scene).trust(ipDetection);
  const { lines, peer } = headerAtNode(farm.hops, farm.clientAddresses[0] ?? '');
  const request = { peer, headers: lines.map((line) => [headerName, line] as const) };
  return engine(scene).faults(ipDetection, setting, request);
}

function plannedTrust(scene: Scene): TrustInForce {
  return engine(scene).trust(scene.verification.ipDetection);
}

function entriesOf(scene: Scene, setting: IpDetection): string {
  return String(engine(scene).trust(setting).entries ?? 'all');
}

function engine({ verification: { profile } }: Scene): Engine {
  return engineOf(profile.clientIp.engine);
}

/** Without settings read back, a wrong limit and missing trust look the same: both are named where the header arrived unused. */
function unreadable(scene: Scene, maybe: string) {
  if (inForce(scene).length > 0 || !engine(scene).canTrust) return null;
  const vain = arrivedAndNotBelieved(scene);
  if (vain === undefined) return null;
  return {
    title: `${vain.record.node} received “${vain.record.forwarded.join(' | ')}” from ${vain.record.peer} and did not use it. ${maybe}; its settings cannot be read back.`,
    remedy: 'Compare the application’s limit and trusted addresses with the plan.',
    explains: wrongAddress,
  };
}

function trustsOthers({ id, verdict }: Outcome): boolean {
  return id === 'trust.not-wider' && verdict === 'fail';
}

function wrongAddress({ id, verdict }: Outcome): boolean {
  return verdict === 'fail' && WRONG_ADDRESS.includes(id);
}
