import { engineOf } from '../client-ip/engines/index.ts';
import type { Farm } from '../model/farm.ts';
import { databaseServer, firstNode, nodesOf, onlyPracticeHosts, placesOf } from '../model/farm-parts.ts';
import type { Derived, Field, Problem, Question } from '../model/form.ts';
import type { PlanInputs } from '../model/profile.ts';
import { secondsAt } from './durations.ts';
import { ownAnswerAt } from './own-answers.ts';
import { isOwn, REACH } from './own-questions.ts';
import { NODES, PERSISTENCE, WAF } from './questions.ts';

/** The questions of all pages with their answers, the values derived from them, and the problems. */
export interface FarmForm {
  fields: Field[];
  derived: Derived[];
  problems: Problem[];
}

/** Answers that cannot be used yet, by path, as they were entered. */
export type Pending = Readonly<Record<string, unknown>>;

/**
 * The form of a farm.
 * @param kept answers that cannot be used yet, with their problems, and the paths that were answered (others show the
 * default)
 */
export function farmForm(
  inputs: PlanInputs,
  questions: Question[],
  kept: { pending: Pending; problems: Problem[]; answered: ReadonlySet<string> },
): FarmForm {
  // Until a farm has moved to the user's own servers, the addresses of its present hosts answer no question about those.
  const isMoving = kept.pending[REACH] === 'own';
  const known = (path: string) => (isMoving && isOwn(path) ? '' : answerAt(inputs.farm, path));
  const fields = questions.map((question) => ({
    ...question,
    value: question.path in kept.pending ? kept.pending[question.path] : known(question.path),
    answered: kept.answered.has(question.path),
  }));
  return { fields, derived: derivedOf(inputs), problems: kept.problems };
}

/** The answer at a path, in the unit of its question. */
export function answerAt(farm: Farm, path: string): unknown {
  if (path === NODES) return nodesOf(farm).map(({ name }) => name);
  if (path === WAF) return farm.hops.length > 1;
  if (path === REACH) return onlyPracticeHosts(farm) ? 'practice' : 'own';
  const own = secondsAt(farm, path) ?? ownAnswerAt(farm, path);
  if (own !== undefined) return own;
  if (path === PERSISTENCE) return farm.services[0]?.persistence;
  return path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], farm);
}

function derivedOf({ farm, profile, balancer, database, ipDetection }: PlanInputs): Derived[] {
  const services = farm.services.map(({ name, address, port }) => `${name}: ${address} port ${port}`).join(', ');
  const first = firstNode(farm);
  const connection = database.connectionString(farm);
  const { headerName, entries, trusted } = engineOf(profile.clientIp.engine).trust(ipDetection);
  const sum = farm.hops.map(({ name }) => `1 ${name}`).join(' + ');
  return [
    {
      page: 'goal',
      path: 'profile',
      label: 'Application',
      value: profile.name,
      because: 'The farm was created for this application. To use another application, create a new farm.',
    },
    {
      page: 'topology',
      path: 'hostName.derived',
      label: 'Host name of the farm',
      value: farm.hostName,
      because: 'It is in the certificate of every node.',
    },
    {
      page: 'topology',
      path: 'services',
      label: 'Virtual addresses',
      value: services,
      because: 'Each service of the application has one.',
    },
    {
      page: 'database',
      path: 'database.host',
      label: 'Server',
      value: `${database.name} at ${databaseServer(farm)}${farm.database.port === undefined ? '' : ` port ${farm.database.port}`}`,
      because: 'Nodes check its certificate against the farm’s authority.',
    },
    {
      page: 'first-node',
      path: 'nodes[0]',
      label: 'First node',
      value: `${first.name} at ${placesOf(farm, first)
        .map(({ address, port }) => `${address} port ${port}`)
        .join(', ')}`,
      because: 'It is the first in the list of nodes. The shared files are made on it.',
    },
    ...(['first-node', 'further-nodes'] as const).flatMap((page) => [
      {
        page,
        path: `${page}.serviceAccount`,
        label: 'Service account',
        value: farm.serviceAccount,
        because: 'It is entered on the Database page.',
      },
      {
        page,
        path: `${page}.connectionString`,
        label: 'Connection string',
        value: connection,
        because: 'It is made from the database answers and contains no password.',
      },
    ]),
    {
      page: 'further-nodes',
      path: 'certificate',
      label: 'Certificate',
      value: `for ${farm.hostName}`,
      because: 'All nodes use the certificate of the first node.',
    },
    {
      page: 'ip-detection',
      path: 'ipDetection.limit',
      label: 'Trusted proxies',
      value: `${entries ?? 'all'} (${sum})`,
      because: `The node trusts the last ${entries === null ? 'entries' : entries === 1 ? '1 entry' : `${entries} entries`} of ${headerName}.`,
    },
    {
      page: 'ip-detection',
      path: 'ipDetection.trusted',
      label: 'Trusted addresses',
      value: trusted?.join(', ') ?? 'everyone',
      because: 'These are the addresses that the devices connect from, not the virtual addresses.',
    },
    {
      page: 'load-balancer',
      path: 'balancer.configuration',
      label: 'Configuration',
      value: balancer.configurationPath,
      because: `${balancer.name} reads this file.`,
    },
    {
      page: 'verify',
      path: 'clientAddresses',
      label: 'Requests are sent from',
      value: farm.clientAddresses.join(', '),
      because: 'The nodes do not trust them, so a wrong client address is noticed.',
    },
  ];
}
