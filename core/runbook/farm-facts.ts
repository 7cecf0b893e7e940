import { engineOf } from '../client-ip/engines/index.ts';
import type { Balancer } from '../model/balancer.ts';
import type { Farm } from '../model/farm.ts';
import type { FarmHost } from '../model/farm-host.ts';
import { balancerPlace, databaseServer, firstNode, healthPathOf, placesOf, reachPhrase } from '../model/farm-parts.ts';
import type { HeaderPolicy } from '../model/header-policy.ts';
import type { PlanInputs } from '../model/profile.ts';
import type { Persistence, VirtualService } from '../model/virtual-service.ts';
import { type Block, heading, paragraph } from './document.ts';
import { visible } from './plain-text.ts';

type FarmFactsInputs = Pick<PlanInputs, 'farm' | 'profile' | 'balancer' | 'ipDetection'>;

/** The answers of the farm, as tables. */
export function farmFacts({ farm, profile, balancer, ipDetection }: FarmFactsInputs): Block[] {
  return [
    heading(2, 'The farm'),
    {
      kind: 'table',
      head: ['Fact', 'Value'],
      rows: [
        ['Application', profile.name],
        ['Load balancer', balancer.name],
        ['Host name that clients use', farm.hostName],
        ['Service account', farm.serviceAccount],
        ['Database', `${farm.database.name} (${farm.database.engine})`],
        ['Database administrator', farm.database.administrator],
        ['Name in the database server’s certificate', farm.database.hostName],
        ['Management requests come from', farm.wizardAddress],
        ['Test requests come from', farm.clientAddresses.join(', ')],
        [
          'A node is ready after',
          `${farm.settle.times} passed health checks in a row, ${farm.settle.intervalMs / 1000} s between them; timeout ${farm.settle.limitMs / 1000} s`,
        ],
        [
          'Health checks of the load balancer',
          `every ${farm.healthCheck.intervalMs / 1000} s, timeout ${farm.healthCheck.timeoutMs / 1000} s; marked down after ${farm.healthCheck.fall} failed checks, marked up after ${farm.healthCheck.rise} passed checks`,
        ],
      ].map(shown),
    },
    heading(3, 'Hosts'),
    paragraph('A step names its host by the name in the first column.'),
    {
      kind: 'table',
      head: ['Host', 'What it is', 'Address', 'Port', 'Reached'],
      rows: hosts(farm, balancer).map(shown),
    },
    heading(3, 'Virtual services'),
    {
      kind: 'table',
      head: [
        'Service',
        'What it is',
        'Kind',
        'Clients use',
        'The balancer listens at',
        'TLS',
        'Health check',
        'Persistence',
      ],
      rows: farm.services.map((service) => {
        const needs = profile.services.find(({ name }) => name === service.name);
        const place = balancerPlace(service);
        return shown([
          service.name,
          needs?.title ?? service.name,
          service.kind,
          `${service.address} port ${service.port}`,
          `${place.address} port ${place.port}`,
          TLS_WORDS[service.tls],
          (service.health !== 'connect' && needs && healthPathOf(farm, needs)) || 'a connection',
          PERSISTENCE_WORDS[service.persistence],
        ]);
      }),
    },
    heading(3, 'Network path'),
    paragraph('The devices between client and node, in the order in which a request passes them.'),
    {
      kind: 'table',
      head: ['Device', 'The next device sees it as', `What it does with ${visible(profile.clientIp.header)}`],
      rows: farm.hops.map(({ name, presentsAs, headerPolicy }) =>
        shown([name, presentsAs.join(', '), `${headerPolicy}: ${POLICY_WORDS[headerPolicy]}`]),
      ),
    },
    ...trust({ profile, ipDetection }),
  ];
}

const TLS_WORDS: Record<VirtualService['tls'], string> = {
  're-encrypt': 'decrypted, then encrypted again',
  terminate: 'decrypted',
  'pass-through': 'passed through',
  none: 'no TLS',
};

const PERSISTENCE_WORDS: Record<Persistence, string> = {
  none: 'none',
  source: 'by source address',
  cookie: 'by a cookie',
};

const POLICY_WORDS: Record<HeaderPolicy, string> = {
  remove: 'removes it',
  replace: 'replaces it with the address it sees',
  append: 'appends the address it sees to the existing line',
  'add-line': 'adds a line with the address it sees',
  'if-none': 'sets it only if the request has none',
  preserve: 'leaves it unchanged',
};

function hosts(farm: Farm, balancer: Balancer): string[][] {
  const first = firstNode(farm).name;
  const ports = (host: FarmHost) => placesOf(farm, host).map(({ port }) => String(port));
  const kinds: Record<FarmHost['role'], (host: FarmHost) => [string, string, string]> = {
    database: () => ['database server', databaseServer(farm), String(farm.database.port ?? 'default')],
    node: (host) => [host.name === first ? 'first node' : 'node', host.addresses.join(', '), ports(host).join(', ')],
    balancer: (host) => [
      `load balancer (${balancer.name})`,
      host.addresses.join(', '),
      farm.services.map((service) => String(balancerPlace(service).port)).join(', '),
    ],
    hop: (host) => ['device before the load balancer', host.addresses.join(', '), ''],
    vantage: (host) => ['test location', host.addresses.join(', '), ''],
  };
  return farm.hosts.map((host) => [host.name, ...kinds[host.role](host), reachPhrase(host.reach)]);
}

/** The trust settings as the plan sets them, in the words of the application's client IP engine. */
function trust({ profile, ipDetection }: Pick<PlanInputs, 'profile' | 'ipDetection'>): Block[] {
  const rows = engineOf(profile.clientIp.engine)
    .rows(ipDetection)
    .map(({ name, value }) => [name, value]);
  return [
    heading(3, 'Trusted proxies'),
    paragraph('These values follow from the network path. You do not need to enter them.'),
    { kind: 'table', head: ['Setting', 'Value'], rows: rows.map(shown) },
  ];
}

function shown(cells: string[]): string[] {
  return cells.map((cell) => (cell === '' ? 'none' : visible(cell)));
}
