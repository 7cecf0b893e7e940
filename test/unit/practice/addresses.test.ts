import { expect, it } from 'vitest';
import { layOut } from '../../../core/practice/world/addresses.ts';

it('lays every party out in one network of its own', async () => {
  const { wizard, database, balancer, virtual, clients, nodes } = await layOut(50);
  const network = wizard.split('.').slice(0, 3).join('.');
  expect(Number(network.split('.')[1])).toBeGreaterThanOrEqual(64);
  expect([wizard, database, balancer, virtual, ...clients]).toEqual(
    [2, 3, 4, 5, 10, 11, 12, 13].map((last) => `${network}.${last}`),
  );
  expect(nodes.map(({ address }) => address)).toEqual(
    Array.from({ length: 50 }, (_, index) => `${network}.${101 + index}`),
  );
});

it('uses 127.0.0.1 with different ports where only that can be bound', async () => {
  // No computer has an address of a documentation range (RFC 5737).
  const { wizard, virtual, clients, nodes, servicePorts } = await layOut(10, '203.0.113');
  expect(new Set([wizard, virtual, ...clients, ...nodes.map(({ address }) => address)])).toEqual(
    new Set(['127.0.0.1']),
  );
  const ports = [...servicePorts, ...nodes.map(({ port }) => port)];
  expect(new Set(ports).size).toBe(12);
  expect(ports).not.toContain(0);
});
