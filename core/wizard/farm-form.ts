import { engineOf } from '../client-ip/engines/index.ts';
import type { Farm } from '../model/farm.ts';
import type { Derived, Field, Problem, Question } from '../model/form.ts';
import type { PlanInputs } from '../model/profile.ts';
import { NODES, WAF } from './questions.ts';

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
    value: question.path in kept.pending ? kept.pending[question.path] : answerAt(inputs.farm, question.path),
    answered: kept.answered.has(question.path),
  }));
  return { fields, derived: derivedOf(inputs), problems: kept.problems };
}

/** The answer a path stands for. */
export function answerAt(farm: Farm, path: string): unknown {
  if (path === NODES) return farm.nodes.map(({ name }) => name);
  if (path === WAF) return farm.hops.length > 1;
  return path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], farm);
}

function derivedOf({ farm, profile, balancer, database, ipDetection }: PlanInputs): Derived[] {
  const services = farm.services.map(({ name, address, port }) => `${name}: ${address} port ${port}`).join(', ');
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
      page: 'goal',
      path: 'hosts',
      label: 'Hosts',
      value: farm.hosts === 'practice' ? 'Practice hosts on this computer' : 'Hosts of your own, set up by hand',
      because: 'A practice farm has real sockets, certificates and processes on loopback addresses.',
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
      value: `${database.name} at ${farm.database.host} port ${farm.database.port}`,
      because: 'Its certificate is checked against the farm’s authority.',
    },
    {
      page: 'first-node',
      path: 'nodes[0]',
      label: 'First node',
      value: `${farm.nodes[0]?.name} at ${farm.nodes[0]?.address} port ${farm.nodes[0]?.port}`,
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
