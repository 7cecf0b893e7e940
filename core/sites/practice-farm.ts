import { sqlite } from '../databases/sqlite/engine.ts';
import { FarmError } from '../model/errors.ts';
import { balancerHop, Farm, type FarmNode, MOST_NODES } from '../model/farm.ts';
import { parseInput } from '../model/parse.ts';
import type { PlacedFarm } from '../model/site.ts';
import type { LayoutWish } from '../practice/world/addresses.ts';
import { ADMINISTRATOR, DATABASE_NAME, HOST_NAME, Layout } from '../practice/world/topology.ts';

type LayOut = (wish: LayoutWish) => Promise<Layout>;

/** What may be chosen of a practice farm. */
type PracticeFarmChoice = Omit<PlacedFarm, 'nodes' | 'services' | 'waf'>;

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
      hosts: 'practice',
      hostName: HOST_NAME,
      serviceAccount: 'svc-practice',
      database: {
        engine: sqlite.id,
        host: database.address,
        port: database.port,
        hostName: DATABASE_NAME,
        name: 'practice',
        administrator: ADMINISTRATOR,
      },
      nodes: layout.nodes.map(placedNode),
      services: balancer.services.map(({ name, port }) => {
        const behind = waf?.forwardedTo.find((place) => place.name === name);
        return {
          name,
          port,
          address: balancer.virtualAddress,
          ...(behind === undefined ? {} : { forwardedTo: { address: behind.address, port: behind.port } }),
        };
      }),
      hops: [
        { name: waf === null ? 'balancer' : 'waf', presentsAs: edge.presentsAs, headerPolicy: 'replace' },
        ...(waf === null ? [] : [{ name: 'balancer', presentsAs: balancer.presentsAs, headerPolicy: 'append' }]),
      ],
      ...(choice.persistence === undefined ? {} : { persistence: choice.persistence }),
      wizardAddress: layout.wizard,
      clientAddresses: layout.clients,
      settle: { times: 3, intervalMs: 100, limitMs: 30_000 },
      healthCheck: { intervalMs: 250, timeoutMs: 1000, fall: 2, rise: 2 },
    },
    'the practice farm',
  );
}

/**
 * Where the hosts of a practice farm are to stand, from its answers.
 * @throws FarmError `input.invalid` where the answers fit no practice farm
 */
export function layoutOf(farm: Farm): Layout {
  const [entrance] = farm.services;
  const behind = farm.services.flatMap(({ name, forwardedTo }) => (forwardedTo ? [{ name, ...forwardedTo }] : []));
  return parseInput(
    Layout,
    {
      wizard: farm.wizardAddress,
      clients: farm.clientAddresses,
      database: { address: farm.database.host, port: farm.database.port },
      balancer: {
        virtualAddress: entrance?.address,
        presentsAs: balancerHop(farm).presentsAs,
        services: farm.services.map(({ name, port }) => ({ name, port })),
      },
      waf: farm.hops.length > 1 ? { presentsAs: farm.hops[0]?.presentsAs, forwardedTo: behind } : null,
      nodes: farm.nodes.map(({ name, address, port }) => ({
        name,
        address,
        ports: Object.fromEntries(farm.services.map((service) => [service.name, port])),
      })),
    },
    'the layout of the practice farm',
  );
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
  { layOut, stood }: { layOut: LayOut; stood: readonly FarmNode[] },
): Promise<Farm> {
  if (names.length > MOST_NODES)
    throw new FarmError({
      code: 'input.invalid',
      field: 'nodes',
      message: `a farm has ${MOST_NODES} nodes at most, and these are ${names.length}`,
      remedy: 'Leave some out.',
    });
  const here = new Set(farm.nodes.map(placeOf));
  const again = stood.filter((node) => !here.has(placeOf(node)));
  const known = new Map([...again, ...farm.nodes].map((node) => [node.name, node]));
  const taken = new Set([...farm.nodes, ...stood].map(({ address }) => address));
  const fresh = names.filter((name) => !known.has(name));
  const wish = { nodes: taken.size + fresh.length, services: farm.services, network: networkOf(farm) };
  const places = fresh.length === 0 ? [] : (await layOut(wish)).nodes.map(placedNode);
  // Where there is one address only, the ports differ.
  const free = places.filter(({ address }) => !taken.has(address) || address === farm.wizardAddress);
  return { ...farm, nodes: names.map((name) => known.get(name) ?? { ...(free.shift() ?? outOfPlaces()), name }) };
}

/** The node of a layout as the answers have it: all services of a node share its port. */
function placedNode({ name, address, ports }: Layout['nodes'][number]): FarmNode {
  const [port = 0] = Object.values(ports);
  return { name, address, port };
}

function placeOf({ address, port }: FarmNode): string {
  return `${address} port ${port}`;
}

/** The farm at addresses and ports of its own: another farm may stand at those it has. Everything else stays. */
export async function placeAnew(farm: Farm, layOut: LayOut): Promise<Farm> {
  const { profile, balancer } = farm;
  const layout = await layOut({ nodes: farm.nodes.length, services: farm.services, waf: farm.hops.length > 1 });
  const { database, nodes, services, hops, wizardAddress, clientAddresses } = practiceFarm(farm.id, layout, {
    profile,
    balancer,
  });
  return {
    ...farm,
    database: { ...farm.database, host: database.host, port: database.port },
    nodes: nodes.map((place, index) => ({ ...place, name: farm.nodes[index]?.name ?? place.name })),
    services,
    hops: hops.map((hop, index) => ({ ...hop, headerPolicy: farm.hops[index]?.headerPolicy ?? hop.headerPolicy })),
    wizardAddress,
    clientAddresses,
  };
}

/**
 * The farm with a WAF before its balancer, or without one. Everything else stays as it was answered, also what does not
 * fit a WAF: that is for a person to change.
 */
export async function placeWaf(farm: Farm, waf: boolean, layOut: LayOut): Promise<Farm> {
  if (farm.hops.length > 1 === waf) return farm;
  const { name, balancer, profile } = farm;
  const standing = layoutOf(farm);
  const behind = waf ? (await layOut({ nodes: 2, services: farm.services, waf, network: networkOf(farm) })).waf : null;
  const { hops, services } = practiceFarm(farm.id, { ...standing, waf: behind }, { name, balancer, profile });
  return { ...farm, hops, services };
}

/** The first three parts of the addresses of a practice farm; none where all have 127.0.0.1. */
function networkOf(farm: Farm): string {
  return farm.wizardAddress.split('.').slice(0, 3).join('.');
}

function outOfPlaces(): never {
  throw new Error('as many places were laid out as there are names');
}
