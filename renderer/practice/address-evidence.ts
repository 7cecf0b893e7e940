import type { Outcome } from '../../core/model/check.ts';
import type { Farm } from '../../core/model/farm.ts';
import { databaseHost, nodesOf } from '../../core/model/farm-parts.ts';
import type { IpDetection } from '../../core/model/plug-ins.ts';
import type { Result } from '../../core/model/result.ts';
import { keyOf } from './outcome-key.ts';

/** What an outcome about a recorded address has seen of one request. */
export interface AddressEvidence {
  node: string;
  token: string;
  sentFrom: string;
  /** Null where the record holds no address. */
  audited: string | null;
  peer: string | null;
  /** The forwarded header's lines as the node saw them. */
  forwarded: string[];
  /** In force on that node; null where that cannot be read. */
  settings: IpDetection | null;
  planned: IpDetection;
  /** ISO time of the record. */
  at: string | null;
}

/** The evidence of an outcome as address evidence, or null where it is of another kind. */
export function addressEvidence(outcome: Outcome): AddressEvidence | null {
  const { node, token, sentFrom, audited, peer, forwarded, settings, planned, at } = outcome.evidence;
  if (typeof sentFrom !== 'string' || !Array.isArray(forwarded) || !isIpDetection(planned)) return null;
  return {
    node: typeof node === 'string' ? node : (outcome.subject.node ?? ''),
    token: typeof token === 'string' ? token : '',
    sentFrom,
    audited: typeof audited === 'string' ? audited : null,
    peer: typeof peer === 'string' ? peer : null,
    forwarded: forwarded.filter((line) => typeof line === 'string'),
    settings: isIpDetection(settings) ? settings : null,
    planned,
    at: typeof at === 'string' ? at : null,
  };
}

function isIpDetection(value: unknown): value is IpDetection {
  if (typeof value !== 'object' || value === null) return false;
  const { enabled, forwardLimit, knownProxies, knownNetworks, headerName } = value as Partial<IpDetection>;
  return (
    typeof enabled === 'boolean' &&
    typeof forwardLimit === 'number' &&
    Array.isArray(knownProxies) &&
    Array.isArray(knownNetworks) &&
    typeof headerName === 'string'
  );
}

/** An outcome with what it saw of an address. */
interface AddressOutcome {
  outcome: Outcome;
  evidence: AddressEvidence;
}

/**
 * The failed outcome that shows best what is wrong with the address: one the likeliest cause explains, else any.
 * Null where no address was recorded wrongly.
 */
export function wrongAddress(result: Result): AddressOutcome | null {
  const [likeliest] = result.causes;
  const wrong = withEvidence(result).filter(({ outcome }) => outcome.verdict === 'fail');
  if (likeliest === undefined) return wrong[0] ?? null;
  return wrong.find(({ outcome }) => likeliest.explains.includes(keyOf(outcome))) ?? null;
}

/** A passed outcome that shows an address was recorded rightly, of the same node and service where there is one. */
export function rightAddress(result: Result, like: Outcome | null): AddressOutcome | null {
  const right = withEvidence(result).filter(
    ({ outcome, evidence }) => outcome.verdict === 'pass' && evidence.audited !== null,
  );
  return right.find(({ outcome }) => like !== null && keyOf(outcome) === keyOf(like)) ?? right[0] ?? null;
}

function withEvidence(result: Result): AddressOutcome[] {
  return result.checks.flatMap((outcome) => {
    const evidence = addressEvidence(outcome);
    return evidence === null ? [] : [{ outcome, evidence }];
  });
}

/** Who has an address in a farm. */
export type Owner =
  | { who: 'client' | 'balancer' | 'virtual address' | 'wizard' | 'database' }
  | { who: 'hop' | 'node'; name: string };

/** Who has this address, or null where nobody of the farm has. */
export function ownerOf(farm: Farm | null, address: string | null): Owner | null {
  if (farm === null || address === null) return null;
  if (farm.clientAddresses.includes(address)) return { who: 'client' };
  const hop = farm.hops.find((candidate) => candidate.presentsAs.includes(address));
  if (hop !== undefined) return hop === farm.hops.at(-1) ? { who: 'balancer' } : { who: 'hop', name: hop.name };
  if (farm.services.some((service) => service.address === address)) return { who: 'virtual address' };
  const node = nodesOf(farm).find((candidate) => candidate.addresses.includes(address));
  if (node !== undefined) return { who: 'node', name: node.name };
  if (farm.wizardAddress === address) return { who: 'wizard' };
  return databaseHost(farm).addresses.includes(address) ? { who: 'database' } : null;
}
