import { engineOf } from '../client-ip/engines/index.ts';
import type { Farm } from '../model/farm.ts';
import { databaseServer, firstNode, nodesOf, onlyPracticeHosts, placesOf } from '../model/farm-parts.ts';
import type { Derived, Field, Problem, Question } from '../model/form.ts';
import type { PlanInputs } from '../model/profile.ts';
import { ownAnswerAt } from './own-answers.ts';
import { isOwn, REACH } from './own-questions.ts';
import { NODES, PERSISTENCE, WAF } from './questions.ts';

/** The questions of all pages with their answers, what follows from them, and what is wrong with them. */
export interface FarmForm {
  fields: Field[];
  derived: Derived[];
  problems: Problem[];
}

/** Answers that cannot be used yet, by path, as they were given. */
export type Pending = Readonly<Record<string, unknown>>;

/**
 * @param kept answers that cannot be used yet, and why
 * @param answered paths that were ever answered; what others have is the default
 */
export function farmForm(
  inputs: PlanInputs,
  questions: Question[],
  kept: { pending: Pending; problems: Problem[]; answered: ReadonlySet<string> },
): FarmForm {
  const fields = questions.map((question) => ({
    ...question,
    value: question.path in kept.pending ? kept.pending[question.path] : knownAt(inputs.farm, question.path),
    answered: kept.answered.has(question.path),
  }));
  return { fields, derived: derivedOf(inputs), problems: kept.problems };
}

/** What a practice farm has in the place of servers of one's own is no answer to questions about those. */
function knownAt(farm: Farm, path: string): unknown {
  return isOwn(path) && onlyPracticeHosts(farm) ? '' : answerAt(farm, path);
}

/** The answer a path stands for. */
export function answerAt(farm: Farm, path: string): unknown {
  if (path === NODES) return nodesOf(farm).map(({ name }) => name);
  if (path === WAF) return farm.hops.length > 1;
  if (path === REACH) return onlyPracticeHosts(farm) ? 'practice' : 'own';
  const own = ownAnswerAt(farm, path);
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
      because: 'The farm was begun with this profile; another application is another farm.',
    },
    {
      page: 'topology',
      path: 'hostName.derived',
      label: 'Host name of the farm',
      value: farm.hostName,
      because: 'It stands in every node’s certificate.',
    },
    {
      page: 'topology',
      path: 'services',
      label: 'Virtual addresses',
      value: services,
      because: 'One for each service of the application.',
    },
    {
      page: 'database',
      path: 'database.host',
      label: 'Server',
      value: `${database.name} at ${databaseServer(farm)}${farm.database.port === undefined ? '' : ` port ${farm.database.port}`}`,
      because: 'Its certificate is checked against the farm’s authority.',
    },
    {
      page: 'first-node',
      path: 'nodes[0]',
      label: 'First node',
      value: `${first.name} at ${placesOf(farm, first)
        .map(({ address, port }) => `${address} port ${port}`)
        .join(', ')}`,
      because: 'It is the first of the nodes. What the nodes share is made on it.',
    },
    ...(['first-node', 'further-nodes'] as const).flatMap((page) => [
      {
        page,
        path: `${page}.serviceAccount`,
        label: 'Service account',
        value: farm.serviceAccount,
        because: 'It was answered for the database.',
      },
      {
        page,
        path: `${page}.connectionString`,
        label: 'Connection string',
        value: connection,
        because: 'It follows from the database. It holds no password.',
      },
    ]),
    {
      page: 'further-nodes',
      path: 'certificate',
      label: 'Certificate',
      value: `for ${farm.hostName}`,
      because: 'All nodes have the one that is made for the first node.',
    },
    {
      page: 'ip-detection',
      path: 'ipDetection.limit',
      label: 'Entries to believe',
      value: `${sum} = ${entries ?? 'all'}`,
      because: `Each device adds one entry to ${headerName}.`,
    },
    {
      page: 'ip-detection',
      path: 'ipDetection.trusted',
      label: 'Trusted addresses',
      value: trusted?.join(', ') ?? 'everyone',
      because: 'These are the addresses the next device sees as peer, never the virtual ones.',
    },
    {
      page: 'load-balancer',
      path: 'balancer.configuration',
      label: 'Configuration',
      value: balancer.configurationPath,
      because: `${balancer.name} reads it; all of it stands in the steps below.`,
    },
    {
      page: 'verify',
      path: 'clientAddresses',
      label: 'Requests are sent from',
      value: farm.clientAddresses.join(', '),
      because: 'They lie outside what the nodes trust, so that a wrong address shows.',
    },
  ];
}
