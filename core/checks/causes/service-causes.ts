import type { Outcome } from '../../model/check.ts';
import { REQUEST_LIMIT_MS } from '../asking/send-token.ts';
import { spoofAttempts } from '../judge/spoof-refused.ts';
import { listed } from '../listed.ts';
import { honestRequests, type RequestSeen } from '../observations.ts';
import { isRefusedUnrecorded } from '../refusal.ts';
import { type Detector, openOf } from './detector.ts';
import { isRefusedCertificate } from './unhealthy-nodes.ts';

/** Clients do not get through to a virtual service, because they do not trust what it shows. */
export const certificateOfServiceRefused: Detector = {
  id: 'certificate-refused-at-service',
  page: 'load-balancer',
  find: (scene) => {
    const refused = honestRequests(scene.seen).filter(({ error }) => isRefusedCertificate(error));
    const [first] = refused;
    if (first === undefined) return null;
    const services = servicesOf(refused);
    return {
      title: `Clients do not trust the certificate that ${scene.verification.balancer.name} shows at ${listed(services)}: ${first.error?.message ?? ''}`,
      remedy:
        'Install the certificate of the farm on the load balancer, for its name and from an authority that clients trust; enter that authority in the answers if this computer does not know it.',
      explains: (outcome) => hinders(outcome, services),
    };
  },
};

/** Requests of a service were taken and not answered in time, while others of it were answered. */
export const requestsTooSlow: Detector = {
  id: 'requests-too-slow',
  page: 'further-nodes',
  find: (scene) => {
    const { seen } = scene;
    const all = [...honestRequests(seen), ...seen.spoofs.map(({ request }) => request), ...seen.direct];
    // A place that never answered anything may be behind a firewall.
    const answers = (service: string) => all.some((one) => one.service === service && one.status !== null);
    const slow = all.filter(({ service, error }) => error?.code === 'vantage.no-answer' && answers(service));
    const nodes = seen.direct.flatMap((one) => (slow.includes(one) && one.node !== null ? [one.node] : []));
    const isUnread = ({ id, subject, verdict }: Outcome) =>
      ['forged-direct.refused', 'audit.node'].includes(id) &&
      verdict === 'could not run' &&
      nodes.includes(subject.node ?? '');
    // A gateway that waits in vain says 504 (RFC 9110, 15.6.5).
    const isLost = ({ id, subject, verdict, evidence }: Outcome) =>
      id === 'requests.answered' &&
      verdict === 'fail' &&
      servicesOf(slow).includes(subject.service ?? '') &&
      Object.keys(evidence.lost ?? {}).every((end) => end === 'status 504' || end.includes('gave no answer'));
    const open = scene.open.filter(
      (outcome) => hinders(outcome, servicesOf(slow)) || isUnread(outcome) || isLost(outcome),
    );
    if (slow.length === 0 || open.length === 0) return null;
    const where = nodes.length === 0 ? '' : `, straight to ${listed(nodes)} as well`;
    const sent = all.filter(({ service }) => servicesOf(slow).includes(service));
    return {
      title: `${slow.length} of ${sent.length} requests of ${listed(servicesOf(slow))} got no answer in ${REQUEST_LIMIT_MS / 1000} s${where}; the others were answered.`,
      remedy:
        'Look at the load and at the log of the application, and at its database: it takes requests and does not answer them in time.',
      explains: (outcome) => open.includes(outcome),
    };
  },
};

/** Forged requests were refused for another reason than what they forge. */
export const probesRefused: Detector = {
  id: 'probes-refused',
  page: 'load-balancer',
  find: (scene) => {
    const untold = openOf(scene, 'spoof.refused', 'could not tell');
    const { spoofs } = scene.seen;
    const unknown = spoofAttempts(scene.seen).filter(({ outcome }) => outcome === 'unknown');
    const refused = spoofs.filter(
      ({ request, service, variant }) =>
        isRefusedUnrecorded(request) &&
        unknown.some((attempt) => attempt.variant === variant && attempt.service === service) &&
        untold.some(({ subject }) => subject.service === service),
    );
    const untoldNodes = openOf(scene, 'forged-direct.refused', 'could not tell').map(({ subject }) => subject.node);
    const straight = scene.seen.direct.filter(
      (request) => isRefusedUnrecorded(request) && untoldNodes.includes(request.node ?? ''),
    );
    const all = [...refused.map(({ request, twin }) => ({ ...request, twin })), ...straight];
    if (all.length === 0) return null;
    const where = listed([
      ...new Set([...refused.map(({ service }) => service), ...straight.flatMap(({ node }) => node ?? [])]),
    ]);
    const statuses = listed([...new Set(all.map(({ status }) => String(status)))]);
    const sent =
      spoofs.filter(({ service }) => refused.some((one) => one.service === service)).length +
      scene.seen.direct.filter(({ node }) => straight.some((one) => one.node === node)).length;
    const twins = all.filter(({ twin }) => (twin ?? 0) >= 400).length;
    const beside = twins === 0 ? '' : `, and beside ${twins} of them a plain request was refused, too`;
    return {
      title: `${all.length} of ${sent} forged requests were answered ${statuses} (${where})${beside}: that says nothing of the forged headers.`,
      remedy:
        'Let the load balancer and the application answer requests from this computer without a limit by rate, or send fewer of them in a second, and verify again.',
      explains: (outcome) =>
        (untold.includes(outcome) && refused.some(({ service }) => service === outcome.subject.service)) ||
        (outcome.id === 'forged-direct.refused' &&
          outcome.verdict === 'could not tell' &&
          straight.some(({ node }) => node === outcome.subject.node)),
    };
  },
};

function servicesOf(requests: readonly RequestSeen[]): string[] {
  return [...new Set(requests.map(({ service }) => service))];
}

/** Whether this outcome is what is left of the questions about services that do not answer. */
function hinders({ id, subject, verdict }: Outcome, services: string[]): boolean {
  if (id === 'drill.node-loss') return verdict === 'could not run';
  return services.includes(subject.service ?? '') && (verdict === 'could not run' || id === 'distribution');
}
