import type { Question } from '../model/form.ts';
import type { Profile } from '../model/profile.ts';
import type { Column } from './rows.ts';

/** Path of the question whether the farm uses practice hosts or the user's own servers. */
export const REACH = 'reach';

/** Returns whether an answer to that question chooses servers of one's own. */
export function choosesOwn(answer: unknown): boolean {
  return answer === 'own';
}
/** Paths of the questions about the user's own servers. Their answers are tables, lists, or texts with several values. */
export const OWN = {
  nodes: 'own.nodes',
  balancers: 'own.balancers',
  services: 'own.services',
  hops: 'own.hops',
  clients: 'own.clients',
  ranges: 'own.ranges',
  server: 'own.databaseServer',
} as const;

const column = (key: string, label: string, optional = false): Column => ({ key, label, optional });

/** Columns of the tables, by the path of their question. */
export const COLUMNS: Readonly<Record<string, readonly Column[]>> = {
  [OWN.nodes]: [column('name', 'Name'), column('address', 'Address'), column('who', 'Set up by', true)],
  [OWN.balancers]: [column('name', 'Name'), column('address', 'Address'), column('who', 'Set up by', true)],
  [OWN.services]: [
    column('name', 'Service'),
    column('address', 'Virtual address'),
    column('port', 'Port'),
    column('nodePort', 'Node port'),
    column('kind', 'Kind', true),
    column('tls', 'TLS', true),
    column('persistence', 'Persistence', true),
    column('hostName', 'Host name', true),
    column('listensAt', 'Balancer address', true),
    column('listensPort', 'Balancer port', true),
  ],
  [OWN.hops]: [column('name', 'Name'), column('addresses', 'Addresses'), column('policy', 'Header policy')],
};

const PLAIN = { unit: null, choices: [], scope: 'farm', clause: null, example: null } satisfies Partial<Question>;

/** The first question of every farm: practice hosts, or the user's own servers. */
export function reachQuestion(): Question {
  return {
    ...PLAIN,
    page: 'goal',
    path: REACH,
    label: 'Hosts',
    help: 'Where the farm is set up.',
    kind: 'choice',
    choices: [
      {
        value: 'practice',
        label: 'Practice hosts',
        consequence: 'All hosts are simulated on this computer: real sockets, certificates and processes.',
      },
      {
        value: 'own',
        label: 'Your own servers',
        consequence:
          'People set them up by following the instructions of each step. Servers cannot be reached over SSH yet.',
      },
    ],
  };
}

/** The further questions of a farm on the user's own servers. */
export function ownQuestions(profile: Profile): Question[] {
  const topology = { ...PLAIN, page: 'topology' } as const;
  const database = { ...PLAIN, page: 'database' } as const;
  const services = profile.services.map(({ name }) => name).join(' and ');
  return [
    {
      ...topology,
      path: 'hostName',
      label: 'Host name of the farm',
      help: 'The name that clients use. It is in every node’s certificate.',
      kind: 'text',
      example: 'farm.example.com',
    },
    {
      ...topology,
      path: OWN.nodes,
      label: 'Nodes',
      help: 'One node per line: name, address or DNS name, and who sets it up. The first one is the first node. You can paste a CSV file.',
      kind: 'rows',
      example: 'web01, 192.0.2.11',
    },
    {
      ...topology,
      path: OWN.balancers,
      label: 'Load balancer hosts',
      help: 'One line, or two for a pair: name, management address, and who sets it up.',
      kind: 'rows',
      example: 'lb01, 192.0.2.4',
    },
    {
      ...topology,
      path: OWN.services,
      label: 'Virtual services',
      help: `One line each for ${services}: service, virtual address, port, port of the nodes. With a heading line also kind (https, http, tcp), TLS, persistence, host name, balancer address and balancer port.`,
      kind: 'rows',
      example: `${profile.services[0]?.name ?? 'web'}, 192.0.2.20, 443, 8443`,
    },
    {
      ...topology,
      path: OWN.hops,
      label: 'Network path',
      help: 'One device per line, the one next to the clients first, the load balancer last: name, the addresses that the next device sees (for a pair both, separated by a blank), and what it does with the forwarded header: remove, replace, append, add-line, if-none or preserve.',
      kind: 'rows',
      example: 'load balancer, 192.0.2.21, replace',
    },
    {
      ...topology,
      path: OWN.ranges,
      label: 'Other trusted ranges',
      help: 'Ranges that the application trusts besides the devices above, separated by blanks. Leave it empty if there are none.',
      kind: 'text',
      example: '10.1.0.0/16',
    },
    {
      ...topology,
      path: 'wizardAddress',
      label: 'Address of this computer',
      help: 'Management requests, and requests around the load balancer, come from here.',
      kind: 'text',
      example: '192.0.2.30',
    },
    {
      ...topology,
      path: OWN.clients,
      label: 'Client addresses',
      help: 'Addresses that test requests are sent from, separated by blanks. The nodes must not trust them.',
      kind: 'text',
      example: '198.51.100.7',
    },
    {
      ...database,
      path: OWN.server,
      label: 'Database server',
      help: 'Name, address or named instance, with the port after a comma if it is not the default port.',
      kind: 'text',
      example: 'SQL01\\ACCESS',
    },
    {
      ...database,
      path: 'database.hostName',
      label: 'Name in the database server’s certificate',
      help: 'Nodes refuse a server that shows a certificate for another name.',
      kind: 'text',
      example: 'sql01.corp.example',
    },
    {
      ...database,
      path: 'database.administrator',
      label: 'Database administrator',
      help: 'The account that creates the database and the login.',
      kind: 'text',
      example: 'CORP\\dba',
    },
  ];
}

/** True if only farms on the user's own servers are asked this question. */
export function isOwn(path: string): boolean {
  return OWN_PATHS.has(path);
}

/** Questions that may stay unanswered. */
export const OPTIONAL: ReadonlySet<string> = new Set([OWN.ranges]);

const OWN_PATHS: ReadonlySet<string> = new Set([
  ...Object.values(OWN),
  ...['hostName', 'wizardAddress', 'database.hostName', 'database.administrator'],
]);
