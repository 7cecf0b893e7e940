import type { Observations } from '../../core/checks/observations.ts';
import type { Verification } from '../../core/checks/ports.ts';
import type { Verdict } from '../../core/model/check.ts';
import { withPersistence } from './farm-hosts.ts';
import { BALANCER, CLIENT } from './healthy-scene.ts';
import { fact, first, setting, silent } from './judgement.ts';

/** In the words of the vantage. */
const REFUSED = {
  code: 'vantage.refused',
  field: null,
  message: '127.9.9.101 port 8000 refused the connection: nothing listens there.',
  remedy: 'See that the service runs and listens on this address and port.',
};
const NOT_HERE = {
  code: 'vantage.address-not-here',
  field: null,
  message: '127.9.9.101 port 8000 cannot be asked from 127.9.9.10: this computer has no such address.',
  remedy: 'Choose an address of this computer, or add it to a network interface.',
};

/** A fault in a healthy farm, the verdict one check gives of it, and a value that was seen and stands in the cause. */
export interface NonPassCase {
  check: string;
  verdict: Exclude<Verdict, 'pass'>;
  name: string;
  /** Null where nothing is seen: what was left out on purpose, or cannot be asked by right. */
  value: string | null;
  change(seen: Observations, verification: Verification): void;
}

const nodeDown = (seen: Observations) => {
  for (const look of seen.health.filter(({ node }) => node === 'node-01'))
    Object.assign(look, { status: null, error: REFUSED });
};
const unhealthy = (check: string): NonPassCase => ({
  ...{ check, verdict: 'could not run', name: 'the node is down', value: 'refused' },
  change: (seen) => {
    nodeDown(seen);
    seen.requests = seen.requests.filter(({ node }) => node !== 'node-01');
  },
});
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
const pinned = (seen: Observations, verification: Verification) => {
  verification.farm = withPersistence(verification.farm, 'source');
  seen.requests = seen.requests.filter(({ node }) => node === 'node-01');
};
const unanswered = (seen: Observations) => {
  for (const request of seen.requests)
    Object.assign(request, { node: null, status: null, error: REFUSED, records: { value: [] } });
};
const unrecorded = (seen: Observations) => {
  for (const request of [...seen.requests, ...seen.direct]) Object.assign(request, { records: { value: [] } });
};

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
];

/** The same of requests, forged ones, ways around the balancer, and the drill. */
const REQUESTS: NonPassCase[] = [
  {
    ...{ check: 'distribution', verdict: 'not applicable', name: 'no request can be followed', value: null },
    change: (_seen, verification) => {
      const services = verification.profile.services.map((service) => ({ ...service, requestPath: null }));
      verification.profile = { ...verification.profile, services };
    },
  },
  {
    ...{ check: 'distribution', verdict: 'fail', name: 'a drained node is not back', value: 'no permission' },
    change: (seen) =>
      void seen.drains.push({ node: 'node-02', service: 'web', refused: null, problem: 'no permission' }),
  },
  {
    ...{ check: 'distribution', verdict: 'could not run', name: 'nothing answers', value: 'refused' },
    change: unanswered,
  },
  {
    ...{
      check: 'distribution',
      verdict: 'could not run',
      name: 'no node in turn',
      value: 'every node of web marked down',
    },
    change: (seen) => {
      for (const member of seen.pool.value ?? []) member.state = 'down';
      for (const request of seen.requests) Object.assign(request, { node: null, status: 503, records: { value: [] } });
    },
  },
  {
    ...{ check: 'distribution', verdict: 'could not run', name: 'persistence', value: 'node-01' },
    change: pinned,
  },
  {
    ...{ check: 'distribution', verdict: 'fail', name: 'a node is never reached', value: '2 of 3 nodes' },
    change: (seen) => {
      seen.requests = seen.requests.filter(({ node }) => node !== 'node-03');
    },
  },
  unhealthy('audit.recorded'),
  {
    ...{ check: 'audit.recorded', verdict: 'could not run', name: 'not read', value: 'refused' },
    change: (seen) => void Object.assign(first(seen.requests), { records: { error: REFUSED } }),
  },
  {
    ...{ check: 'audit.recorded', verdict: 'fail', name: 'no record', value: 'fw-web-node-01' },
    change: unrecorded,
  },
  {
    ...{ check: 'audit.recorded', verdict: 'could not run', name: 'persistence', value: 'node-01' },
    change: pinned,
  },
  {
    ...{ check: 'audit.recorded', verdict: 'could not run', name: 'never reached', value: 'refused' },
    change: unanswered,
  },
  {
    ...{ check: 'audit.client-ip', verdict: 'could not run', name: 'persistence', value: 'node-01' },
    change: pinned,
  },
  {
    ...{ check: 'audit.client-ip', verdict: 'could not run', name: 'no record', value: 'fw-web-node-01' },
    change: unrecorded,
  },
  {
    ...{ check: 'audit.recorded', verdict: 'fail', name: 'recorded twice', value: 'wrote 2 audit records' },
    change: (seen) => {
      const { records } = first(seen.requests);
      records.value?.push({ ...first(records.value) });
    },
  },
  {
    ...{
      check: 'audit.recorded',
      verdict: 'fail',
      name: 'gone when read again',
      value: 'and 0 times when it was read again',
    },
    change: (seen) => {
      seen.again = { value: [] };
    },
  },
  {
    ...{ check: 'audit.recorded', verdict: 'could not run', name: 'not read again', value: 'a second time' },
    change: (seen) => {
      seen.again = { error: REFUSED };
    },
  },
  unhealthy('audit.node'),
  {
    ...{ check: 'audit.node', verdict: 'fail', name: 'another node’s name', value: 'names node-02' },
    change: (seen) => {
      first(first(seen.direct).records.value ?? []).node = 'node-02';
    },
  },
  {
    ...{ check: 'audit.node', verdict: 'fail', name: 'two names', value: 'node-01, NODE-01' },
    change: (seen) => {
      first(seen.direct[1]?.records.value ?? []).node = 'NODE-01';
    },
  },
  {
    ...{ check: 'audit.node', verdict: 'not applicable', name: 'no name in the records', value: 'name no node' },
    change: (seen) => {
      for (const { records } of seen.direct) for (const record of records.value ?? []) record.node = null;
    },
  },
  {
    ...{ check: 'audit.node', verdict: 'could not run', name: 'no record', value: 'No audit record of 2 requests' },
    change: unrecorded,
  },
  {
    ...{ check: 'header.as-planned', verdict: 'could not run', name: 'no record', value: 'through web was read' },
    change: (seen) => {
      seen.spoofs = [];
      unrecorded(seen);
    },
  },
  {
    ...{ check: 'header.as-planned', verdict: 'not applicable', name: 'not in the records', value: 'do not hold' },
    change: (seen) => {
      for (const request of [...seen.requests, ...seen.spoofs.map((spoof) => spoof.request)])
        for (const record of request.records.value ?? []) delete record.forwarded;
    },
  },
  {
    ...{ check: 'header.as-planned', verdict: 'not applicable', name: 'passed on by plan', value: 'pass by plan' },
    change: (_seen, verification) => {
      verification.farm = {
        ...verification.farm,
        hops: verification.farm.hops.map((hop) => ({ ...hop, headerPolicy: 'append' })),
      };
    },
  },
  {
    ...{ check: 'header.as-planned', verdict: 'fail', name: 'the client’s own header arrives', value: '“192.0.2.66, ' },
    change: (seen) => {
      first(first(seen.spoofs).request.records.value ?? []).forwarded = [`192.0.2.66, ${CLIENT}`];
    },
  },
  unhealthy('node.unchanged'),
  {
    ...{ check: 'node.unchanged', verdict: 'fail', name: 'not healthy at the end', value: 'refused the connection' },
    change: (seen) => {
      seen.closing = { health: [{ ...first(seen.health), status: null, error: REFUSED }], settings: new Map() };
    },
  },
  {
    ...{ check: 'node.unchanged', verdict: 'fail', name: 'another setting at the end', value: '"forwardLimit":0' },
    change: (seen, verification) => {
      const value = { ...verification.ipDetection, forwardLimit: 0 };
      seen.closing = { health: [], settings: new Map([['node-01', { value }]]) };
    },
  },
  unhealthy('audit.client-ip'),
  {
    ...{ check: 'audit.client-ip', verdict: 'could not tell', name: 'sent from a trusted place', value: CLIENT },
    change: (seen) => setting(seen, 'node-01', { knownNetworks: ['127.0.0.0/8'] }),
  },
  {
    ...{ check: 'audit.client-ip', verdict: 'fail', name: 'the balancer was recorded', value: BALANCER },
    change: (seen) => {
      first(first(seen.requests).records.value ?? []).address = BALANCER;
    },
  },
  {
    ...{ check: 'spoof.refused', verdict: 'fail', name: 'believed', value: '192.0.2.66' },
    change: (seen) => {
      first(first(seen.spoofs).request.records.value ?? []).address = '192.0.2.66';
    },
  },
  {
    ...{ check: 'spoof.refused', verdict: 'could not run', name: 'nothing to read', value: '1 of 18' },
    change: (seen) => void Object.assign(first(seen.spoofs).request, { status: 502, records: { value: [] } }),
  },
  {
    ...{ check: 'spoof.refused', verdict: 'could not run', name: 'none sent', value: 'None of 3 plain requests' },
    change: (seen) => {
      seen.spoofs = [];
    },
  },
  unhealthy('forged-direct.refused'),
  {
    ...{ check: 'forged-direct.refused', verdict: 'fail', name: 'believed', value: '192.0.2.66' },
    change: (seen) => {
      first(first(seen.direct).records.value ?? []).address = '192.0.2.66';
    },
  },
  {
    ...{ check: 'forged-direct.refused', verdict: 'could not run', name: 'no record', value: '2 of 2' },
    change: unrecorded,
  },
  {
    ...{ check: 'forged-direct.refused', verdict: 'could not run', name: 'not read', value: 'could not be read' },
    change: (seen) => void Object.assign(first(seen.direct), { records: { error: REFUSED } }),
  },
  unhealthy('bypass.closed'),
  {
    ...{ check: 'bypass.closed', verdict: 'could not run', name: 'no such address here', value: 'no such address' },
    change: (seen) => void Object.assign(first(seen.bypass), { error: NOT_HERE }),
  },
  {
    ...{ check: 'bypass.closed', verdict: 'could not tell', name: 'out of reach for all', value: 'out of reach at' },
    change: (seen) => void Object.assign(first(seen.bypass), { control: REFUSED }),
  },
  {
    ...{ check: 'bypass.closed', verdict: 'fail', name: 'open', value: '403' },
    change: (seen) => void Object.assign(first(seen.bypass), { status: 403, error: null }),
  },
  unhealthy('sign-in.across'),
  {
    ...{ check: 'sign-in.across', verdict: 'could not run', name: 'no answer', value: 'refused' },
    change: (seen) => void Object.assign(seen, { signIn: { signedInOn: null, error: REFUSED, answers: new Map() } }),
  },
  {
    ...{ check: 'sign-in.across', verdict: 'fail', name: 'another status', value: '401' },
    change: (seen) => void seen.signIn?.answers.set('node-02', 401),
  },
  {
    ...{ check: 'drill.node-loss', verdict: 'fail', name: 'not back', value: 'has it marked down' },
    change: (seen) => void Object.assign(seen.drill ?? {}, { notBack: 'Bundled proxy has it marked down' }),
  },
  {
    ...{ check: 'drill.node-loss', verdict: 'fail', name: 'not noticed', value: '2 of 200 requests' },
    change: (seen) => void Object.assign(seen.drill ?? {}, { detectedMs: null }),
  },
  {
    ...{ check: 'drill.node-loss', verdict: 'fail', name: 'lost afterwards', value: '2 × status 502' },
    change: (seen) => void Object.assign(seen.drill ?? {}, { lostAfterDetection: 1 }),
  },
];

export const NON_PASS: NonPassCase[] = [...HOSTS, ...REQUESTS];
