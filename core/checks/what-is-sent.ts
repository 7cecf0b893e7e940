import { nodesOf } from '../model/farm-parts.ts';
import { looksOf } from './looks.ts';
import { BASELINE_MS, CALM_MS, plannedDetection, plannedReturn } from './observe/drill.ts';
import { MOST_OTHER_ADDRESSES, mostAttempts } from './observe/requests.ts';
import { EVERY_MS } from './observe/steady-requests.ts';
import { listed } from './pinned.ts';
import type { Verification, VerifyPorts } from './ports.ts';

/** What a verification will send, where to, how often, and what it will disturb: said before it begins. */
export function whatIsSent(verification: Verification, ports: Pick<VerifyPorts, 'consent'>): string {
  const { farm, profile } = verification;
  const [first, ...others] = new Set(farm.clientAddresses);
  const services = listed(profile.services.map(({ name }) => name));
  const more = others.slice(0, MOST_OTHER_ADDRESSES);
  const then = more.length === 0 ? '' : `, then one from each of ${more.length} other client addresses`;
  return [
    `Requests with a token go from ${first} to ${services} until each of ${nodesOf(farm).length} nodes answered, at most ${mostAttempts(nodesOf(farm).length)} to each${then}; then forged ones, and some straight to the nodes. Each leaves an audit entry that begins with fw-.`,
    ...(ports.consent.drill ? [whatIsDrained(verification)] : []),
    ...(looksOf(verification, ports).includes('drill') ? [whatIsStopped(verification, services)] : []),
  ].join(' ');
}

function whatIsDrained({ balancer }: Verification): string {
  return `Where a node was not reached so, the other nodes are taken out of turn at ${balancer.name} one after another, with a request after each, and put back.`;
}

function whatIsStopped(verification: Verification, services: string): string {
  const { farm, profile, balancer } = verification;
  const { limitMs } = plannedDetection(verification);
  const longestMs = BASELINE_MS + limitMs + CALM_MS + farm.settle.limitMs + plannedReturn(verification);
  return `Last, ${profile.name} is stopped on one node and started again, while requests for the health path go to ${services} every ${EVERY_MS} ms each: until ${balancer.name} has noticed both, which it should within seconds, and for ${Math.round(longestMs / 1000)} s at most besides stopping and starting. They leave no audit entries; some may be lost, and so may others’ requests.`;
}
