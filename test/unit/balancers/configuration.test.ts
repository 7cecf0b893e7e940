import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseShowStat } from '../../../core/balancers/haproxy/parse-show-stat.ts';
import { balancers } from '../../../core/balancers/index.ts';
import { Farm } from '../../../core/model/farm.ts';
import { balancerModel } from '../../../core/planner/balancer-model.ts';
import { parseProxyConfig } from '../../../core/proxy/config.ts';
import { exampleFarm, exampleVerification } from '../../support/healthy-scene.ts';

const model = balancerModel(exampleVerification());
const text = (id: string) => balancers.find((balancer) => balancer.id === id)?.render(model) ?? '';

test.each(balancers.map(({ id }) => id))('the configuration for %s is as it was agreed', async (id) => {
  await expect(text(id)).toMatchFileSnapshot(`../../golden/${id}.txt`);
});

test.each(balancers.map(({ id }) => id))('%s: UTF-8 without BOM, LF, final newline', (id) => {
  expect(text(id)).toMatch(/^[^\uFEFF\r]*[^\n]\n$/);
});

test('the bundled proxy takes its configuration', () => {
  expect(parseProxyConfig(JSON.parse(text('bundled'))).services.map(({ name }) => name)).toEqual(['web', 'api']);
});

test('every name that a farm may have stays one word of one line for HAProxy', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 12 }), (name) => {
      const farm = exampleFarm();
      const parsed = Farm.safeParse({ ...farm, nodes: [{ ...farm.nodes[0], name }, ...farm.nodes.slice(1)] });
      if (!parsed.success) return;
      const rendered = balancers
        .find(({ id }) => id === 'haproxy')
        ?.render(balancerModel(exampleVerification(parsed.data)));
      const servers = (rendered ?? '').split('\n').filter((line) => line.startsWith('    server '));
      expect(servers).toHaveLength(6);
      expect(servers[0]?.trim().split(' ')).toEqual(['server', name, '127.9.9.101:8000']);
    }),
    { seed: 20261, numRuns: 300 },
  );
});

test('show stat: UP is up, DOWN is down, and a state in transition is not up', () => {
  const header = '# pxname,svname,status,check_status,type,\n';
  const rows = [
    'web,FRONTEND,OPEN,,0,',
    'web,BACKEND,UP,,1,',
    'web,node-01,UP,L7OK,2,',
    'web,node-02,DOWN,L4CON,2,',
    'api,node-01,DOWN 1/2,L7OK,2,',
    'api,node-02,UP 1/2,L7STS,2,',
    'api,node-03,no check,,2,',
  ];
  expect(
    parseShowStat(`${header}${rows.join('\n')}\n`).map(({ service, node, state }) => [service, node, state]),
  ).toEqual([
    ['web', 'node-01', 'up'],
    ['web', 'node-02', 'down'],
    ['api', 'node-01', 'down'],
    ['api', 'node-02', 'unknown'],
    ['api', 'node-03', 'unknown'],
  ]);
});

test('text that is not show stat is refused', () => {
  expect(() => parseShowStat('Permission denied\n')).toThrow();
});
