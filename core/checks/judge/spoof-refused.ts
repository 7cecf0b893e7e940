import { headerOfForged } from '../../client-ip/header-of-forged.ts';
import { sameHost } from '../../client-ip/same-address.ts';
import type { SpoofAttempt } from '../../model/result.ts';
import { type Check, notPass, pass } from '../check.ts';
import { followedServices } from '../followed-services.ts';
import { isForged } from '../forged-addresses.ts';
import { closing } from '../looks/closing.ts';
import { forged } from '../looks/forged.ts';
import { pool } from '../looks/pool.ts';
import type { Observations, SpoofSeen } from '../observations.ts';
import { answeredWith, isRefusal, isRefusedUnrecorded } from '../refusal.ts';

/** Whether no forged header that goes through the balancer is believed or hides the client, in every service. */
export const spoofRefused: Check = {
  id: 'spoof.refused',
  title: 'Forged addresses are refused',
  required: true,
  page: 'load-balancer',
  field: 'balancer.configuration',
  needs: [forged, closing, pool],
  judge: ({ profile }, seen) =>
    followedServices(profile).map(({ name: service }) => {
      const attempts = spoofAttempts(seen).filter((attempt) => attempt.service === service);
      const harmful = attempts.filter(({ outcome }) => outcome === 'believed' || outcome === 'hidden');
      const unknown = attempts.filter(({ outcome }) => outcome === 'unknown');
      const evidence = { variants: Object.fromEntries(attempts.map(({ variant, outcome }) => [variant, outcome])) };
      if (harmful.length > 0) {
        const [first] = harmful;
        const address = seen.spoofs.filter(isOf(first)).find(isHarmful)?.request.records.value?.[0]?.address ?? null;
        const header = address === null ? null : headerOfForged(address);
        return notPass(
          'fail',
          { service },
          {
            cause: `${effectOf(harmful, attempts.length)} in ${service}; with “${first?.variant}” the record holds ${address ?? 'no address'}${header === null ? '' : `, which came in ${header}`}.`,
            remedy: 'Let the outermost device delete the client’s header and set its own.',
            evidence,
          },
        );
      }
      const refused = seen.spoofs.filter((spoof) => spoof.service === service && isRefusedAndUnknown(spoof));
      if (unknown.length > 0 || attempts.length === 0)
        return notPass(
          refused.length > 0 ? 'could not tell' : 'could not run',
          { service },
          {
            cause:
              attempts.length === 0
                ? `None of ${plainRequests(seen, service)} plain requests through ${service} was recorded, so forged requests cannot be compared with one.`
                : `${unknown.length} of ${attempts.length} forged requests through ${service} were not recorded${answeredWith(refused.map(({ request }) => request))}.`,
            remedy: 'Get plain requests answered and recorded first.',
            evidence,
            causedBy: reachedNobody(seen, service) ? 'balancer.pool' : 'audit.recorded',
          },
        );
      return pass({ service }, evidence);
    }),
};

/** What the outcomes of several requests with the same forged header come to: the first of these that is among them. */
const WORST = ['believed', 'hidden', 'unknown', 'ignored', 'refused'] as const;

/** Returns what became of every forged header in every service; of several requests with the same one, the worst. */
export function spoofAttempts(seen: Observations): SpoofAttempt[] {
  const firsts = seen.spoofs.filter((spoof, index) => seen.spoofs.findIndex(isOf(spoof)) === index);
  return firsts.map(({ variant, service }) => {
    const spoofs = seen.spoofs.filter(isOf({ variant, service }));
    const outcomes = spoofs.map(outcomeOf);
    const unknown = spoofs.some(isRefusedAndUnknown) ? 'could not tell' : 'could not run';
    const outcome = WORST.find((one) => outcomes.includes(one)) ?? 'unknown';
    const verdict = outcome === 'ignored' || outcome === 'refused' ? 'pass' : outcome === 'unknown' ? unknown : 'fail';
    return { variant, service, outcome, verdict };
  });
}

/** `2 of 21 forged headers were believed, and 1 hid the client`. */
function effectOf(harmful: readonly SpoofAttempt[], all: number): string {
  const believed = harmful.filter(({ outcome }) => outcome === 'believed').length;
  const hid = harmful.length - believed;
  if (believed === 0) return `${hid} of ${all} forged headers hid the client`;
  return `${believed} of ${all} forged headers ${believed === 1 ? 'was' : 'were'} believed${hid === 0 ? '' : `, and ${hid} hid the client`}`;
}

/** Whether another one has the same header, in the same service. */
function isOf(one: Pick<SpoofSeen, 'variant' | 'service'> | undefined) {
  return ({ variant, service }: Pick<SpoofSeen, 'variant' | 'service'>) =>
    variant === one?.variant && service === one.service;
}

function isHarmful(spoof: SpoofSeen): boolean {
  return ['believed', 'hidden'].includes(outcomeOf(spoof));
}

/** Whether it was answered with an error that may have another reason than what it forges. */
function isRefusedAndUnknown(spoof: SpoofSeen): boolean {
  return outcomeOf(spoof) === 'unknown' && isRefusedUnrecorded(spoof.request);
}

function outcomeOf({ request, plain, twin }: SpoofSeen): SpoofAttempt['outcome'] {
  const { status, node, records } = request;
  const found = records.value ?? [];
  const isRefused = isRefusal(status) && node === null;
  if (isRefused && records.value !== undefined && found.length === 0 && twin !== null && twin < 400) return 'refused';
  if (found.length === 0) return 'unknown';
  const outcomes = found.map(({ address }): SpoofAttempt['outcome'] => {
    // Other people's traffic may bring it to a node that answered no plain request of this client.
    if (sameHost(address, plain) || sameHost(address, request.sentFrom)) return 'ignored';
    if (isForged(address)) return 'believed';
    return plain === null ? 'unknown' : 'hidden';
  });
  // Where one record of several holds the client, it is a matter of the others that there are several.
  return (['believed', 'ignored', 'hidden'] as const).find((outcome) => outcomes.includes(outcome)) ?? 'unknown';
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
