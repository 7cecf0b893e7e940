import { sameAddressText } from '../client-ip/same-address.ts';
import type { Farm } from '../model/farm.ts';
import { nodesOf } from '../model/farm-parts.ts';
import { recorded } from './audit-recorded.ts';
import { type Check, type Judgement, notPass, pass } from './check.ts';
import type { Observations, ReachingRequest } from './observations.ts';
import { persistencePins } from './pinned.ts';
import type { Verification } from './ports.ts';
import { vantageProblem } from './vantage-untrusted.ts';

/** The promise itself: the address in the audit record is the one the request was sent from. */
export const auditClientIp: Check = {
  id: 'audit.client-ip',
  title: 'The audited address is the client’s',
  required: true,
  effect: 'leaves audit entries',
  page: 'ip-detection',
  field: 'ipDetection.trusted',
  after: 'requests',
  judge: (verification, seen) =>
    nodesOf(verification.farm).flatMap(({ name: node }) =>
      verification.farm.services.map(({ name: service }) => audited(verification, seen, node, service)),
    ),
};

function audited(verification: Verification, seen: Observations, node: string, service: string): Judgement {
  const subject = { node, service };
  const record = recorded(verification, seen, node, service);
  const pinned = persistencePins(verification, seen, [node], service);
  if (record.verdict !== 'pass')
    return notPass('could not run', subject, {
      cause: `No audited address of ${service} was read from ${node}. ${record.cause}`,
      remedy: record.remedy ?? 'Make the node write its audit record first.',
      causedBy: pinned === null ? (record.causedBy ?? 'audit.recorded') : 'audit.recorded',
    });
  const requests = seen.requests.filter((request) => request.node === node && request.service === service);
  const wrong = requests.find((request) => !isRight(request));
  const shown = wrong ?? requests[0];
  if (shown === undefined) throw new Error('a recorded request is there');
  const evidence = evidenceOf(verification, seen, node, shown);
  const problem = vantageProblem(verification, seen, shown.sentFrom);
  if (problem !== null)
    return notPass('could not tell', subject, {
      cause: `The request was sent from ${shown.sentFrom}, and ${problem}: the answer would prove nothing.`,
      remedy: 'Send from an address that no part of the farm has or trusts.',
      evidence,
      causedBy: 'vantage.untrusted',
    });
  if (wrong === undefined) return pass(subject, evidence);
  const addresses = addressesOf(wrong);
  return notPass('fail', subject, {
    cause: `${node} recorded ${addresses.map((address) => named(verification.farm, address)).join(' and ')} for a request sent from ${wrong.sentFrom}.`,
    remedy: 'Look at the header’s way to the node: what arrives, and what the application believes of it.',
    evidence,
  });
}

function isRight(request: ReachingRequest): boolean {
  const addresses = addressesOf(request);
  return addresses.length > 0 && addresses.every((address) => sameAddressText(address, request.sentFrom));
}

function addressesOf(request: ReachingRequest): (string | null)[] {
  return [...new Set(request.records.value?.map((record) => record.resolved) ?? [])];
}

/** `127.0.0.4 (the balancer)`. */
export function named(farm: Farm, address: string | null): string {
  if (address === null) return 'no address';
  const hop = farm.hops.find((candidate) => candidate.presentsAs.includes(address));
  if (hop !== undefined) return `${address} (${hop === farm.hops.at(-1) ? 'the balancer' : hop.name})`;
  const node = nodesOf(farm).find((candidate) => candidate.addresses.includes(address));
  if (node !== undefined) return `${address} (${node.name})`;
  return farm.services.some((service) => service.address === address) ? `${address} (the virtual address)` : address;
}

function evidenceOf(verification: Verification, seen: Observations, node: string, request: ReachingRequest) {
  const record = request.records.value?.[0];
  return {
    node,
    token: request.token,
    sentFrom: request.sentFrom,
    way: request.way,
    audited: record?.resolved ?? null,
    peer: record?.peer ?? null,
    forwarded: record?.forwarded ?? [],
    at: record?.at ?? null,
    settings: seen.settings.get(node)?.value ?? null,
    planned: verification.ipDetection,
  };
}
