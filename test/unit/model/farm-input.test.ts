import { expect, test } from 'vitest';
import { balancers } from '../../../core/balancers/index.ts';
import { databases } from '../../../core/databases/index.ts';
import { FarmError } from '../../../core/model/errors.ts';
import { Farm } from '../../../core/model/farm.ts';
import { parseInput } from '../../../core/model/parse.ts';
import { stepsOf } from '../../../core/model/plan.ts';
import { makePlan } from '../../../core/planner/make-plan.ts';
import { planInputs } from '../../../core/planner/plan-inputs.ts';
import { profiles } from '../../../core/profiles/index.ts';
import cases from '../../cases/farm-input.json' with { type: 'json' };
import { exampleFarm } from '../../support/healthy-scene.ts';

/** Sets `nodes[1].address` and the like in a copy. */
function changed(farm: Farm, set: object): unknown {
  const copy = structuredClone(farm) as unknown as Record<string, unknown>;
  for (const [path, value] of Object.entries(set)) {
    const keys = path.split(/[.[\]]+/).filter(Boolean);
    const last = keys.pop() ?? '';
    const place = keys.reduce<Record<string, unknown>>((part, key) => part[key] as Record<string, unknown>, copy);
    place[last] = value;
  }
  return copy;
}

function planOf(input: unknown): unknown {
  return makePlan(planInputs(parseInput(Farm, input, 'the farm'), { profiles, balancers, databases }));
}

test('the example farm has a plan', () => {
  expect(planOf(exampleFarm())).toMatchObject({ farm: 'example' });
});

test.each(cases)('$name: refused, naming $field', ({ set, field }) => {
  let refusal: unknown;
  try {
    planOf(changed(exampleFarm(), set));
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toBeInstanceOf(FarmError);
  expect((refusal as FarmError).field).toBe(field);
  expect((refusal as FarmError).remedy).not.toBe('');
});

test.each([
  ['a group managed account', { serviceAccount: 'CORP\\svc-app$' }],
  ['a user principal name', { serviceAccount: 'svc@corp.example' }],
  ['an account with an underscore', { serviceAccount: 'svc_app' }],
  ['an account with a space and letters of its own', { serviceAccount: 'Dienst Zugänge' }],
  ['a database with spaces and dots', { 'database.name': 'Access Manager.Prod' }],
  ['a database server by name', { 'hosts[4].addresses': ['sql01.corp.example'] }],
  [
    'a named instance without a port',
    { 'hosts[4].addresses': ['SQL01'], 'database.instance': 'ACCESS', 'database.port': undefined },
  ],
  ['a node by its DNS name', { 'hosts[0].addresses': ['web-01.corp.example', '10.0.0.9'] }],
  ['a Windows computer name', { 'hosts[0].name': 'WEB_PROD.01' }],
  ['a pair before the balancer', { 'hops[0].presentsAs': ['127.9.9.4', '127.9.9.44'] }],
  ['a host that is reached by a person', { 'hosts[0].reach': { by: 'person', who: 'Ana Müller' } }],
  [
    'a host over SSH',
    { 'hosts[0].reach': { by: 'ssh', to: 'web-01', port: 22, user: 'root', family: 'posix', hostKey: 'SHA256:abc' } },
  ],
  [
    'own host name and health check of a service',
    { 'services[1].hostName': 'api.example.test', 'services[1].health': 'connect' },
  ],
  ['bytes that are passed through', { 'services[0].tls': 'pass-through' }],
  ['several ports of a node', { 'hosts[0].ports': { web: 443, api: 9001 } }],
])('%s is an answer', (_name, set) => {
  expect(planOf(changed(exampleFarm(), set))).toMatchObject({ farm: 'example' });
});

test('a field that is not known is refused with those that are', () => {
  expect(() => planOf(changed(exampleFarm(), { 'hosts[0].port': 443 }))).toThrow(
    'hosts[0].port in the farm cannot be used: this field is not known; use one of name, role, addresses, ports, reach',
  );
  expect(() => planOf(changed(exampleFarm(), { settings: { sample: { licence: 'X' } } }))).toThrow(
    'settings.sample.licence in the settings of Sample application cannot be used: this field is not known; no fields are allowed here',
  );
});

test('a pair of balancers is two hosts, each with a configuration of its own', () => {
  const pair = changed(exampleFarm(), {
    'hosts[5]': { name: 'balancer-2', role: 'balancer', addresses: ['127.9.9.8'], reach: { by: 'practice' } },
    'hops[0].presentsAs': ['127.9.9.4', '127.9.9.8'],
  });
  const able = balancers.map((balancer) => ({ ...balancer, can: [...balancer.can, 'pair' as const] }));
  const plan = makePlan(planInputs(parseInput(Farm, pair, 'the farm'), { profiles, balancers: able, databases }));
  const steps = stepsOf(plan).filter(({ page }) => page === 'load-balancer');
  expect(steps.map(({ id, host }) => [id, host])).toEqual([
    ['balancer.configure.balancer', 'balancer'],
    ['balancer.configure.balancer-2', 'balancer-2'],
  ]);
  expect(steps.map((step) => JSON.stringify(step).match(/sourceAddress\\": \\"([\d.]+)/)?.[1])).toEqual([
    '127.9.9.4',
    '127.9.9.8',
  ]);
});
