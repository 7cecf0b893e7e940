import type { Outcome } from '../../model/check.ts';
import { databaseHost, nodesOf } from '../../model/farm-parts.ts';
import { quoted } from '../asking/said-in.ts';
import { REQUEST_LIMIT_MS } from '../asking/send-token.ts';
import { listed } from '../listed.ts';
import { type HealthSeen, hasPassed } from '../observations.ts';
import type { Detector, Scene } from './detector.ts';

/** Why a node does not answer as healthy, by what was seen; the reason that is mended first stands first. */
const REASONS = [
  {
    id: 'certificate-ended',
    tells: ({ error }: HealthSeen) => isRefusedCertificate(error) && HAS_ENDED.test(error?.message ?? ''),
    title: (nodes: string, look: HealthSeen) => `The certificate of ${nodes} has ended: ${look.error?.message ?? ''}`,
    remedy: () => 'Renew the certificate, and install the new one on every node and on the load balancer.',
  },
  {
    id: 'certificate-refused',
    tells: ({ error }: HealthSeen) => isRefusedCertificate(error),
    title: (nodes: string, look: HealthSeen) =>
      `This computer does not trust the certificate of ${nodes} (${look.service}): ${look.error?.message ?? ''}`,
    remedy: () =>
      'Install the certificate of the farm there, for its name and from an authority that clients trust; enter that authority in the answers if this computer does not know it.',
  },
  {
    id: 'database-does-not-answer',
    tells: ({ status, said = '' }: HealthSeen, scene: Scene) =>
      status !== null && (DATABASE.test(said) || (status >= 500 && databaseTrouble(scene) !== null)),
    title: (nodes: string, { node, status, said = '' }: HealthSeen, scene: Scene) =>
      `The database does not serve ${nodes}: ${node} answered ${status} to its health check${quoted(DATABASE.test(said) ? said : databaseTrouble(scene))}.`,
    remedy: (nodes: string, scene: Scene) =>
      `Check that the database server on ${databaseHost(scene.verification.farm).name} runs, that ${nodes} can reach it, and that the service account may sign in there.`,
  },
  {
    id: 'application-slow',
    tells: ({ taken }: HealthSeen) => taken === true,
    title: (nodes: string, { node, service }: HealthSeen) =>
      `The application on ${nodes} is too slow: ${node} takes connections of ${service}, and gave no answer in ${REQUEST_LIMIT_MS / 1000} s.`,
    remedy: (nodes: string) => `Look at the load and at the log of the application on ${nodes}, and at its database.`,
  },
  {
    id: 'node-does-not-answer',
    tells: () => true,
    title: (nodes: string, { error, status }: HealthSeen) =>
      `${nodes} ${nodes.includes(' and ') ? 'do' : 'does'} not answer as healthy. ${error?.message ?? `It answered ${status} to its health check.`}`,
    remedy: (nodes: string) =>
      `Start the application on ${nodes} and look at its log. Running the plan again starts it.`,
  },
] as const;

const HAS_ENDED = /has expired|CERT_HAS_EXPIRED/i;
/** Words for a database in what an application says. */
const DATABASE = /\bdatabase\b|\bSQL\b/i;

/** A node for each of these reasons, in the order of the list. */
export const [certificateEnded, certificateOfNodeRefused, databaseDoesNotAnswer, nodeTooSlow, nodeDoesNotAnswer] =
  REASONS.map((reason): Detector => {
    const { id, title, remedy } = reason;
    return {
      id,
      page: 'further-nodes',
      find: (scene) => {
        const looks = scene.seen.health.filter((look) => !hasPassed(look) && reasonOf(look.node, scene) === reason);
        const nodes = [...new Set(looks.map(({ node }) => node))];
        const all = nodesOf(scene.verification.farm).length;
        const shown = looks.find((look) => reason.tells(look, scene));
        if (shown === undefined) return null;
        return {
          title: title(listed(nodes), shown, scene),
          remedy: remedy(listed(nodes), scene),
          explains: (outcome) =>
            followsFrom(nodes)(outcome) ||
            // A node that looks for its database elsewhere does not find it.
            (reason.id === 'database-does-not-answer' && nodes.length < all && outcome.id === 'same.connection'),
        };
      },
    };
  }) as [Detector, Detector, Detector, Detector, Detector];

/** The first reason that one of the looks at a node tells. */
function reasonOf(node: string, scene: Scene): (typeof REASONS)[number] | undefined {
  const looks = scene.seen.health.filter((look) => look.node === node && !hasPassed(look));
  return REASONS.find(({ tells }) => looks.some((look) => tells(look, scene)));
}

/** What a database that does not answer keeps from being seen. */
function followsFrom(nodes: string[]): (outcome: Outcome) => boolean {
  const isOfThem = ({ subject: { node } }: Outcome) => node === undefined || nodes.includes(node);
  return (outcome) => isOfThem(outcome) && (outcome.causedBy === 'health.node' || outcome.id === 'health.node');
}

/** How the database itself did not answer, as a sentence part; null where it did, or was not asked. */
function databaseTrouble({ verification: { farm }, seen }: Scene): string | null {
  const { name } = databaseHost(farm);
  const step = seen.steps.find(({ host, state }) => host === name && state === 'not known');
  if (step !== undefined && nodesOf(farm).every((node) => node.name !== name)) return step.detail;
  const unread = seen.requests.find(({ records }) => records.error?.code.startsWith('database.'))?.records.error;
  return unread?.message.replace(/\.$/, '') ?? null;
}

export function isRefusedCertificate(error: HealthSeen['error']): boolean {
  return error?.code === 'vantage.certificate-refused';
}
