import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { balancers } from '../../../core/balancers/index.ts';
import type { BalancerModel } from '../../../core/model/balancer.ts';
import { Farm } from '../../../core/model/farm.ts';
import { parseProxyConfig } from '../../../core/proxy/config.ts';
import { balancerModel } from '../../../core/steps/balancer-model.ts';
import { exampleFarm, exampleVerification } from '../../support/healthy-scene.ts';

const edge = balancerModel(exampleVerification());
const NODES_V6 = edge.services[0]?.nodes.map((node, index) => ({ ...node, address: `fd00::10${index + 1}` })) ?? [];

/** The farms whose configurations were agreed, by the ends of their golden files' names. To renew the files: this file's name and `-u`. */
const MODELS: Record<string, BalancerModel> = {
  '': edge,
  '-behind-waf': { ...edge, headerPolicy: 'append', headerFrom: ['127.9.9.6', 'fd00::6'] },
  '-source-persistence': {
    ...edge,
    services: edge.services.map((service) => ({ ...service, persistence: 'source' })),
  },
  '-ipv6': {
    ...edge,
    sourceAddress: 'fd00::4',
    services: edge.services.map((service) => ({ ...service, address: 'fd00::5', nodes: NODES_V6 })),
  },
};
const ALL = balancers.flatMap(({ id }) => Object.keys(MODELS).map((farm) => [id, farm] as const));
const text = (id: string, model: BalancerModel = edge) =>
  balancers.find((balancer) => balancer.id === id)?.render(model) ?? '';

describe.each(ALL)('the configuration %s%s', (id, farm) => {
  test('is as it was agreed', async () => {
    await expect(text(id, MODELS[farm])).toMatchFileSnapshot(`../../golden/${id}${farm}.txt`);
  });

  test('is UTF-8 without BOM, with LF and a final newline', () => {
    expect(text(id, MODELS[farm])).toMatch(/^[^\uFEFF\r]*[^\n]\n$/);
  });
});

test.each(Object.entries(MODELS))('the bundled proxy takes its configuration%s', (_farm, model) => {
  const { services } = parseProxyConfig(JSON.parse(text('bundled', model)));
  expect(services.map(({ name }) => name)).toEqual(['web', 'api']);
});

test('every name that a farm may have stays one word of one line for HAProxy', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 12 }), (name) => {
      const farm = exampleFarm();
      const parsed = Farm.safeParse({ ...farm, hosts: [{ ...farm.hosts[0], name }, ...farm.hosts.slice(1)] });
      // HAProxy has no names in letters of other scripts.
      if (!parsed.success || !/^[\w.-]+$/.test(name)) return;
      const servers = text('haproxy', balancerModel(exampleVerification(parsed.data)))
        .split('\n')
        .filter((line) => line.startsWith('    server '));
      expect(servers).toHaveLength(6);
      expect(servers[0]?.trim().split(' ')).toEqual(['server', name, '127.9.9.101:8000', 'id', '1']);
    }),
    { seed: 20261, numRuns: 300 },
  );
});
