import { resolveAspNetCore, type WalkStop } from '../../client-ip/aspnetcore.ts';
import { sameAddressText } from '../../client-ip/same-address.ts';
import type { Outcome } from '../../model/check.ts';
import { balancerHop } from '../../model/farm-parts.ts';
import type { IpDetection } from '../../model/plug-ins.ts';
import { FORGED } from '../forged.ts';
import { asIpDetection } from '../ip-detection-setting.ts';
import { trustedThrough } from '../trusted-through.ts';
import { anyOpen, type Detector, type Scene } from './detector.ts';
import { arrivedAndNotBelieved, forgedArrivals, lastEntry, recordsOf } from './header-causes.ts';

const WRONG_ADDRESS = ['audit.client-ip', 'ip-detection.as-planned'];

/** The application reads no entry of the header. */
export const limitReadsNothing: Detector = {
  id: 'limit-reads-nothing',
  page: 'ip-detection',
  find: (scene) => {
    if (!anyOpen(scene, WRONG_ADDRESS)) return null;
    const { ipDetection } = scene.verification;
    const found = inForce(scene).find(
      ({ setting }) => walkWith(scene, { ...ipDetection, forwardLimit: setting.forwardLimit }) === 'limit zero',
    );
    if (found === undefined) return unreadable(scene, 'Its limit may be 0');
    return {
      title: `${found.node} reads ${found.setting.forwardLimit} entries of ${ipDetection.headerName}; ${ipDetection.forwardLimit} must be read.`,
      remedy: `Set the limit to ${ipDetection.forwardLimit}: one for each trusted device that adds an entry.`,
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
    const { farm, ipDetection } = scene.verification;
    const found = inForce(scene).find(
      ({ setting }) => walkWith(scene, { ...ipDetection, forwardLimit: setting.forwardLimit }) === 'limit reached',
    );
    const front = farm.hops.slice(0, -1);
    const stopped = recordsOf(scene.seen.requests).find(({ record }) =>
      front.some(({ presentsAs }) => record.resolved !== null && presentsAs.includes(record.resolved)),
    );
    if (found === undefined && (stopped === undefined || inForce(scene).length > 0)) return null;
    const recorded = stopped === undefined ? '' : `, and ${stopped.record.node} recorded ${stopped.record.resolved}`;
    return {
      title:
        found === undefined
          ? `${stopped?.record.node} recorded ${stopped?.record.resolved}, which is ${front.map(({ name }) => name).join(' or ')}: it reads too few entries of ${ipDetection.headerName}.`
          : `${found.node} reads ${found.setting.forwardLimit} of ${ipDetection.forwardLimit} entries of ${ipDetection.headerName}${recorded}.`,
      remedy: `Set the limit to ${ipDetection.forwardLimit}: one for each trusted device that adds an entry.`,
      explains: wrongAddress,
    };
  },
};

/** The application does not believe the device that presents the header. */
export const trustOmitsBalancer: Detector = {
  id: 'trust-omits-balancer',
  page: 'ip-detection',
  find: (scene) => {
    if (!anyOpen(scene, WRONG_ADDRESS)) return null;
    const { farm, ipDetection } = scene.verification;
    const peer = balancerHop(farm).presentsAs;
    const found = inForce(scene).find(
      ({ setting }) =>
        walkWith(scene, { ...setting, forwardLimit: ipDetection.forwardLimit }) === 'presenter not trusted',
    );
    if (found === undefined) return unreadable(scene, `It may not trust ${peer}`);
    const trusted = [...found.setting.knownProxies, ...found.setting.knownNetworks].join(', ');
    return {
      title: `${found.node} does not trust the balancer’s address ${peer}: it trusts ${trusted}.`,
      remedy: `Trust ${peer}, the address the nodes see the balancer under; the virtual address is never seen there.`,
      explains: wrongAddress,
    };
  },
};

/** The application believes a header from anyone. */
export const anyoneIsTrusted: Detector = {
  id: 'anyone-is-trusted',
  page: 'ip-detection',
  find: (scene) => {
    if (!anyOpen(scene, ['forged-direct.refused', 'ip-detection.as-planned'])) return null;
    const open = inForce(scene).find(
      ({ setting }) => setting.knownProxies.length === 0 && setting.knownNetworks.length === 0,
    );
    const believed = scene.open.find(({ id, verdict }) => id === 'forged-direct.refused' && verdict === 'fail');
    if (open === undefined && (believed === undefined || inForce(scene).length > 0)) return null;
    const node = open?.node ?? believed?.subject.node;
    return {
      title: `${node} believes a forged header from anyone${open === undefined ? '' : ': both its trust lists are empty'}.`,
      remedy: `Trust ${balancerHop(scene.verification.farm).presentsAs} and nothing else.`,
      explains: ({ id, verdict }) =>
        verdict === 'fail' && (id === 'forged-direct.refused' || id === 'ip-detection.as-planned'),
    };
  },
};

/** A trusted range holds clients: what they write into the header is believed. */
export const clientIsTrusted: Detector = {
  id: 'client-is-trusted',
  page: 'ip-detection',
  find: (scene) => {
    const [from] = scene.verification.farm.clientAddresses;
    const found = inForce(scene).find(({ setting }) => from !== undefined && trustedThrough(setting, from) !== null);
    const believed = inForce(scene).length > 0 ? undefined : believedBeforeClient(scene);
    if (from === undefined || (found === undefined && believed === undefined)) return null;
    if (trustedThrough(scene.verification.ipDetection, from) !== null) return null;
    return {
      title:
        found === undefined
          ? `${believed?.record.node} read “${believed?.record.forwarded.join(' | ')}” and believed what ${from} wrote there: it trusts the client’s address.`
          : `${found.node} trusts the client’s address ${from} through ${trustedThrough(found.setting, from)}.`,
      remedy: `Trust ${balancerHop(scene.verification.farm).presentsAs} and no range that holds clients.`,
      explains: ({ id, verdict, causedBy }) =>
        id === 'vantage.untrusted' ||
        causedBy === 'vantage.untrusted' ||
        (verdict === 'fail' && ['ip-detection.as-planned', 'spoof.refused'].includes(id)) ||
        (verdict === 'fail' && id === 'balancer.as-planned' && appendedToForged(scene) !== undefined),
    };
  },
};

/** A forged request whose header arrived with the client's own address after it. */
function appendedToForged(scene: Scene) {
  return forgedArrivals(scene).find(({ request, record }) => lastEntry(record.forwarded) === request.sentFrom);
}

/** The same, where the forged address was recorded though strangers are not believed: the client is no stranger there. */
function believedBeforeClient(scene: Scene) {
  if (anyOpen(scene, ['forged-direct.refused'])) return undefined;
  return forgedArrivals(scene).find(
    ({ request, record }) =>
      lastEntry(record.forwarded) === request.sentFrom &&
      Object.values(FORGED).some((forged) => sameAddressText(record.resolved, forged)),
  );
}

/** The settings in force, node by node, as far as they can be read back. */
function inForce(scene: Scene): { node: string; setting: IpDetection }[] {
  return [...scene.seen.settings].flatMap(([node, asked]) => {
    const setting = asIpDetection(asked.value);
    return setting === null ? [] : [{ node, setting }];
  });
}

/** The header's entries when a plain request reaches a node as planned. */
function headerAtNode({ verification: { farm } }: Scene): string[] {
  const peers = [farm.clientAddresses[0] ?? '', ...farm.hops.map(({ presentsAs }) => presentsAs[0] ?? '')];
  return farm.hops.reduce<string[]>((entries, { headerPolicy }, index) => {
    const peer = peers[index] ?? '';
    if (headerPolicy === 'remove') return [];
    if (headerPolicy === 'replace') return [peer];
    if (headerPolicy === 'if-none') return entries.length === 0 ? [peer] : entries;
    return headerPolicy === 'preserve' ? entries : entries.concat(peer);
  }, []);
}

/** Where the application's own walk would stop for a request that arrives as it should. */
function walkWith(scene: Scene, setting: IpDetection): WalkStop['reason'] {
  const { farm } = scene.verification;
  const request = {
    peer: balancerHop(farm).presentsAs[0] ?? '',
    headers: [[setting.headerName, headerAtNode(scene).join(', ')] as const],
  };
  return resolveAspNetCore(request, {
    forwardLimit: setting.forwardLimit,
    knownProxies: setting.knownProxies,
    knownNetworks: setting.knownNetworks,
    forwardedForHeaderName: setting.headerName,
  }).stop.reason;
}

/** Without read-back, trust and limit cannot be told apart: both are named where the header arrived in vain. */
function unreadable(scene: Scene, maybe: string) {
  if (inForce(scene).length > 0) return null;
  const vain = arrivedAndNotBelieved(scene);
  if (vain === undefined) return null;
  return {
    title: `${vain.record.node} received “${vain.record.forwarded.join(' | ')}” from ${vain.record.peer} and did not believe it. ${maybe}; its settings cannot be read back.`,
    remedy: 'Compare the application’s limit and trusted addresses with the plan.',
    explains: wrongAddress,
  };
}

function wrongAddress({ id, verdict }: Outcome): boolean {
  return verdict === 'fail' && WRONG_ADDRESS.includes(id);
}
