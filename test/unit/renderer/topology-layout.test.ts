import { describe, expect, it } from 'vitest';
import type { Farm } from '../../../core/model/farm.ts';
import { devicesOf } from '../../../renderer/farm/devices.ts';
import { probeWay, topologyLayout } from '../../../renderer/farm/topology-layout.ts';

const service: Farm['services'][number] = {
  ...{ name: 'web', kind: 'https', address: '127.0.0.3', port: 8443 },
  ...{ nodePort: 443, tls: 're-encrypt', persistence: 'none' },
};
const balancer = { name: 'balancer', presentsAs: ['127.0.0.5'], headerPolicy: 'append' as const };
const waf = { name: 'waf', presentsAs: ['127.0.0.4'], headerPolicy: 'replace' as const };
const farm = (given: Pick<Farm, 'hops' | 'services'>) => given;

describe('the devices on the way of a request', () => {
  it('are the balancer alone, at the virtual address', () => {
    expect(devicesOf(farm({ hops: [balancer], services: [service] }))).toEqual([
      {
        name: 'balancer',
        balancer: true,
        presentsAs: ['127.0.0.5'],
        listensAt: [['127.0.0.3', ['web 8443']]],
        virtual: true,
      },
    ]);
  });

  it('are the WAF at the virtual address, then the balancer at its own place', () => {
    const behind = { ...service, forwardedTo: { address: '127.0.0.6', port: 9443 } };
    expect(devicesOf(farm({ hops: [waf, balancer], services: [behind] }))).toEqual([
      {
        name: 'waf',
        balancer: false,
        presentsAs: ['127.0.0.4'],
        listensAt: [['127.0.0.3', ['web 8443']]],
        virtual: true,
      },
      {
        name: 'balancer',
        balancer: true,
        presentsAs: ['127.0.0.5'],
        listensAt: [['127.0.0.6', ['web 9443']]],
        virtual: false,
      },
    ]);
  });

  it('of a device between two others only what is answered is told', () => {
    const inner = { ...waf, name: 'proxy', presentsAs: ['127.0.0.9'] };
    const [, between] = devicesOf(farm({ hops: [waf, inner, balancer], services: [service] }));
    expect(between).toMatchObject({ name: 'proxy', listensAt: [], virtual: false });
  });
});

describe('the picture', () => {
  it.each([
    1, 2, 3,
  ])('has a box for each of %i devices, each right of the one before and none over another', (devices) => {
    const { client, hops, nodes, database, width } = topologyLayout(4, devices);
    expect(hops).toHaveLength(devices);
    const row = [client, ...hops, nodes[0], database].flatMap((box) => (box === undefined ? [] : [box]));
    for (const [index, box] of row.slice(1).entries()) {
      const before = row[index];
      expect(box.x).toBeGreaterThan((before?.x ?? 0) + (before?.width ?? 0));
    }
    expect(database.x + database.width).toBeLessThanOrEqual(width);
  });

  it('leads a probe through every device', () => {
    const layout = topologyLayout(2, 2);
    const [node] = layout.nodes;
    if (node === undefined) throw new Error('two nodes have boxes');
    const way = probeWay(layout, node);
    for (const box of [...layout.hops, node, layout.database])
      expect(way).toContain(` ${box.x} ${box.y + box.height / 2}`);
  });
});
