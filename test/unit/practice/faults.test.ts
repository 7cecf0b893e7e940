import { describe, expect, it } from 'vitest';
import { breakBundled, breakHaproxy } from '../../../core/practice/faults/balancer-text.ts';
import { FAULTS } from '../../../core/practice/faults/index.ts';
import { refuseFaults } from '../../../core/practice/faults/refuse-faults.ts';
import { pairsIn, STANDS } from '../../support/fault-stands.ts';

const farm = { nodes: ['node-01', 'node-02', 'node-03'], services: ['web', 'api'] };

describe('faults as data', () => {
  it('are thirty at least, with ids of their own', () => {
    expect(new Set(FAULTS.map(({ id }) => id)).size).toBe(FAULTS.length);
    expect(FAULTS.length).toBeGreaterThanOrEqual(30);
  });

  it.each(
    FAULTS.map((fault) => [fault.id, fault] as const),
  )('%s turns each outcome once, none to pass', (_id, fault) => {
    const turns = fault.turns(farm);
    const keys = turns.map(({ check, subject }) => JSON.stringify([check, subject.node, subject.service]));
    expect(new Set(keys).size).toBe(keys.length);
    expect(turns.filter(({ verdict }) => verdict === 'fail')).not.toEqual([]);
    const verdicts = ['fail', 'warning', 'could not run', 'could not tell'];
    expect(turns.filter(({ verdict }) => !verdicts.includes(verdict))).toEqual([]);
  });

  it('no two share both their turns and their cause', () => {
    const keys = FAULTS.map((fault) => JSON.stringify([fault.turns(farm), fault.cause]));
    expect(new Set(keys).size).toBe(FAULTS.length);
  });

  const faultsOf = (...ids: string[]) => FAULTS.filter(({ id }) => ids.includes(id));

  it('refuses two of the same node', () => {
    const two = { nodes: ['node-01', 'node-02'], waf: false, haproxy: false };
    expect(() => refuseFaults(faultsOf('node-down', 'certificate-differs'), two)).toThrow(
      expect.objectContaining({ code: 'fault.same-node', field: 'faults' }),
    );
    refuseFaults(faultsOf('node-down', 'audit-missing'), two);
    refuseFaults(faultsOf('version-differs', 'certificate-differs', 'bypass-open', 'key-ring-differs'), two);
  });

  it.each([
    ['address-cached', 'balancer-untrusted'],
    ['records-missing', 'connection-differs'],
    ['cookie-stripped', 'key-ring-differs'],
    ['header-kept', 'configuration-put-back'],
    ['range-too-wide', 'trust-too-wide'],
  ])('refuses %s beside %s, where it would not be seen', (one, other) => {
    const three = { ...farm, waf: false, haproxy: true };
    expect(() => refuseFaults(faultsOf(one, other), three)).toThrow(
      expect.objectContaining({ code: 'fault.unseeable', field: 'faults' }),
    );
  });

  it('takes two of different nodes', () => {
    refuseFaults(faultsOf('records-missing', 'records-twice', 'second-record-later'), {
      ...farm,
      waf: false,
      haproxy: false,
    });
  });

  it.each([
    ['limit-too-small', 'fault.needs-waf', { waf: true }],
    ['layer-4', 'fault.needs-edge', { waf: false }],
    ['header-kept', 'fault.needs-edge', { waf: false }],
    ['trust-too-wide', 'fault.needs-edge', { waf: false }],
    ['cookie-stripped', 'fault.needs-haproxy', { haproxy: true }],
  ] as const)('refuses %s in another kind of farm', (id, code, wanted) => {
    const right = { nodes: farm.nodes, waf: false, haproxy: false, ...wanted };
    refuseFaults(faultsOf(id), right);
    const wrong = { ...right, waf: 'waf' in wanted ? !wanted.waf : right.waf, haproxy: false };
    expect(() => refuseFaults(faultsOf(id), wrong)).toThrow(expect.objectContaining({ code, field: 'faults' }));
  });
});

describe('pairs of the long suites', () => {
  it('every pair stands in one suite, and the suites have about as many', () => {
    const stands = Object.values(STANDS).map((stand) => pairsIn(stand));
    const all = stands.flat().map(({ ids }) => ids.join());
    expect(new Set(all).size).toBe(all.length);
    const [least, most] = [Math.min, Math.max].map((of) => of(...stands.map(({ length }) => length)));
    expect((most ?? 0) - (least ?? 0)).toBeLessThanOrEqual(1);
  });

  it('every fault is seen beside a third of the others', () => {
    const all = Object.values(STANDS).flatMap((stand) => pairsIn(stand));
    const few = FAULTS.filter(({ id }) => all.filter(({ ids }) => ids.includes(id)).length < FAULTS.length / 3);
    expect(few.map(({ id }) => id)).toEqual([]);
  });
});

describe('the balancer’s text', () => {
  const haproxy = [
    'frontend web',
    '    bind 127.0.0.1:1',
    '    http-request del-header X-Forwarded-For',
    '    http-request set-header X-Forwarded-For %[src]',
    '    default_backend web',
    '',
    'frontend api',
    '    http-request del-header X-Forwarded-For',
    '    http-request set-header X-Forwarded-For %[src]',
    '',
    'backend web',
    '    server node-01 127.0.0.1:2',
    '',
  ].join('\n');
  const bundled = JSON.stringify({
    services: ['web', 'api'].map((name) => ({ name, header: { name: 'X-Forwarded-For', policy: 'replace' } })),
  });

  const listening = JSON.stringify({
    services: [
      { name: 'web', listen: { address: '127.0.0.1', port: 1 }, header: { policy: 'replace' }, removeHeaders: ['A'] },
    ],
  });

  it('loses the line that sets the header', () => {
    const text = breakHaproxy(haproxy, ['web'], { policy: 'remove' });
    expect(text).toBe(haproxy.replace('    http-request set-header X-Forwarded-For %[src]\n', ''));
  });

  it('gets «option forwardfor if-none» in place of both lines', () => {
    const text = breakHaproxy(haproxy, ['web', 'api'], { policy: 'if-none' });
    expect(text.match(/option forwardfor if-none/g)).toHaveLength(2);
    expect(text).not.toMatch(/(set|del)-header/);
    expect(text.split('\n')).toHaveLength(haproxy.split('\n').length - 2);
  });

  it('can be changed from one fault to the other', () => {
    expect(breakHaproxy(breakHaproxy(haproxy, ['web'], { policy: 'if-none' }), ['web'], { policy: 'remove' })).toBe(
      breakHaproxy(haproxy, ['web'], { policy: 'remove' }),
    );
  });

  it('gets a second entrance, once, which leaves the header alone', () => {
    const text = breakHaproxy(haproxy, ['web'], { entrance: 7 });
    expect(text).toContain('\nfrontend web-2\n    bind 127.0.0.1:7\n    default_backend web\n');
    expect(text).toContain('\nfrontend api\n');
    expect(breakHaproxy(text, ['web'], { entrance: 8 })).toBe(text);
    const twice = breakBundled(breakBundled(listening, ['web'], { entrance: 7 }), ['web'], { entrance: 8 });
    expect(JSON.parse(twice).services).toMatchObject([
      { name: 'web', listen: { port: 1 }, header: { policy: 'replace' } },
      { name: 'web-2', listen: { port: 7 }, header: { policy: 'preserve' }, removeHeaders: [] },
    ]);
  });

  it('loses a header of the answers', () => {
    const text = breakHaproxy(haproxy, ['web'], { answersLose: 'Set-Cookie' });
    expect(text).toBe(haproxy.replace('web\n', 'web\n    http-response del-header Set-Cookie\n'));
    expect(() => breakBundled(bundled, ['web'], { answersLose: 'Set-Cookie' })).toThrow(
      expect.objectContaining({ code: 'fault.nothing-to-change' }),
    );
  });

  it('of the bundled proxy changes in the service alone', () => {
    const { services } = JSON.parse(breakBundled(bundled, ['api'], { policy: 'remove' }));
    expect(services.map((service: { header: { policy: string } }) => service.header.policy)).toEqual([
      'replace',
      'remove',
    ]);
  });

  it.each([
    ['haproxy', () => breakHaproxy(haproxy, ['other'], { policy: 'remove' })],
    ['bundled', () => breakBundled(bundled, ['other'], { policy: 'remove' })],
  ])('of %s is left alone where there is nothing to change', (_product, change) => {
    expect(change).toThrow(expect.objectContaining({ code: 'fault.nothing-to-change' }));
  });
});
