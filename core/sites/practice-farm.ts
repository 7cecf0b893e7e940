import { sqlite } from '../databases/sqlite/engine.ts';
import { FarmError } from '../model/errors.ts';
import { Farm } from '../model/farm.ts';
import type { FarmHost } from '../model/farm-host.ts';
import { addressOf, balancerHop, databaseHost, nodesOf, placeOf, placesOf, serviceNamed } from '../model/farm-parts.ts';
import { USUAL_NODE_PORT } from '../model/first-form.ts';
import { PRACTICE_BALANCER, PRACTICE_DATABASE, PRACTICE_WAF } from '../model/hosts.ts';
import { issueMessage } from '../model/issue-message.ts';
import { MOST_NODES } from '../model/limits.ts';
import { fieldPath, parseInput } from '../model/parse.ts';
import type { PlacedFarm } from '../model/site.ts';
import type { LayoutWish } from '../practice/world/addresses.ts';
import { ADMINISTRATOR, DATABASE_NAME, HOST_NAME, Layout } from '../practice/world/topology.ts';

type LayOut = (wish: LayoutWish) => Promise<Layout>;

/** What may be chosen of a practice farm. */
type PracticeFarmChoice = Omit<PlacedFarm, 'nodes' | 'waf'>;

/** The answers of a practice farm: those a person would give for hosts that stand there already. */
export function practiceFarm(id: string, layout: Layout, choice: PracticeFarmChoice): Farm {
  const { balancer, database, waf } = layout;
  const edge = waf ?? balancer;
  return parseInput(
    Farm,
    {
      id,
      name: choice.name ?? 'Practice farm',
      profile: choice.profile,
      balancer: choice.balancer,
      hostName: HOST_NAME,
      serviceAccount: 'svc-practice',
      database: {
        engine: sqlite.id,
        port: database.port,
        hostName: DATABASE_NAME,
        name: 'practice',
        administrator: ADMINISTRATOR,
      },
      hosts: [
        ...layout.nodes.map(practiceNode),
        practiceHost(PRACTICE_BALANCER, 'balancer', balancer.presentsAs),
        practiceHost(PRACTICE_DATABASE, 'database', database.address),
        ...(waf === null ? [] : [practiceHost(PRACTICE_WAF, 'hop', waf.presentsAs)]),
      ],
      services: balancer.services.map(({ name, port, kind }) => {
        const behind = waf?.forwardedTo.find((place) => place.name === name);
        return {
          name,
          kind,
          port,
          nodePort: choice.services.find((service) => service.name === name)?.nodePort ?? USUAL_NODE_PORT,
          address: balancer.virtualAddress,
          ...(choice.persistence === undefined ? {} : { persistence: choice.persistence }),
          ...(behind === undefined ? {} : { forwardedTo: { address: behind.address, port: behind.port } }),
        };
      }),
      hops: [
        {
          name: waf === null ? PRACTICE_BALANCER : PRACTICE_WAF,
          presentsAs: [edge.presentsAs],
          headerPolicy: 'replace',
        },
        ...(waf === null
          ? []
          : [{ name: PRACTICE_BALANCER, presentsAs: [balancer.presentsAs], headerPolicy: 'append' }]),
      ],
      wizardAddress: layout.wizard,
      clientAddresses: layout.clients,
      settle: { times: 3, intervalMs: 100, limitMs: 30_000 },
      healthCheck: { intervalMs: 250, timeoutMs: 1000, fall: 2, rise: 2 },
      settings: choice.settings ?? {},
    },
    'the practice farm',
  );
}

function practiceHost(name: string, role: FarmHost['role'], address: string): FarmHost {
  return { name, role, addresses: [address], reach: { by: 'practice' } };
}

function practiceNode({ name, address, ports }: Layout['nodes'][number]): FarmHost {
  return { ...practiceHost(name, 'node', address), ports };
}

/**
 * Where the hosts of a practice farm are to stand, from its answers.
 * @throws FarmError `input.invalid` that names the answer that fits no practice hosts
 */
export function layoutOf(farm: Farm): Layout {
  const [entrance] = farm.services;
  const behind = farm.services.flatMap(({ name, forwardedTo }) => (forwardedTo ? [{ name, ...forwardedTo }] : []));
  const layout = Layout.safeParse({
    wizard: farm.wizardAddress,
    clients: farm.clientAddresses,
    database: { address: addressOf(databaseHost(farm)), port: farm.database.port },
    balancer: {
      virtualAddress: entrance?.address,
      presentsAs: balancerHop(farm).presentsAs[0],
      services: farm.services.map(({ name, port, kind }) => ({ name, port, kind })),
    },
    waf: farm.hops.length > 1 ? { presentsAs: farm.hops[0]?.presentsAs[0], forwardedTo: behind } : null,
    nodes: nodesOf(farm).map((node) => ({
      name: node.name,
      address: addressOf(node),
      ports: Object.fromEntries(farm.services.map(({ name }) => [name, placeOf(farm, node, name).port])),
    })),
  });
  if (layout.success) return layout.data;
  const [issue] = layout.error.issues;
  throw noPracticeHosts(
    answerOf(farm, issue?.path ?? []),
    issue === undefined ? 'it is not understood' : issueMessage(issue),
  );
}

/** The answer that a part of the layout is made from. */
function answerOf(farm: Farm, [part, ...path]: readonly PropertyKey[]): string {
  const addressField = (host: FarmHost | undefined) =>
    `hosts[${host === undefined ? 0 : farm.hosts.indexOf(host)}].addresses[0]`;
  switch (part) {
    case 'wizard':
      return 'wizardAddress';
    case 'clients':
      return fieldPath(['clientAddresses', ...path]);
    case 'database':
      return path[0] === 'port' ? 'database.port' : addressField(databaseHost(farm));
    case 'balancer':
      return path[0] === 'presentsAs' ? `hops[${farm.hops.length - 1}].presentsAs[0]` : 'services[0].address';
    case 'waf':
      return path[0] === 'presentsAs' ? 'hops[0].presentsAs[0]' : `services[${String(path[1] ?? 0)}].forwardedTo`;
    default:
      return addressField(nodesOf(farm)[Number(path[0])]);
  }
}

function noPracticeHosts(field: string, problem: string): FarmError {
  return new FarmError({
    code: 'input.invalid',
    field,
    message: `${field} does not fit practice hosts: ${problem}${problem.endsWith('.') ? '' : '.'} All of a farm with practice hosts stands on this computer.`,
    remedy:
      'Use addresses of this computer that begin with 127. for all hosts, services and hops; or let people work on every host: reach {by: person, who: NAME}.',
  });
}

/**
 * The farm with nodes of these names. Nodes that are there keep their places, nodes that stood before have theirs again,
 * new ones get places of their own.
 * @param stood nodes that stood among the present practice hosts
 * @throws FarmError `input.invalid` where these hosts are not laid out by Farmwright, or are too many
 */
export async function placeNodes(
  farm: Farm,
  names: readonly string[],
  { layOut, stood }: { layOut: LayOut; stood: readonly FarmHost[] },
): Promise<Farm> {
  if (names.length > MOST_NODES)
    throw new FarmError({
      code: 'input.invalid',
      field: 'nodes',
      message: `a farm has ${MOST_NODES} nodes at most, and these are ${names.length}`,
      remedy: 'Leave some out.',
    });
  const placeText = (node: FarmHost) => JSON.stringify(placesOf(farm, node));
  const here = new Set(nodesOf(farm).map(placeText));
  const again = stood.filter((node) => !here.has(placeText(node)));
  const known = new Map([...again, ...nodesOf(farm)].map((node) => [node.name, node]));
  const taken = new Set([...nodesOf(farm), ...stood].map(addressOf));
  const fresh = names.filter((name) => !known.has(name));
  const wish = { nodes: taken.size + fresh.length, services: farm.services, network: networkOf(farm) };
  const places = fresh.length === 0 ? [] : (await layOut(wish)).nodes;
  // Where there is one address only, the ports differ.
  const free = places.filter(({ address }) => !taken.has(address) || address === farm.wizardAddress);
  const nodeOf = (name: string) => known.get(name) ?? practiceNode({ ...(free.shift() ?? outOfPlaces()), name });
  return withNodes(farm, names.map(nodeOf));
}

function withNodes(farm: Farm, nodes: FarmHost[]): Farm {
  return { ...farm, hosts: [...nodes, ...farm.hosts.filter(({ role }) => role !== 'node')] };
}

/** The farm at addresses and ports of its own: another farm may stand at those it has. Everything else stays. */
export async function placeAnew(farm: Farm, layOut: LayOut): Promise<Farm> {
  const { profile, balancer } = farm;
  const { services } = farm;
  const layout = await layOut({ nodes: nodesOf(farm).length, services, waf: farm.hops.length > 1 });
  const names = nodesOf(farm).map(({ name }) => name);
  const named = {
    ...layout,
    nodes: layout.nodes.map((place, index) => ({ ...place, name: names[index] ?? place.name })),
  };
  const placed = practiceFarm(farm.id, named, {
    services,
    profile,
    balancer,
  });
  return {
    ...farm,
    hosts: placed.hosts,
    database: { ...farm.database, port: placed.database.port },
    services: servicesAt(farm, placed),
    hops: placed.hops.map((hop, index) => ({
      ...hop,
      headerPolicy: farm.hops[index]?.headerPolicy ?? hop.headerPolicy,
    })),
    wizardAddress: placed.wizardAddress,
    clientAddresses: placed.clientAddresses,
  };
}

/** The services as they were answered, at other addresses and ports. */
function servicesAt(farm: Farm, placed: Farm): Farm['services'] {
  return farm.services.map(({ forwardedTo: _, ...service }) => {
    const { address, port, forwardedTo } = serviceNamed(placed, service.name);
    return { ...service, address, port, ...(forwardedTo === undefined ? {} : { forwardedTo }) };
  });
}

/**
 * The farm with a WAF before its balancer, or without one. Everything else stays as it was answered, also what does not
 * fit a WAF: that is for a person to change.
 */
export async function placeWaf(farm: Farm, waf: boolean, layOut: LayOut): Promise<Farm> {
  if (farm.hops.length > 1 === waf) return farm;
  const { name, balancer, profile } = farm;
  const standing = layoutOf(farm);
  const { services } = farm;
  const behind = waf ? (await layOut({ nodes: 2, services, waf, network: networkOf(farm) })).waf : null;
  const choice = { name, balancer, profile, services };
  const placed = practiceFarm(farm.id, { ...standing, waf: behind }, choice);
  return { ...farm, hosts: placed.hosts, hops: placed.hops, services: servicesAt(farm, placed) };
}

/** The first three parts of the addresses of a practice farm; none where all have 127.0.0.1. */
function networkOf(farm: Farm): string {
  return farm.wizardAddress.split('.').slice(0, 3).join('.');
}

function outOfPlaces(): never {
  throw new Error('as many places were laid out as there are names');
}
