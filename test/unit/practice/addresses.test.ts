import { expect, it } from 'vitest';
import { layOut } from '../../../core/practice/world/addresses.ts';

it('lays every party out in one network of its own', async () => {
  const { wizard, database, balancer, waf, clients, nodes } = await layOut({ nodes: 50, waf: true });
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
  const places = [database, ...balancer.services, ...(waf?.forwardedTo ?? []), ...nodes];
  const ports = places.map(({ port }) => port);
  expect(new Set(ports).size).toBe(15);
  expect(ports).not.toContain(0);
});

it('has no WAF unless one is asked for', async () => {
  expect((await layOut({ nodes: 2 })).waf).toBe(null);
});
