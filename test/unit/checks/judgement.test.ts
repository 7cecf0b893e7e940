import { expect, test } from 'vitest';
import { causesOf } from '../../../core/checks/causes/index.ts';
import { CHECKS } from '../../../core/checks/index.ts';
import type { Observations } from '../../../core/checks/observations.ts';
import type { Verification } from '../../../core/checks/ports.ts';
import type { Outcome } from '../../../core/model/check.ts';
import type { PoolMember } from '../../../core/model/plug-ins.ts';
import {
  BALANCER,
  exampleFarm,
  exampleVerification,
  healthyScene,
  NODES,
  recordedRequest,
  SERVICES,
  VIRTUAL,
} from '../../support/healthy-scene.ts';

const REFUSED = { code: 'vantage.refused', field: null, message: 'refused', remedy: 'start it' };
const NOT_HERE = { code: 'vantage.address-not-here', field: null, message: 'no such address', remedy: 'add it' };

function judged(verification: Verification, seen: Observations): Outcome[] {
  return CHECKS.flatMap((check) =>
    check.judge(verification, seen).map((judgement) => ({
      id: check.id,
      title: check.title,
      required: check.required,
      page: check.page,
      clause: null,
      ...judgement,
    })),
  );
}

function shown(outcomes: Outcome[]): string[] {
  return outcomes
    .filter(({ verdict }) => verdict !== 'pass')
    .map(({ id, subject, verdict }) => [id, subject.node, subject.service, verdict].filter(Boolean).join(' '))
    .sort();
}

const paths = (check: string, verdict = 'fail', nodes = NODES) =>
  nodes.flatMap((node) => SERVICES.map((service) => `${check} ${node} ${service} ${verdict}`));

interface Case {
  name: string;
  change: (seen: Observations, verification: Verification) => void;
  open: string[];
  cause: string | null;
}

function first<T>(list: T[]): T {
  const [item] = list;
  if (item === undefined) throw new Error('the list is empty');
  return item;
}

function setting(seen: Observations, node: string, change: Record<string, unknown>): void {
  seen.settings.set(node, { value: { ...(seen.settings.get(node)?.value as object), ...change } });
}

function fact(seen: Observations, node: string, change: Record<string, string>): void {
  const value = seen.facts.get(node)?.value;
  if (value === undefined) throw new Error('the scene has facts');
  seen.facts.set(node, { value: { ...value, ...change } });
}

const CASES: Case[] = [
  { name: 'nothing is wrong', change: () => {}, open: [], cause: null },
  {
    name: 'a node answers 204 to one health check: only 200 is healthy',
    change: (seen) => {
      const look = first(seen.health.filter(({ node, service }) => node === 'node-02' && service === 'api'));
      look.status = 204;
    },
    open: [
      'health.node node-02 api fail',
      'ip-detection.as-planned node-02 could not run',
      'forged-direct.refused node-02 could not run',
      'bypass.closed node-02 could not run',
      'sign-in.across node-02 could not run',
    ],
    cause: 'node-does-not-answer',
  },
  {
    name: 'a health check could not be sent: that says nothing of the node',
    change: (seen) => {
      for (const look of seen.health.filter(({ node }) => node === 'node-01'))
        Object.assign(look, { status: null, error: NOT_HERE });
    },
    open: [
      ...paths('health.node', 'could not run', ['node-01']),
      'ip-detection.as-planned node-01 could not run',
      'forged-direct.refused node-01 could not run',
      'bypass.closed node-01 could not run',
      'sign-in.across node-01 could not run',
    ],
    cause: 'node-does-not-answer',
  },
  {
    name: 'another certificate on one node',
    change: (seen) => {
      for (const look of seen.health.filter(({ node }) => node === 'node-03'))
        look.certificate = { fingerprint: 'CC', names: '', validTo: '' };
    },
    open: ['same.certificate fail'],
    cause: 'another-certificate',
  },
  {
    name: 'a certificate that could not be read is no equal certificate',
    change: (seen) => {
      for (const look of seen.health.filter(({ node }) => node === 'node-03')) look.certificate = null;
    },
    open: ['same.certificate could not run'],
    cause: 'same.certificate',
  },
  {
    name: 'another version',
    change: (seen) => fact(seen, 'node-02', { version: '1.0.1' }),
    open: ['same.version fail'],
    cause: 'another-version',
  },
  {
    name: 'another service account',
    change: (seen) => fact(seen, 'node-02', { serviceAccount: 'svc-other' }),
    open: ['same.account fail'],
    cause: 'another-service-account',
  },
  {
    name: 'another database',
    change: (seen, { database, farm }) =>
      fact(seen, 'node-02', {
        connection: database.connectionString({ ...farm, database: { ...farm.database, name: 'other' } }),
      }),
    open: ['same.connection fail'],
    cause: 'another-connection',
  },
  {
    name: 'the same connection written in another way is the same',
    change: (seen, { database, farm }) => {
      const pairs = database.connectionString(farm).split(';').reverse();
      fact(seen, 'node-02', {
        connection: pairs.map((pair) => pair.replace(/^[^=]*/, (key) => key.toUpperCase())).join(';'),
      });
    },
    open: [],
    cause: null,
  },
  {
    name: 'another key ring',
    change: (seen) => {
      fact(seen, 'node-02', { keyRingMac: 'ffffffffffffffff' });
      seen.signIn?.answers.set('node-02', 401);
    },
    open: ['same.key-ring fail', 'sign-in.across node-02 fail'],
    cause: 'another-key-ring',
  },
  {
    name: 'facts that could not be read are not the same',
    change: (seen) => seen.facts.set('node-02', { error: REFUSED }),
    open: ['same.version', 'same.account', 'same.connection', 'same.key-ring'].map((id) => `${id} could not run`),
    cause: 'same.version',
  },
  {
    name: 'the limit is 0',
    change: (seen) => {
      for (const node of NODES) setting(seen, node, { forwardLimit: 0 });
      for (const request of seen.requests) first(request.records.value ?? []).resolved = BALANCER;
    },
    open: [...paths('audit.client-ip'), ...NODES.map((node) => `ip-detection.as-planned ${node} fail`)],
    cause: 'limit-reads-nothing',
  },
  {
    name: 'the virtual address is trusted instead of the balancer’s own',
    change: (seen) => {
      for (const node of NODES) setting(seen, node, { knownProxies: [VIRTUAL] });
      for (const request of seen.requests) first(request.records.value ?? []).resolved = BALANCER;
    },
    open: [...paths('audit.client-ip'), ...NODES.map((node) => `ip-detection.as-planned ${node} fail`)],
    cause: 'trust-omits-balancer',
  },
  {
    name: 'no setting was made at all',
    change: (seen) => seen.settings.set('node-01', { value: null }),
    open: ['ip-detection.as-planned node-01 fail'],
    cause: 'ip-detection.as-planned',
  },
  {
    name: 'settings cannot be read back: trust and limit are both named',
    change: (seen) => {
      for (const node of NODES) seen.settings.set(node, { value: undefined });
      for (const request of seen.requests) first(request.records.value ?? []).resolved = BALANCER;
    },
    open: [...paths('audit.client-ip'), ...NODES.map((node) => `ip-detection.as-planned ${node} not applicable`)],
    cause: 'limit-reads-nothing',
  },
  {
    name: 'both trust lists are empty',
    change: (seen) => {
      for (const node of NODES) setting(seen, node, { knownProxies: [], knownNetworks: [] });
      for (const request of seen.direct) first(request.records.value ?? []).resolved = '192.0.2.66';
    },
    open: NODES.flatMap((node) => [`forged-direct.refused ${node} fail`, `ip-detection.as-planned ${node} fail`]),
    cause: 'anyone-is-trusted',
  },
  {
    name: 'one forged request straight to one node hides the client',
    change: (seen) => {
      first(first(seen.direct).records.value ?? []).resolved = null;
    },
    open: ['forged-direct.refused node-01 fail'],
    cause: 'forged-direct.refused',
  },
  {
    name: 'the client’s range is trusted: a right address proves nothing',
    change: (seen) => {
      for (const node of NODES) setting(seen, node, { knownNetworks: ['127.9.0.0/16'] });
    },
    open: [
      'vantage.untrusted fail',
      ...paths('audit.client-ip', 'could not tell'),
      ...NODES.map((node) => `ip-detection.as-planned ${node} fail`),
    ],
    cause: 'client-is-trusted',
  },
  {
    name: 'requests are sent from the balancer’s own address',
    change: (seen, verification) => {
      verification.farm.clientAddresses[0] = BALANCER;
      for (const request of seen.requests) {
        request.sentFrom = BALANCER;
        first(request.records.value ?? []).resolved = BALANCER;
      }
    },
    open: ['vantage.untrusted fail', ...paths('audit.client-ip', 'could not tell')],
    cause: 'vantage.untrusted',
  },
  {
    name: 'the header does not arrive',
    change: (seen) => {
      for (const request of seen.requests)
        Object.assign(first(request.records.value ?? []), { resolved: BALANCER, forwarded: [] });
      seen.balancerFile = { value: 'planned configuration\nother line\n' };
    },
    open: [...paths('audit.client-ip'), 'balancer.as-planned fail'],
    cause: 'balancer-sends-no-address',
  },
  {
    name: 'one request of many was recorded with another address',
    change: (seen) => {
      seen.requests.push(recordedRequest('web', 'node-02', { resolved: '127.9.9.77' }));
    },
    open: ['audit.client-ip node-02 web fail'],
    cause: 'audit.client-ip',
  },
  {
    name: 'no address was recorded',
    change: (seen) => {
      first(first(seen.requests).records.value ?? []).resolved = null;
    },
    open: ['audit.client-ip node-01 web fail'],
    cause: 'audit.client-ip',
  },
  {
    name: 'a node writes no record',
    change: (seen) => {
      for (const request of [...seen.requests, ...seen.direct].filter(({ node }) => node === 'node-01'))
        request.records = { value: [] };
    },
    open: [
      ...paths('audit.recorded', 'fail', ['node-01']),
      ...paths('audit.client-ip', 'could not run', ['node-01']),
      'forged-direct.refused node-01 could not run',
    ],
    cause: 'no-audit-record',
  },
  {
    name: 'the audit record cannot be read',
    change: (seen) => {
      for (const request of seen.requests.filter(({ node }) => node === 'node-01'))
        request.records = { error: REFUSED };
    },
    open: [
      ...paths('audit.recorded', 'could not run', ['node-01']),
      ...paths('audit.client-ip', 'could not run', ['node-01']),
    ],
    cause: 'audit.recorded',
  },
  {
    name: 'no request reached a healthy node',
    change: (seen) => {
      seen.requests = seen.requests.filter(({ node }) => node !== 'node-02');
    },
    open: [
      ...SERVICES.map((service) => `distribution ${service} fail`),
      ...paths('audit.recorded', 'could not run', ['node-02']),
      ...paths('audit.client-ip', 'could not run', ['node-02']),
    ],
    cause: 'distribution',
  },
  {
    name: 'nothing answers at one virtual service',
    change: (seen) => {
      for (const request of seen.requests.filter(({ service }) => service === 'web'))
        Object.assign(request, { node: null, status: null, error: REFUSED, records: { value: [] } });
      seen.spoofs = seen.spoofs.filter(({ service }) => service !== 'web');
    },
    open: [
      'distribution web could not run',
      ...NODES.flatMap((node) => [
        `audit.recorded ${node} web could not run`,
        `audit.client-ip ${node} web could not run`,
      ]),
      'spoof.refused web could not run',
    ],
    cause: 'distribution',
  },
  {
    name: 'a forged header is believed',
    change: (seen) => {
      const record = first(first(seen.spoofs).request.records.value ?? []);
      Object.assign(record, { resolved: '192.0.2.66', forwarded: ['192.0.2.66'] });
    },
    open: ['spoof.refused web fail'],
    cause: 'client-header-passed-on',
  },
  {
    name: 'a forged header hides the client',
    change: (seen) => {
      first(first(seen.spoofs).request.records.value ?? []).resolved = BALANCER;
    },
    open: ['spoof.refused web fail'],
    cause: 'spoof.refused',
  },
  {
    name: 'a forged header is answered 400 before any node',
    change: (seen) => {
      Object.assign(first(seen.spoofs).request, { status: 400, node: null, records: { value: [] } });
    },
    open: [],
    cause: null,
  },
  {
    name: 'a forged header is answered 400 by a node and leaves nothing to read',
    change: (seen) => {
      Object.assign(first(seen.spoofs).request, { status: 400, records: { value: [] } });
    },
    open: ['spoof.refused web could not run'],
    cause: null,
  },
  {
    name: 'a forged header is answered 502: that is no refusal',
    change: (seen) => {
      Object.assign(first(seen.spoofs).request, { status: 502, node: null, records: { value: [] } });
    },
    open: ['spoof.refused web could not run'],
    cause: null,
  },
  {
    name: 'a farm that records the balancer is not blamed twice for forged headers',
    change: (seen) => {
      for (const spoof of seen.spoofs) {
        spoof.plain = BALANCER;
        first(spoof.request.records.value ?? []).resolved = BALANCER;
      }
    },
    open: [],
    cause: null,
  },
  {
    name: 'a node lets the client in',
    change: (seen) => Object.assign(first(seen.bypass), { status: 403, error: null }),
    open: ['bypass.closed node-01 fail'],
    cause: 'bypass.closed',
  },
  {
    name: 'a refused certificate is an open way',
    change: (seen) => Object.assign(first(seen.bypass), { error: { ...REFUSED, code: 'vantage.certificate-refused' } }),
    open: ['bypass.closed node-01 fail'],
    cause: 'bypass.closed',
  },
  {
    name: 'the bypass could not be tried: that is not closed',
    change: (seen) => Object.assign(first(seen.bypass), { error: NOT_HERE }),
    open: ['bypass.closed node-01 could not run'],
    cause: 'bypass.closed',
  },
  {
    name: 'the balancer holds a healthy node for down',
    change: (seen) => {
      Object.assign(first(seen.pool.value as PoolMember[]), { state: 'down' });
    },
    open: ['balancer.pool node-01 web fail'],
    cause: 'balancer.pool',
  },
  {
    name: 'the balancer does not know yet',
    change: (seen) => {
      Object.assign(first(seen.pool.value as PoolMember[]), { state: 'unknown' });
    },
    open: ['balancer.pool node-01 web could not tell'],
    cause: 'balancer.pool',
  },
  {
    name: 'a node is not in the pool',
    change: (seen) => {
      (seen.pool.value as PoolMember[]).shift();
    },
    open: ['balancer.pool node-01 web fail'],
    cause: 'balancer.pool',
  },
  {
    name: 'the balancer does not tell its status',
    change: (seen) => {
      seen.pool = { error: REFUSED };
    },
    open: paths('balancer.pool', 'could not run'),
    cause: 'balancer.pool',
  },
  {
    name: 'the balancer has no configuration',
    change: (seen) => {
      seen.balancerFile = { value: null };
    },
    open: ['balancer.as-planned fail'],
    cause: 'balancer.as-planned',
  },
  {
    name: 'the balancer’s configuration cannot be read',
    change: (seen) => {
      seen.balancerFile = { error: REFUSED };
    },
    open: ['balancer.as-planned could not run'],
    cause: 'balancer.as-planned',
  },
  {
    name: 'one node refuses the sign-in of another',
    change: (seen) => seen.signIn?.answers.set('node-03', 401),
    open: ['sign-in.across node-03 fail'],
    cause: 'sign-in.across',
  },
  {
    name: 'no signed-in request reached a node',
    change: (seen) => seen.signIn?.answers.delete('node-03'),
    open: ['sign-in.across node-03 could not run'],
    cause: 'sign-in.across',
  },
];

test.each(CASES)('$name', ({ change, open, cause }) => {
  const verification = exampleVerification(exampleFarm());
  const seen = healthyScene(verification);
  change(seen, verification);
  const outcomes = judged(verification, seen);
  expect(shown(outcomes)).toEqual([...open].sort());
  const causes = causesOf(verification, seen, outcomes);
  if (cause !== null || open.length === 0) expect(causes[0]?.id ?? null).toBe(cause);
});

test('every outcome that is not a pass tells cause and remedy, and every pass tells none', () => {
  for (const { change } of CASES) {
    const verification = exampleVerification();
    const seen = healthyScene(verification);
    change(seen, verification);
    for (const { verdict, cause, remedy } of judged(verification, seen))
      if (verdict === 'pass') expect([cause, remedy]).toEqual([null, null]);
      else expect([cause, remedy].every((text) => typeof text === 'string' && text !== '')).toBe(true);
  }
});
