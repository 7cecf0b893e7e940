import type { Farm } from '../../core/model/farm.ts';
import type { FarmHost, Reach } from '../../core/model/farm-host.ts';

/** Nodes at these addresses with a port for each of these services, and a balancer and a database host beside them. */
export function farmHosts(
  nodes: readonly { name: string; address: string; port: number }[],
  {
    services = ['web', 'api'],
    balancer = '127.9.9.4',
    database = '127.9.9.3',
    reach = { by: 'practice' } as Reach,
  } = {},
): FarmHost[] {
  return [
    ...nodes.map(({ name, address, port }): FarmHost => {
      const ports = Object.fromEntries(services.map((service) => [service, port]));
      return { name, role: 'node', addresses: [address], ports, reach };
    }),
    { name: 'balancer', role: 'balancer', addresses: [balancer], reach },
    { name: 'database', role: 'database', addresses: [database], reach },
  ];
}

/** The farm with each of its nodes changed. */
export function withNodes(farm: Farm, change: (node: FarmHost, index: number) => FarmHost): Farm {
  return { ...farm, hosts: farm.hosts.map((host, index) => (host.role === 'node' ? change(host, index) : host)) };
}

/** The farm with this persistence for all of its services. */
export function withPersistence(farm: Farm, persistence: 'none' | 'source' | 'cookie'): Farm {
  return { ...farm, services: farm.services.map((service) => ({ ...service, persistence })) };
}
