import { describe, expect, it } from 'vitest';
import { breakBundled, breakHaproxy } from '../../../core/practice/faults/balancer-text.ts';
import { FAULTS } from '../../../core/practice/faults/index.ts';
import { refuseFaults } from '../../../core/practice/faults/refuse-faults.ts';

const farm = { nodes: ['node-01', 'node-02', 'node-03'], services: ['web', 'api'] };

describe('faults as data', () => {
  it('have ids and causes of their own', () => {
    expect(new Set(FAULTS.map(({ id }) => id)).size).toBe(FAULTS.length);
    expect(new Set(FAULTS.map(({ cause }) => cause)).size).toBe(FAULTS.length);
  });

  it.each(
    FAULTS.map((fault) => [fault.id, fault] as const),
  )('%s turns each outcome once, none to pass', (_id, fault) => {
    const turns = fault.turns(farm);
    const keys = turns.map(({ check, subject }) => JSON.stringify([check, subject.node, subject.service]));
    expect(new Set(keys).size).toBe(keys.length);
    expect(turns.filter(({ verdict }) => verdict === 'fail')).not.toEqual([]);
    expect(turns.filter(({ verdict }) => !['fail', 'could not run', 'could not tell'].includes(verdict))).toEqual([]);
  });

  it('no two share both their turns and their cause', () => {
    const keys = FAULTS.map((fault) => JSON.stringify([fault.turns(farm), fault.cause]));
    expect(new Set(keys).size).toBe(FAULTS.length);
  });

  it('refuses two of the same node', () => {
    const faultsOf = (...ids: string[]) => FAULTS.filter(({ id }) => ids.includes(id));
    const two = { nodes: ['node-01', 'node-02'], waf: false };
    expect(() => refuseFaults(faultsOf('node-down', 'certificate-differs'), two)).toThrow(
      expect.objectContaining({ code: 'fault.same-node', field: 'faults' }),
    );
    refuseFaults(faultsOf('node-down', 'audit-missing'), two);
    refuseFaults(faultsOf('version-differs', 'certificate-differs', 'bypass-open', 'key-ring-differs'), two);
    refuseFaults(
      FAULTS.filter(({ only }) => only !== 'behind a WAF'),
      { nodes: farm.nodes, waf: false },
    );
  });

  it('refuses those of another topology', () => {
    const refuse = (id: string, waf: boolean) => () =>
      refuseFaults(
        FAULTS.filter((fault) => fault.id === id),
        { nodes: farm.nodes, waf },
      );
    expect(refuse('limit-too-small', false)).toThrow(expect.objectContaining({ code: 'fault.needs-waf' }));
    expect(refuse('limit-too-small', true)).not.toThrow();
    for (const id of ['layer-4', 'header-kept', 'trust-too-wide'])
      expect(refuse(id, true)).toThrow(expect.objectContaining({ code: 'fault.needs-edge', field: 'faults' }));
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
