import { ownerOf } from '../../client-ip/address-owner.ts';
import { engineOf } from '../../client-ip/engines/index.ts';
import { isUsualForm, sameHost } from '../../client-ip/same-address.ts';
import type { Farm } from '../../model/farm.ts';
import { nodesOf } from '../../model/farm-parts.ts';
import { type Check, type Judgement, notPass, pass } from '../check.ts';
import { followedServices } from '../followed-services.ts';
import { closing } from '../looks/closing.ts';
import { pool } from '../looks/pool.ts';
import { requests } from '../looks/requests.ts';
import { shapes } from '../looks/shapes.ts';
import { honestRequests, type Observations, type RequestSeen } from '../observations.ts';
import type { Verification } from '../ports.ts';
import { PLAIN, titleOf } from '../shapes.ts';
import { NOT_TRANSLATED, translatedTo } from '../translated-to.ts';
import { vantageProblem } from '../vantage-problem.ts';
import { recorded } from './audit-recorded.ts';
import { persistencePins } from './persistence-pins.ts';

/** Whether the address in the audit record is the one that the request was sent from. */
export const auditClientIp: Check = {
  id: 'audit.client-ip',
  title: 'The audit record holds the client’s address',
  required: true,
  page: 'ip-detection',
  field: 'ipDetection.trusted',
  needs: [requests, shapes, closing, pool],
  judge: (verification, seen) => {
    const senders: Senders = {
      problem: once((from) => vantageProblem(verification, seen, from)),
      translated: once((from) => translatedTo(verification, seen, from)),
    };
    return nodesOf(verification.farm).flatMap(({ name: node }) =>
      followedServices(verification.profile).map(({ name }) => audited(verification, seen, node, name, senders)),
    );
  },
};

/** What is known of the addresses that requests were sent from: found out once for all nodes. */
interface Senders {
  /** Why requests from this address prove nothing; null where they do prove. */
  problem(from: string): string | null;
  /** The address that it is translated to before the first device; null where it is not. */
  translated(from: string): string | null;
}

function once(find: (from: string) => string | null): (from: string) => string | null {
  const found = new Map<string, string | null>();
  return (from) => {
    const known = found.get(from);
    if (known !== undefined) return known;
    found.set(from, find(from));
    return found.get(from) ?? null;
  };
}

function audited(
  verification: Verification,
  seen: Observations,
  node: string,
  service: string,
  senders: Senders,
): Judgement {
  const subject = { node, service };
  const record = recorded(verification, seen, node, service);
  const pinned = persistencePins(verification, seen, [node], service);
  const requests = honestRequests(seen).filter((request) => request.node === node && request.service === service);
  const proves = ({ sentFrom }: RequestSeen) => senders.problem(sentFrom) === null;
  const allWrong = requests.filter((request) => isRecorded(request) && !isRight(request));
  // What an address proves that nobody trusts is not undone by another one that proves nothing.
  const proven = allWrong.filter(proves);
  const wrong = proven.find(({ sentFrom }) => senders.translated(sentFrom) === null) ?? proven[0] ?? allWrong[0];
  if (record.verdict !== 'pass' && (wrong === undefined || record.verdict !== 'fail'))
    return notPass('could not run', subject, {
      cause: `What ${node} recorded for ${service} was not judged. ${record.cause}`,
      remedy: record.remedy ?? 'Make the node write its audit record first.',
      causedBy: pinned === null ? (record.causedBy ?? 'audit.recorded') : 'audit.recorded',
    });
  const shown = wrong ?? requests.find(proves) ?? requests[0];
  if (shown === undefined) throw new Error('a recorded request is there');
  const evidence = evidenceOf(verification, seen, node, shown);
  const problem = senders.problem(shown.sentFrom);
  if (problem !== null)
    return notPass('could not tell', subject, {
      cause: `The request was sent from ${shown.sentFrom}, and ${problem}. So a correct address proves nothing.`,
      remedy: 'Send from an address that no part of the farm has and that the application does not trust.',
      evidence,
      causedBy: 'vantage.untrusted',
    });
  const unusual = requests.find(isUnusual);
  if (wrong === undefined && unusual !== undefined)
    return notPass('warning', subject, {
      cause: `${node} recorded the client’s address in another form: “${addressesOf(unusual).join('” and “')}” for a request sent from ${unusual.sentFrom}.`,
      remedy:
        'Let the application record addresses in their usual form: who searches for the address misses the others.',
      evidence,
    });
  if (wrong === undefined) return pass(subject, evidence);
  const translated = senders.translated(wrong.sentFrom);
  if (translated !== null)
    return notPass('could not tell', subject, {
      cause: `${node} recorded ${translated} for every request from ${wrong.sentFrom}, and the header that arrived holds it, too. No part of the farm has it: the client’s address is translated before the first device.`,
      remedy: NOT_TRANSLATED,
      evidence: { ...evidence, translated },
    });
  const addresses = addressesOf(wrong);
  return notPass('fail', subject, {
    cause: `${node} recorded ${addresses.map((address) => named(verification.farm, address)).join(' and ')} for a request${wrong.shape === PLAIN.id ? '' : ` (${titleOf(wrong.shape)})`} sent from ${wrong.sentFrom}.`,
    remedy: 'Compare the header that reaches the node, and the trusted addresses of the application, with the plan.',
    evidence,
  });
}

function isRecorded({ records }: RequestSeen): boolean {
  return (records.value?.length ?? 0) > 0;
}

function isRight(request: RequestSeen): boolean {
  return addressesOf(request).every((address) => sameHost(address, request.sentFrom));
}

function isUnusual(request: RequestSeen): boolean {
  return addressesOf(request).some((address) => !isUsualForm(address, request.sentFrom));
}

function addressesOf(request: RequestSeen): (string | null)[] {
  return [...new Set(request.records.value?.map((record) => record.address) ?? [])];
}

/** `127.0.0.4 (the balancer)`. */
function named(farm: Farm, address: string | null): string {
  const owner = ownerOf(farm, address);
  if (owner === null) return address ?? 'no address';
  return `${address} (${'name' in owner ? owner.name : OWNERS[owner.who]})`;
}

const OWNERS = {
  client: 'a client address',
  balancer: 'the balancer',
  'virtual address': 'the virtual address',
  wizard: 'this computer',
  database: 'the database server',
} as const;

function evidenceOf(verification: Verification, seen: Observations, node: string, request: RequestSeen) {
  const record = request.records.value?.[0];
  return {
    node,
    token: request.token,
    sentFrom: request.sentFrom,
    shape: titleOf(request.shape),
    requests: requestsOf(seen, request),
    audited: record?.address ?? null,
    peer: record?.peer ?? null,
    forwarded: record?.forwarded ?? [],
    at: record?.at ?? null,
    settings: engineOf(verification.profile.clientIp.engine).read(seen.settings.get(node)?.value),
    planned: verification.ipDetection,
    engine: verification.profile.clientIp.engine,
  };
}

/** How many requests of this service the node answered. */
function requestsOf(seen: Observations, { node, service }: RequestSeen): number {
  return honestRequests(seen).filter((request) => request.node === node && request.service === service).length;
}
