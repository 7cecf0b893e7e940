import type { Outcome } from '../model/check.ts';
import { isPromise } from '../model/promise.ts';
import type { Result, SentRequests } from '../model/result.ts';
import type { Check } from './check.ts';
import type { Look } from './look.ts';
import { direct } from './looks/direct.ts';
import { forged } from './looks/forged.ts';
import { requests } from './looks/requests.ts';
import { shapes } from './looks/shapes.ts';
import { honestRequests, type Observations, type RequestSeen } from './observations.ts';
import { titleOf } from './shapes.ts';

/** A request with a token: what it looked like, and where it was sent from. */
export interface SentRequest {
  shape: string;
  sentFrom: string;
  /** Whether clients send such requests: through the load balancer, and nothing in them is forged. */
  asClients: boolean;
}

/** Returns every request with a token that was sent. One from an address that this computer does not have was not. */
export function sentRequests(seen: Observations): SentRequest[] {
  return [
    ...honestRequests(seen).map((request) => ({ shape: titleOf(request.shape), asClients: true, request })),
    ...seen.spoofs.map(({ variant, request }) => ({
      shape: `forged: ${variant}`,
      asClients: false,
      request,
    })),
    ...seen.direct.map((request) => ({ shape: 'forged, straight to the node', asClients: false, request })),
    ...seen.entrances.flatMap(({ requests }) =>
      requests.map((request) => ({ shape: 'to a port that the plan does not open', asClients: false, request })),
    ),
  ]
    .filter(({ request }) => request.error?.code !== 'vantage.address-not-here')
    .map(({ request: { sentFrom }, ...sent }) => ({ ...sent, sentFrom }));
}

/** Returns how many requests of each shape were sent from each address, in the order in which they first appear. */
export function countRequests(sent: readonly Pick<SentRequest, 'shape' | 'sentFrom'>[]): SentRequests[] {
  const counts = new Map<string, SentRequests>();
  for (const { shape, sentFrom } of sent) {
    const key = `${shape} ${sentFrom}`;
    const known = counts.get(key) ?? { shape, sentFrom, requests: 0 };
    counts.set(key, { ...known, requests: known.requests + 1 });
  }
  return [...counts.values()];
}

/**
 * The rule of three: after *n* requests none of which was wrong, a fault in more than 3/*n* of such requests would have
 * been seen with 95 %. Null where so few were sent that it says nothing.
 */
export function unseenShare(requests: number): number | null {
  return requests > 3 ? 3 / requests : null;
}

/** Returns what the result says of the requests; the unseen share only where the whole promise passed. */
export function requestsOf(sent: readonly SentRequest[], outcomes: readonly Outcome[]): Result['requests'] {
  const promise = outcomes.filter(({ id, verdict }) => isPromise(id) && verdict !== 'not applicable');
  const right = promise.length > 0 && promise.every(({ verdict }) => verdict === 'pass');
  const asClients = sent.filter((one) => one.asClients).length;
  return {
    ...{ total: sent.length, asClients, sent: countRequests(sent) },
    unseenShare: right ? unseenShare(asClients) : null,
  };
}

/** Returns the outcomes, each with the number of requests that it rests on, where its check looks at requests. */
export function withRequests(outcomes: readonly Outcome[], checks: readonly Check[], seen: Observations): Outcome[] {
  const looks = new Map<Look, RequestSeen[]>([
    [requests, seen.requests],
    [shapes, seen.shaped],
    [forged, seen.spoofs.map(({ request }) => request)],
    [direct, seen.direct],
  ]);
  return outcomes.map((outcome) => {
    const { node, service } = outcome.subject;
    const needs = checks.find(({ id }) => id === outcome.id)?.needs ?? [];
    if (outcome.verdict === 'skipped' || !needs.some((look) => looks.has(look))) return outcome;
    const about = needs
      .flatMap((look) => looks.get(look) ?? [])
      .filter(
        (sent) => (node === undefined || sent.node === node) && (service === undefined || sent.service === service),
      );
    return { ...outcome, requests: about.length };
  });
}
