import type { Farm } from '../../model/farm.ts';
import { healthPathOf, hostNameOf } from '../../model/farm-parts.ts';
import { pause } from '../../model/pause.ts';
import type { Profile, ServiceNeeds } from '../../model/profile.ts';
import type { VantageRequest } from '../../model/vantage.ts';
import type { Tally } from '../observations.ts';
import type { Verification, VerifyPorts } from '../ports.ts';
import { answerTo } from './answer-to.ts';
import { REQUEST_LIMIT_MS } from './send-token.ts';

/** A request goes through each service so often, in milliseconds. */
export const EVERY_MS = 50;
/** So many wait for an answer at the same time, in each service: one that hangs does not hold up the others. */
export const LANES = 4;

/** The header by which a node says its name. */
const SERVED_BY = 'x-served-by';

const WORDS: Record<string, string> = {
  'vantage.refused': 'connection refused',
  'vantage.closed': 'connection closed',
  'vantage.no-answer': 'no answer',
  'vantage.unreachable': 'unreachable',
  'vantage.address-not-here': 'no such address here',
  'vantage.certificate-refused': 'certificate refused',
};

/** A request that has its answer, or has none. Times are those of `performance.now()`. */
interface Ended {
  service: string;
  sentAt: number;
  /** Null where it was answered 200. */
  lostBy: string | null;
  node: string | null;
}

/** Requests that go on until they are ended, each counted once. */
export interface SteadyRequests {
  /** Those that have ended by now and were sent in this time. */
  tally(from?: number, until?: number): Tally;
  /** The requests of this time by the node that answered. */
  answeredBy(from?: number): Record<string, number>;
  /** When the last request was sent that was lost; null where none was. */
  lastLossAt(): number | null;
  /** Sends no more, and resolves when every request has its answer or its limit is over. */
  end(): Promise<void>;
}

/** Returns the services that answer a health path. A balancer takes a connection also where no node stands behind it. */
export function answeringServices(farm: Farm, { services }: Profile): ServiceNeeds[] {
  return services.filter((service) => healthPathOf(farm, service) !== null);
}

/**
 * Asks every virtual service that has one for its health path, on and on, from these client addresses in turn. Such a request is
 * harmless and leaves no audit entry.
 */
export function steadyRequests(
  verification: Verification,
  addresses: string[],
  ports: VerifyPorts,
  signal: AbortSignal,
): SteadyRequests {
  const ended: Ended[] = [];
  const over = new AbortController();
  const going = AbortSignal.any([signal, over.signal]);
  const lane = async (service: ServiceNeeds, index: number) => {
    const request = requestOf(verification, service, addresses[index % addresses.length] ?? '');
    const period = EVERY_MS * LANES;
    let next = performance.now() + index * EVERY_MS;
    for (;;) {
      await pause(Math.max(0, next - performance.now()), going);
      next = Math.max(next + period, performance.now());
      const sentAt = performance.now();
      const asked = await answerTo(() => ports.vantage.send(request, signal), signal);
      const node = asked.value?.headers.find(([name]) => name.toLowerCase() === SERVED_BY)?.[1] ?? null;
      const lostBy =
        asked.value === undefined
          ? (WORDS[asked.error.code] ?? asked.error.code)
          : asked.value.status === 200
            ? null
            : `status ${asked.value.status}`;
      ended.push({ service: service.name, sentAt, lostBy, node });
    }
  };
  const lanes = answeringServices(verification.farm, verification.profile).flatMap((service) =>
    Array.from({ length: LANES }, (_, index) =>
      lane(service, index).catch((error: unknown) => {
        if (!going.aborted) throw error;
      }),
    ),
  );
  const all = Promise.all(lanes);
  // Whoever ends them hears of a failure; until then it must not count as unheard.
  all.catch(() => {});
  const within = (from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY) =>
    ended.filter(({ sentAt }) => sentAt >= from && sentAt < until);
  return {
    tally: (from, until) => tallyOf(within(from, until)),
    answeredBy: (from) => countBy(within(from).flatMap(({ lostBy, node }) => (lostBy === null && node ? [node] : []))),
    lastLossAt: () =>
      ended.reduce<number | null>(
        (last, { lostBy, sentAt }) => (lostBy === null || (last !== null && last > sentAt) ? last : sentAt),
        null,
      ),
    end: async () => {
      over.abort();
      await all;
    },
  };
}

function requestOf({ farm }: Verification, service: ServiceNeeds, from: string): VantageRequest {
  const to = farm.services.find(({ name }) => name === service.name);
  if (to === undefined) throw new Error('a farm has its services');
  return {
    from,
    to: { address: to.address, port: to.port },
    hostName: hostNameOf(farm, to),
    method: 'GET',
    path: healthPathOf(farm, service) ?? '/',
    limitMs: REQUEST_LIMIT_MS,
  };
}

function tallyOf(requests: Ended[]): Tally {
  const lostBy = countBy(requests.flatMap((request) => request.lostBy ?? []));
  const lost = requests.filter((request) => request.lostBy !== null).length;
  return { sent: requests.length, answered: requests.length - lost, lost, lostBy };
}

function countBy(words: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
