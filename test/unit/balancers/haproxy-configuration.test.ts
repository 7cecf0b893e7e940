import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderConfiguration } from '../../../core/balancers/haproxy/render-configuration.ts';
import type { BalancerModel } from '../../../core/model/balancer.ts';
import { FarmError } from '../../../core/model/errors.ts';
import { HeaderPolicy } from '../../../core/model/header-policy.ts';
import { balancerModel } from '../../../core/steps/balancer-model.ts';
import { exampleVerification } from '../../support/healthy-scene.ts';

const model = balancerModel(exampleVerification());
const [service] = model.services;
if (service === undefined) throw new Error('the example has a service');
const [node] = service.nodes;
if (node === undefined) throw new Error('the example has a node');

const services = (more: Partial<typeof service>) => ({ services: [{ ...service, ...more }] });
const nodes = (more: Record<string, unknown>) => services({ nodes: [{ ...node, ...more }] });
const files = (more: Partial<BalancerModel['files']>) => ({ files: { ...model.files, ...more } });
const health = (more: Partial<BalancerModel['healthCheck']>) => ({ healthCheck: { ...model.healthCheck, ...more } });

/** Every field with text in it: how a value comes to stand there. */
const TEXTS: Record<string, (value: string) => Partial<BalancerModel>> = {
  'services[0].name': (name) => services({ name }),
  'services[0].address': (address) => services({ address }),
  'services[0].health.path': (path) => services({ health: { path } }),
  'services[0].nodes[0].name': (name) => nodes({ name }),
  'services[0].nodes[0].address': (address) => nodes({ address }),
  'services[0].hostName': (hostName) => services({ hostName }),
  headerName: (headerName) => ({ headerName }),
  'headerFrom[0]': (address) => ({ headerFrom: [address] }),
  'removeHeaders[0]': (name) => ({ removeHeaders: [name] }),
  sourceAddress: (sourceAddress) => ({ sourceAddress }),
  'files.certificateAndKey': (certificateAndKey) => files({ certificateAndKey }),
  'files.authority': (authority) => files({ authority }),
};
const NUMBERS: Record<string, (value: number) => Partial<BalancerModel>> = {
  'services[0].port': (port) => services({ port }),
  'services[0].nodes[0].port': (port) => nodes({ port }),
  'healthCheck.intervalMs': (intervalMs) => health({ intervalMs }),
  'healthCheck.timeoutMs': (timeoutMs) => health({ timeoutMs }),
  'healthCheck.fall': (fall) => health({ fall }),
  'healthCheck.rise': (rise) => health({ rise }),
};
const render = (more: Partial<BalancerModel>) => renderConfiguration({ ...model, ...more });
const fault = (more: Partial<BalancerModel>) => {
  try {
    render(more);
    return null;
  } catch (error) {
    if (error instanceof FarmError) return { code: error.code, field: error.field };
    throw error;
  }
};

describe.each(Object.keys(TEXTS))('%s', (field) => {
  const put = TEXTS[field] as (value: string) => Partial<BalancerModel>;

  test.each([
    '',
    'a\nb',
    'a\rb',
    'a\0b',
    'a\u007Fb',
    'a\uD800b',
    '@system-ca',
    '\n    server evil 192.0.2.1:80',
  ])('refuses %j', (value) => expect(fault(put(value))).toEqual({ code: 'balancer.value-unsafe', field }));

  test('adds no line and no comment, whatever it is', () => {
    const usual = render(
      put(field.endsWith('ddress') || field === 'headerFrom[0]' ? '127.0.0.1' : '/a'.slice(isPath(field) ? 0 : 1)),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (value) => {
        if (fault(put(value)) === null) expect(render(put(value)).split('\n').length).toBe(usual.split('\n').length);
      }),
      { seed: 20263, numRuns: 300 },
    );
  });
});

function isPath(field: string): boolean {
  return field.endsWith('.path') || field.startsWith('files.');
}

test.each(
  Object.keys(NUMBERS).flatMap((field) => [0, -1, 1.5, Number.NaN, 1e21].map((value) => [field, value] as const)),
)('%s refuses %d', (field, value) =>
  expect(fault(NUMBERS[field]?.(value) ?? {})).toEqual({ code: 'balancer.value-unsafe', field }));

test.each([
  ['services[0].hostName', '192.0.2.1'],
  ['services[0].hostName', 'bücher.example'],
  ['services[0].hostName', `${'a'.repeat(63)}.`.repeat(4)],
  ['headerName', 'X_Forwarded_For'],
  ['headerName', 'X-Forwarded-For)'],
  ['sourceAddress', '[fd00::1]'],
  ['sourceAddress', 'fe80::1%eth0'],
  ['services[0].address', '127.0.0.1:443'],
  ['services[0].health.path', '/a b'],
  ['services[0].health.path', '/a#b'],
  ['services[0].health.path', 'health'],
  ['services[0].nodes[0].name', '#1'],
])('%s refuses %j', (field, value) => {
  expect(fault(TEXTS[field]?.(value) ?? {})).toEqual({ code: 'balancer.value-unsafe', field });
});

test.each([
  ['fd00::4', '127.0.0.1'],
  ['127.0.0.1', 'fd00::4'],
])('a node that cannot be reached from the balancer’s own address is refused: %s, %s', (sourceAddress, address) => {
  const at = { code: 'balancer.addresses-differ', field: 'services[0].nodes[0].address' };
  expect(fault({ ...nodes({ address }), sourceAddress })).toEqual(at);
});

test.each([
  ['plain.pem', 'plain.pem'],
  ['a file.pem', "'a file.pem'"],
  ["it's.pem", "'it'\\''s.pem'"],
  ['a"#\\$%.pem', "'a\"#\\$%.pem'"],
])('the file %s is written as %s', (authority, written) => {
  expect(render(files({ authority }))).toContain(` ca-file ${written} sni `);
});

test.each(HeaderPolicy.options)('%s: the header is set in one way at most', (headerPolicy) => {
  for (const headerFrom of [[], ['127.9.9.6']]) {
    const text = render({ ...services({}), headerPolicy, headerFrom });
    const ways = [...text.matchAll(/set-header|add-header|option forwardfor/g)].map(([way]) => way);
    expect(ways).toHaveLength(headerPolicy === 'remove' || headerPolicy === 'preserve' ? 0 : 1);
    expect(text.match(/ unless \{ src 127\.9\.9\.6 \}/g) ?? []).toHaveLength(headerFrom.length);
  }
});
