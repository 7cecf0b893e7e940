import { fact, first, setting, silent } from './judgement.ts';
import { NOT_HERE, type NonPassCase, nodeDown, REFUSED, unhealthy } from './non-pass-case.ts';
import { CLIENTS } from './non-pass-clients.ts';
import { REQUESTS } from './non-pass-requests.ts';

const unlike = (id: string, value: string): NonPassCase[] => [
  {
    ...{ check: `same.${id}`, verdict: 'fail', name: 'one node differs', value },
    change: (seen) => fact(seen, 'node-02', { [id]: value }),
  },
  {
    ...{ check: `same.${id}`, verdict: 'could not run', name: 'one node tells nothing', value: 'refused' },
    change: (seen) => silent(seen, 'node-02', REFUSED),
  },
];

/** Every way a check of the farm's settings and hosts can end without a pass. */
const HOSTS: NonPassCase[] = [
  {
    ...{ check: 'health.node', verdict: 'fail', name: 'another status', value: '503' },
    change: (seen) => void Object.assign(first(seen.health), { status: 503 }),
  },
  {
    ...{ check: 'health.node', verdict: 'fail', name: 'no answer', value: 'refused' },
    change: nodeDown,
  },
  {
    ...{ check: 'health.node', verdict: 'could not run', name: 'no such address here', value: 'no such address' },
    change: (seen) => void Object.assign(first(seen.health), { status: null, error: NOT_HERE }),
  },
  {
    ...{ check: 'same.certificate', verdict: 'fail', name: 'one node differs', value: 'CC:DD' },
    change: (seen) => {
      for (const look of seen.health.filter(({ node }) => node === 'node-02'))
        look.certificate = { fingerprint: 'CC:DD', names: '', validTo: '' };
    },
  },
  {
    ...{ check: 'same.certificate', verdict: 'could not run', name: 'one node shows none', value: 'refused' },
    change: (seen) => {
      for (const look of seen.health.filter(({ node }) => node === 'node-02'))
        Object.assign(look, { certificate: null, status: null, error: REFUSED });
    },
  },
  ...unlike('version', '1.0.1'),
  ...unlike('account', 'svc-other'),
  ...unlike('connection', 'Server=elsewhere'),
  ...unlike('key-ring', 'fedcba987654'),
  {
    ...{ check: 'certificate.lasts', verdict: 'warning', name: 'ends soon', value: 'in 3 days' },
    change: (seen) => {
      const validTo = new Date(Date.now() + 3.5 * 86_400_000).toUTCString();
      seen.health = seen.health.map((look) => ({
        ...look,
        certificate: look.certificate === null ? null : { ...look.certificate, validTo },
      }));
    },
  },
  {
    ...{ check: 'certificate.lasts', verdict: 'warning', name: 'ends in a minute', value: 'UTC, within a day.' },
    change: (seen) => {
      const look = seen.health.find(({ service }) => service === 'api');
      const validTo = new Date(Date.now() + 60_000).toUTCString();
      if (look?.certificate) look.certificate = { ...look.certificate, validTo };
    },
  },
  {
    ...{
      ...{ check: 'certificate.lasts', verdict: 'warning', name: 'of a virtual service' },
      value: 'that clients of api are shown ends on',
    },
    change: (seen) => {
      const validTo = new Date(Date.now() + 10 * 86_400_000).toUTCString();
      seen.shown = [{ service: 'api', certificate: { fingerprint: 'AA', names: '', validTo } }];
    },
  },
  unhealthy('ip-detection.as-planned'),
  {
    ...{ check: 'ip-detection.as-planned', verdict: 'could not run', name: 'not read', value: 'refused' },
    change: (seen) => void seen.settings.set('node-01', { error: REFUSED }),
  },
  {
    ...{ check: 'ip-detection.as-planned', verdict: 'not applicable', name: 'cannot be read back', value: null },
    change: (seen) => void seen.settings.set('node-01', { value: undefined } as never),
  },
  {
    ...{ check: 'ip-detection.as-planned', verdict: 'fail', name: 'another limit', value: 'the limit is 7' },
    change: (seen) => setting(seen, 'node-01', { forwardLimit: 7 }),
  },
  unhealthy('trust.not-wider'),
  {
    ...{ check: 'trust.not-wider', verdict: 'could not run', name: 'not read', value: 'refused' },
    change: (seen) => void seen.settings.set('node-01', { error: REFUSED }),
  },
  {
    ...{ check: 'trust.not-wider', verdict: 'not applicable', name: 'cannot be read back', value: null },
    change: (seen) => void seen.settings.set('node-01', { value: undefined } as never),
  },
  {
    ...{ check: 'trust.not-wider', verdict: 'could not tell', name: 'an unknown form', value: '{"trust":"all"}' },
    change: (seen) => void seen.settings.set('node-01', { value: { trust: 'all' } }),
  },
  {
    ...{ check: 'trust.not-wider', verdict: 'fail', name: 'no limit', value: 'every entry, planned at most 1 entry' },
    change: (seen) => setting(seen, 'node-01', { forwardLimit: null }),
  },
  {
    ...{ check: 'trust.not-wider', verdict: 'fail', name: 'everybody', value: 'it trusts everybody' },
    change: (seen) => setting(seen, 'node-01', { knownProxies: [], knownNetworks: [] }),
  },
  {
    ...{ check: 'trust.not-wider', verdict: 'fail', name: 'a range', value: '10.0.0.0/8, which is not planned' },
    change: (seen) => setting(seen, 'node-01', { knownNetworks: ['10.0.0.0/8'] }),
  },
  {
    ...{ check: 'balancer.as-planned', verdict: 'could not run', name: 'not read', value: 'refused' },
    change: (seen) => void Object.assign(seen, { balancerFile: { error: REFUSED } }),
  },
  {
    ...{ check: 'balancer.as-planned', verdict: 'fail', name: 'another line', value: 'another line' },
    change: (seen) => void Object.assign(seen, { balancerFile: { value: 'planned configuration\nanother line\n' } }),
  },
  {
    ...{ check: 'balancer.as-planned', verdict: 'fail', name: 'no file', value: 'is not on the balancer' },
    change: (seen) => void Object.assign(seen, { balancerFile: { value: null } }),
  },
  {
    ...{ check: 'balancer.pool', verdict: 'could not run', name: 'no status', value: 'refused' },
    change: (seen) => void Object.assign(seen, { pool: { error: REFUSED } }),
  },
  {
    ...{ check: 'balancer.pool', verdict: 'could not tell', name: 'a state it does not know', value: 'unknown' },
    change: (seen) => void Object.assign(first(seen.pool.value ?? []), { state: 'unknown' }),
  },
  {
    ...{
      check: 'balancer.pool',
      verdict: 'fail',
      name: 'a server that is no node',
      value: 'has old-server in the pool',
    },
    change: (seen) => {
      const [member] = seen.pool.value ?? [];
      if (member !== undefined) seen.pool.value?.push({ ...member, node: 'old-server' });
    },
  },
  {
    ...{ check: 'balancer.pool', verdict: 'fail', name: 'a healthy node is out', value: 'drain' },
    change: (seen) => void Object.assign(first(seen.pool.value ?? []), { state: 'drain' }),
  },
  {
    ...{ check: 'balancer.pool', verdict: 'fail', name: 'a node that is down is out', value: 'down' },
    change: (seen) => {
      nodeDown(seen);
      Object.assign(first(seen.pool.value ?? []), { state: 'down' });
    },
  },
  {
    ...{ check: 'vantage.untrusted', verdict: 'fail', name: 'a range holds the client', value: '127.0.0.0/8' },
    change: (seen) => setting(seen, 'node-01', { knownNetworks: ['127.0.0.0/8'] }),
  },
  {
    ...{ check: 'vantage.untrusted', verdict: 'fail', name: 'the second client is a node', value: 'from 127.9.9.102' },
    change: (_seen, { farm }) => void farm.clientAddresses.push('127.9.9.102'),
  },
];

export const NON_PASS: NonPassCase[] = [...HOSTS, ...REQUESTS, ...CLIENTS];
