import type { PoolMember } from '../../../core/model/balancer.ts';
import { SERVICES } from '../../support/healthy-scene.ts';
import { answersOf, fact, first, judgementSuite, NOT_HERE, paths, REFUSED, silent } from '../../support/judgement.ts';

judgementSuite([
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
      'trust.not-wider node-02 could not run',
      'audit.node node-02 could not run',
      'forged-direct.refused node-02 could not run',
      'bypass.closed node-02 could not run',
      'entrances.closed node-02 could not run',
      'sign-in.across node-02 could not run',
      'node.unchanged node-02 could not run',
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
      'trust.not-wider node-01 could not run',
      'audit.node node-01 could not run',
      'forged-direct.refused node-01 could not run',
      'bypass.closed node-01 could not run',
      'entrances.closed node-01 could not run',
      'sign-in.across node-01 could not run',
      'node.unchanged node-01 could not run',
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
    change: (seen) => fact(seen, 'node-02', { account: 'svc-other' }),
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
      fact(seen, 'node-02', { 'key-ring': 'ffffffffffff' });
      answersOf(seen, 'node-01')?.set('node-02', { status: 401, account: null });
    },
    open: ['same.key-ring fail', 'sign-in.across node-02 fail'],
    cause: 'another-key-ring',
  },
  {
    name: 'facts that could not be read are not the same',
    change: (seen) => silent(seen, 'node-02'),
    open: ['same.version', 'same.account', 'same.connection', 'same.key-ring'].map((id) => `${id} could not run`),
    cause: 'same.version',
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
    name: 'a refused certificate is an open way',
    change: (seen) => Object.assign(first(seen.bypass), { error: { ...REFUSED, code: 'vantage.certificate-refused' } }),
    open: ['bypass.closed node-01 fail'],
    cause: 'node-admits-clients',
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
    change: (seen) => answersOf(seen, 'node-01')?.set('node-03', { status: 401, account: null }),
    open: ['sign-in.across node-03 fail'],
    cause: 'sign-in.across',
  },
  {
    name: 'no signed-in request reached a node',
    change: (seen) => answersOf(seen, 'node-01')?.delete('node-03'),
    open: ['sign-in.across node-03 could not run'],
    cause: 'sign-in.across',
  },
]);
