import { headerOfForged } from '../../client-ip/client-address-headers.ts';
import { sameHost } from '../../client-ip/same-address.ts';
import type { SpoofAttempt } from '../../model/result.ts';
import { type Check, notPass, pass } from '../check.ts';
import { followedServices } from '../followed-services.ts';
import { isForged } from '../forged-addresses.ts';
import { forged } from '../looks/forged.ts';
import { pool } from '../looks/pool.ts';
import type { Observations, SpoofSeen } from '../observations.ts';

/** Whether no forged header that goes through the balancer is believed or hides the client, in every service. */
export const spoofRefused: Check = {
  id: 'spoof.refused',
  title: 'Forged addresses are refused',
  required: true,
  page: 'load-balancer',
  field: 'balancer.configuration',
  needs: [forged, pool],
  judge: ({ profile }, seen) =>
    followedServices(profile).map(({ name: service }) => {
      const attempts = spoofAttempts(seen).filter((attempt) => attempt.service === service);
      const harmful = attempts.filter(({ outcome }) => outcome === 'believed' || outcome === 'hidden');
      const unknown = attempts.filter(({ outcome }) => outcome === 'unknown');
      const evidence = { variants: Object.fromEntries(attempts.map(({ variant, outcome }) => [variant, outcome])) };
      if (harmful.length > 0) {
        const [first] = harmful;
        const address = addressOf(seen, first);
        const header = address === null ? null : headerOfForged(address);
        return notPass(
          'fail',
          { service },
          {
            cause: `${harmful.length} of ${attempts.length} forged headers were believed or hid the client in ${service}; with “${first?.variant}” the record holds ${address ?? 'no address'}${header === null ? '' : `, which came in ${header}`}.`,
            remedy: 'Let the outermost device delete the client’s header and set its own.',
            evidence,
          },
        );
      }
      if (unknown.length > 0 || attempts.length === 0)
        return notPass(
          'could not run',
          { service },
          {
            cause:
              attempts.length === 0
                ? `None of ${plainRequests(seen, service)} plain requests through ${service} was recorded, so forged requests cannot be compared with one.`
                : `${unknown.length} of ${attempts.length} forged requests through ${service} were not recorded.`,
            remedy: 'Get plain requests answered and recorded first.',
            evidence,
            causedBy: reachedNobody(seen, service) ? 'balancer.pool' : 'audit.recorded',
          },
        );
      return pass({ service }, evidence);
    }),
};

/** 429 Too Many Requests (RFC 6585). */
const TOO_MANY = 429;

/** Returns every forged request with its outcome. */
export function spoofAttempts(seen: Observations): SpoofAttempt[] {
  return seen.spoofs.map((spoof) => {
    const outcome = outcomeOf(spoof);
    const verdict =
      outcome === 'ignored' || outcome === 'refused' ? 'pass' : outcome === 'unknown' ? 'could not run' : 'fail';
    return { variant: spoof.variant, service: spoof.service, outcome, verdict };
  });
}

function outcomeOf({ request, plain, twin }: SpoofSeen): SpoofAttempt['outcome'] {
  const { status, node, records } = request;
  const found = records.value ?? [];
  // Whoever is limited by rate is refused whatever is sent.
  const isRefused = status !== null && status >= 400 && status < 500 && status !== TOO_MANY && node === null;
  if (isRefused && records.value !== undefined && found.length === 0 && twin !== null && twin < 400) return 'refused';
  if (found.length === 0) return 'unknown';
  const outcomes = found.map(({ address }): SpoofAttempt['outcome'] => {
    // Other people's traffic may bring it to a node that answered no plain request of this client.
    if (sameHost(address, plain) || sameHost(address, request.sentFrom)) return 'ignored';
    if (isForged(address)) return 'believed';
    return plain === null ? 'unknown' : 'hidden';
  });
  const worst = (['believed', 'hidden', 'unknown'] as const).find((outcome) => outcomes.includes(outcome));
  return worst ?? 'ignored';
}

function addressOf(seen: Observations, attempt: SpoofAttempt | undefined): string | null {
  const spoof = seen.spoofs.find(
    (candidate) => candidate.variant === attempt?.variant && candidate.service === attempt.service,
  );
  return spoof?.request.records.value?.[0]?.address ?? null;
}

function plainRequests(seen: Observations, service: string): number {
  return seen.requests.filter((request) => request.service === service).length;
}

/** Returns whether no request of this service reached a node, and the balancer has a node marked down. */
export function reachedNobody(seen: Observations, service: string): boolean {
  return (
    seen.requests.every((request) => request.service !== service || request.node === null) &&
    (seen.pool.value ?? []).some((member) => member.service === service && member.state === 'down')
  );
}
