import { expect, it } from 'vitest';
import { layOut } from '../../../core/practice/world/addresses.ts';

const SERVICES = [{ name: 'web' }, { name: 'api' }];

it('lays every party out in one network of its own', async () => {
  const { wizard, database, balancer, waf, clients, nodes } = await layOut({
    nodes: 50,
    services: SERVICES,
    waf: true,
  });
  const network = wizard.split('.').slice(0, 3).join('.');
  expect(Number(network.split('.')[1])).toBeGreaterThanOrEqual(64);
  const behind = new Set(waf?.forwardedTo.map(({ address }) => address));
  expect([
    wizard,
    database.address,
    balancer.presentsAs,
    balancer.virtualAddress,
    waf?.presentsAs,
    ...behind,
    ...clients,
  ]).toEqual([2, 3, 4, 5, 6, 7, 10, 11, 12, 13].map((last) => `${network}.${last}`));
  expect(nodes.map(({ address }) => address)).toEqual(
    Array.from({ length: 50 }, (_, index) => `${network}.${101 + index}`),
  );
});

it('uses 127.0.0.1 with different ports where only that can be bound', async () => {
  // No computer has an address of a documentation range (RFC 5737).
  const { wizard, balancer, database, waf, clients, nodes } = await layOut({
    nodes: 10,
    services: SERVICES,
    waf: true,
    network: '203.0.113',
  });
  const addresses = [
    wizard,
    balancer.virtualAddress,
    waf?.presentsAs,
    ...clients,
    ...nodes.map(({ address }) => address),
  ];
  expect(new Set(addresses)).toEqual(new Set(['127.0.0.1']));
  const places = [database, ...balancer.services, ...(waf?.forwardedTo ?? [])];
  const ports = [...places.map(({ port }) => port), ...nodes.map(({ ports: { web = 0 } }) => web)];
  expect(new Set(ports).size).toBe(15);
  expect(ports).not.toContain(0);
});

it('has no WAF unless one is asked for', async () => {
  expect((await layOut({ nodes: 2, services: SERVICES })).waf).toBe(null);
});

it('lays out one service alone', async () => {
  const { balancer, waf, nodes } = await layOut({ nodes: 2, services: [{ name: 'portal' }], waf: true });
  expect(balancer.services).toEqual([{ name: 'portal', kind: 'https', port: expect.any(Number) }]);
  expect(waf?.forwardedTo.map(({ name }) => name)).toEqual(['portal']);
  expect(nodes.map(({ ports }) => Object.keys(ports))).toEqual([['portal'], ['portal']]);
});

it('gives a node one port for each that its services use', async () => {
  const services = [
    { name: 'portal', nodePort: 443 },
    { name: 'relay', kind: 'tcp' as const, nodePort: 9001 },
    { name: 'admin', nodePort: 443 },
  ];
  const { balancer, nodes } = await layOut({ nodes: 3, services, network: '203.0.113' });
  expect(balancer.services.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
    'portal https',
    'relay tcp',
    'admin https',
  ]);
  for (const { ports } of nodes) {
    expect(ports.admin).toBe(ports.portal);
    expect(ports.relay).not.toBe(ports.portal);
  }
  // All have one address here, so every port is another's.
  const own = nodes.flatMap(({ ports }) => [ports.portal, ports.relay]);
  expect(new Set([...own, ...balancer.services.map(({ port }) => port)]).size).toBe(9);
});
