import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:net';

/** Addresses of the parties of a world, and the ports they will listen on. */
export interface Addresses {
  wizard: string;
  database: string;
  balancer: string;
  virtual: string;
  clients: string[];
  nodes: { address: string; port: number }[];
  servicePorts: [number, number];
}

const CLIENTS = 4;

/**
 * Lays the parties out in a random 127.a.b.0/24 of this world's own, each on its own address. Where the system lets
 * nobody bind those (macOS without aliases), every party gets 127.0.0.1. Ports are asked of the system: bound, noted,
 * released.
 * @param network first three parts of the addresses
 */
export async function layOut(nodes: number, network = randomNetwork()): Promise<Addresses> {
  const own = await canBind(`${network}.2`);
  const at = (last: number) => (own ? `${network}.${last}` : '127.0.0.1');
  const nodeAddresses = Array.from({ length: nodes }, (_, index) => at(101 + index));
  const virtual = at(5);
  const [webPort = 0, apiPort = 0, ...nodePorts] = await freePorts([virtual, virtual, ...nodeAddresses]);
  return {
    wizard: at(2),
    database: at(3),
    balancer: at(4),
    virtual,
    clients: Array.from({ length: CLIENTS }, (_, index) => at(10 + index)),
    nodes: nodeAddresses.map((address, index) => ({ address, port: nodePorts[index] ?? 0 })),
    servicePorts: [webPort, apiPort],
  };
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
