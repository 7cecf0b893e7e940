import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { type Layout, nodeName } from './topology.ts';

const CLIENTS = 4;
/** Nodes have the last part 101 to 254. */
const FIRST_NODE = 101;
const NODES_OF_A_NETWORK = 154;

/** One kind of traffic of the farm; HTTPS unless its kind says otherwise. */
interface WishedService {
  name: string;
  kind?: 'https' | 'http' | 'tcp' | undefined;
  nodePort?: number | undefined;
}

/** The farm that a layout is for. */
export interface LayoutWish {
  nodes: number;
  /** Services of the farm. Those of the same port on a node share a port there, and so do all that name none. */
  services: readonly WishedService[];
  waf?: boolean;
  /** First three parts of the addresses, to continue in the network of an existing layout. */
  network?: string;
}

/**
 * Lays the parties out in a random 127.a.b.0/24 of this world's own, each on its own address. Where the system lets
 * nobody bind those (macOS without aliases), every party gets 127.0.0.1. Ports are asked of the system: bound, noted,
 * released.
 */
export async function layOut(wish: LayoutWish): Promise<Layout> {
  const { nodes, services, waf = false, network = randomNetwork() } = wish;
  const own = await canBind(`${network}.2`);
  const at = (last: number) => (own ? `${network}.${last}` : '127.0.0.1');
  const [database, balancer, virtual, wafAddress, behind] = [at(3), at(4), at(5), at(6), at(7)];
  const nodeAddresses = Array.from({ length: nodes }, (_, index) => (own ? nodeAddress(network, index) : at(0)));
  const nodePorts = [...new Set(services.map(({ nodePort }) => nodePort))];
  const ports = await freePorts([
    database,
    ...services.map(() => virtual),
    ...(waf ? services.map(() => behind) : []),
    ...nodeAddresses.flatMap((address) => nodePorts.map(() => address)),
  ]);
  const next = () => ports.shift() ?? 0;
  return {
    wizard: at(2),
    database: { address: database, port: next() },
    balancer: {
      virtualAddress: virtual,
      presentsAs: balancer,
      services: services.map(({ name, kind = 'https' }) => ({ name, port: next(), kind })),
    },
    waf: waf
      ? { presentsAs: wafAddress, forwardedTo: services.map(({ name }) => ({ name, address: behind, port: next() })) }
      : null,
    clients: Array.from({ length: CLIENTS }, (_, index) => at(10 + index)),
    nodes: nodeAddresses.map((address, index) => {
      const ownPorts = new Map(nodePorts.map((nodePort) => [nodePort, next()]));
      const portOf = ({ name, nodePort }: WishedService) => [name, ownPorts.get(nodePort) ?? 0];
      return { name: nodeName(index), address, ports: Object.fromEntries(services.map(portOf)) };
    }),
  };
}

/** If a plan has more nodes than fit into one network, the next networks take the others. */
function nodeAddress(network: string, index: number): string {
  const [first, second, third] = network.split('.');
  const behind = (Number(third) + Math.floor(index / NODES_OF_A_NETWORK)) % 256;
  return `${first}.${second}.${behind}.${FIRST_NODE + (index % NODES_OF_A_NETWORK)}`;
}

function randomNetwork(): string {
  return `127.${randomInt(64, 251)}.${randomInt(0, 256)}`;
}

async function canBind(address: string): Promise<boolean> {
  try {
    const [server] = await bindAll([address]);
    server?.close();
    return true;
  } catch {
    return false;
  }
}

/** Asks the system for a port that is free at every address of this computer. */
export async function freePort(): Promise<number> {
  const [port] = await freePorts(['0.0.0.0']);
  return port ?? 0;
}

/** One free port for each address. All are held at once, so that no two of one address are the same. */
async function freePorts(addresses: string[]): Promise<number[]> {
  const servers = await bindAll(addresses);
  const ports = servers.map((server) => {
    const bound = server.address();
    return bound !== null && typeof bound === 'object' ? bound.port : 0;
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

async function bindAll(addresses: string[]): Promise<Server[]> {
  return await Promise.all(
    addresses.map(
      (host) =>
        new Promise<Server>((resolve, reject) => {
          const server = createServer();
          server.once('error', reject);
          server.listen({ host, port: 0, exclusive: true }, () => resolve(server));
        }),
    ),
  );
}
