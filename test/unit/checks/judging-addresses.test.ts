import { BALANCER, CLIENT, NODES, recordedRequest, VIRTUAL } from '../../support/healthy-scene.ts';
import { first, type JudgementCase, judgementSuite, paths, REFUSED, setting } from '../../support/judgement.ts';

const settings = (verdict: string, nodes = NODES) => nodes.map((node) => `ip-detection.as-planned ${node} ${verdict}`);
const beyond = (verdict: string, nodes = NODES) => nodes.map((node) => `trust.not-wider ${node} ${verdict}`);

interface Changed {
  name: string;
  change: Record<string, unknown>;
}

const BEYOND: Changed[] = [
  { name: 'reads every entry', change: { forwardLimit: null } },
  { name: 'reads one entry more', change: { forwardLimit: 2 } },
  { name: 'reads another header', change: { headerName: 'X-Real-IP' } },
  { name: 'trusts another address as well', change: { knownProxies: [BALANCER, '10.0.0.9'] } },
  { name: 'trusts a range around the balancer', change: { knownNetworks: ['127.9.9.4/31'] } },
  { name: 'trusts a range of other hosts', change: { knownNetworks: ['10.0.0.0/8'] } },
  { name: 'trusts IPv6 addresses', change: { knownNetworks: ['fd00::/8'] } },
];

const LESS: Changed[] = [
  { name: 'is switched off, whatever its lists hold', change: { enabled: false, knownNetworks: ['10.0.0.0/8'] } },
  { name: 'reads no entry', change: { forwardLimit: 0 } },
  { name: 'names the balancer a second time, as a range', change: { knownNetworks: [`${BALANCER}/32`] } },
];

const UNKNOWN: Changed[] = [
  { name: 'has no limit', change: { forwardLimit: undefined } },
  { name: 'has a limit that is a text', change: { forwardLimit: 'one' } },
  { name: 'has a list that is a text', change: { knownProxies: BALANCER } },
  { name: 'has an entry that is no address', change: { knownProxies: [BALANCER, 'balancer.example'] } },
];

judgementSuite([
  {
    name: 'the limit is 0',
    change: (seen) => {
      for (const node of NODES) setting(seen, node, { forwardLimit: 0 });
      for (const request of seen.requests) first(request.records.value ?? []).address = BALANCER;
    },
    open: [...paths('audit.client-ip'), ...NODES.map((node) => `ip-detection.as-planned ${node} fail`)],
    cause: 'limit-reads-nothing',
  },
  {
    name: 'the virtual address is trusted instead of the balancer’s own',
    change: (seen) => {
      for (const node of NODES) setting(seen, node, { knownProxies: [VIRTUAL] });
      for (const request of seen.requests) first(request.records.value ?? []).address = BALANCER;
    },
    open: [...paths('audit.client-ip'), ...settings('fail'), ...beyond('fail')],
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
      for (const request of seen.requests) first(request.records.value ?? []).address = BALANCER;
    },
    open: [...paths('audit.client-ip'), ...settings('not applicable'), ...beyond('not applicable')],
    cause: 'limit-reads-nothing',
  },
  {
    name: 'both trust lists are empty',
    change: (seen) => {
      for (const node of NODES) setting(seen, node, { knownProxies: [], knownNetworks: [] });
      for (const request of seen.direct) first(request.records.value ?? []).address = '192.0.2.66';
    },
    open: [...NODES.map((node) => `forged-direct.refused ${node} fail`), ...settings('fail'), ...beyond('fail')],
    cause: 'anyone-is-trusted',
  },
  {
    name: 'the client’s range is trusted: a right address proves nothing',
    change: (seen) => {
      for (const node of NODES) setting(seen, node, { knownNetworks: ['127.9.0.0/16'] });
    },
    open: [
      'vantage.untrusted fail',
      ...paths('audit.client-ip', 'could not tell'),
      ...settings('fail'),
      ...beyond('fail'),
    ],
    cause: 'client-is-trusted',
  },
  {
    name: 'the second client is trusted, whom the application would believe; the first one proves all the same',
    change: (seen, { farm }) => {
      farm.clientAddresses = [CLIENT, '127.9.9.11'];
      for (const node of NODES) setting(seen, node, { knownProxies: [BALANCER, '127.9.9.11'] });
    },
    open: ['vantage.untrusted fail', ...settings('fail'), ...beyond('fail')],
    cause: 'client-is-trusted',
  },
  {
    name: 'the second client is trusted, and a request of the first one is recorded with another address',
    change: (seen, { farm }) => {
      farm.clientAddresses = [CLIENT, '127.9.9.11'];
      for (const node of NODES) setting(seen, node, { knownProxies: [BALANCER, '127.9.9.11'] });
      const of = { sentFrom: '127.9.9.11', resolved: '127.9.9.78', forwarded: ['127.9.9.11'] };
      seen.requests.unshift(recordedRequest('web', 'node-02', of));
      seen.requests.push(recordedRequest('web', 'node-02', { resolved: '127.9.9.77' }));
    },
    open: ['audit.client-ip node-02 web fail', 'vantage.untrusted fail', ...settings('fail'), ...beyond('fail')],
    cause: 'client-is-trusted',
  },
  {
    name: 'the second client is a node of the farm',
    change: (_seen, { farm }) => {
      farm.clientAddresses = [CLIENT, '127.9.9.102'];
    },
    open: ['vantage.untrusted fail'],
    cause: 'vantage.untrusted',
  },
  ...BEYOND.map(
    ({ name, change }): JudgementCase => ({
      name: `one node ${name}`,
      change: (seen) => setting(seen, 'node-02', change),
      open: [...settings('fail', ['node-02']), ...beyond('fail', ['node-02'])],
      cause: 'more-is-trusted',
    }),
  ),
  ...LESS.map(
    ({ name, change }): JudgementCase => ({
      name: `one node ${name}: that is less, and no more than planned`,
      change: (seen) => setting(seen, 'node-02', change),
      open: settings('fail', ['node-02']),
      cause: null,
    }),
  ),
  ...UNKNOWN.map(
    ({ name, change }): JudgementCase => ({
      name: `the setting of one node ${name}`,
      change: (seen) => setting(seen, 'node-02', change),
      open: [...settings('fail', ['node-02']), ...beyond('could not tell', ['node-02'])],
      cause: null,
    }),
  ),
  {
    name: 'requests are sent from the balancer’s own address',
    change: (seen, verification) => {
      verification.farm.clientAddresses[0] = BALANCER;
      for (const request of seen.requests) {
        request.sentFrom = BALANCER;
        Object.assign(first(request.records.value ?? []), { address: BALANCER, forwarded: [BALANCER] });
      }
    },
    open: ['vantage.untrusted fail', ...paths('audit.client-ip', 'could not tell')],
    cause: 'vantage.untrusted',
  },
  {
    name: 'requests are sent from a node, which nothing trusts',
    change: (seen, verification) => {
      const node = '127.9.9.102';
      verification.farm.clientAddresses[0] = node;
      for (const request of seen.requests) {
        request.sentFrom = node;
        Object.assign(first(request.records.value ?? []), { address: node, forwarded: [node] });
      }
    },
    open: ['vantage.untrusted fail', ...paths('audit.client-ip', 'could not tell')],
    cause: 'vantage.untrusted',
  },
  {
    name: 'one request was recorded twice, with the right address and with another',
    change: (seen) => {
      const request = first(seen.requests);
      const right = first(request.records.value ?? []);
      request.records = { value: [right, { ...right, address: BALANCER }] };
    },
    open: ['audit.recorded node-01 web fail', 'audit.client-ip node-01 web fail'],
    cause: 'audit.recorded',
  },
  {
    name: 'the header does not arrive',
    change: (seen) => {
      for (const request of seen.requests)
        Object.assign(first(request.records.value ?? []), { address: BALANCER, forwarded: [] });
      seen.balancerFile = { value: 'planned configuration\nother line\n' };
    },
    open: [
      ...paths('audit.client-ip'),
      'header.as-planned api fail',
      'header.as-planned web fail',
      'balancer.as-planned fail',
    ],
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
    name: 'one request in another shape was recorded with another address',
    change: (seen) => {
      seen.shaped.push({ ...recordedRequest('web', 'node-02', { resolved: '127.9.9.77' }), shape: 'post' });
    },
    open: ['audit.client-ip node-02 web fail'],
    cause: 'audit.client-ip',
  },
  {
    name: 'one request in another shape was not recorded',
    change: (seen) => {
      seen.shaped.push({ ...recordedRequest('web', 'node-02', { recorded: false }), shape: 'post' });
    },
    open: ['audit.recorded node-02 web fail', 'audit.client-ip node-02 web could not run'],
    cause: 'no-audit-record',
  },
  {
    name: 'all records are read again as they were',
    change: (seen) => {
      seen.again = { value: seen.requests.flatMap(({ records }) => structuredClone(records.value ?? [])) };
    },
    open: [],
    cause: null,
  },
  {
    name: 'a record was written a second time since',
    change: (seen) => {
      const records = seen.requests.flatMap(({ records: own }) => structuredClone(own.value ?? []));
      seen.again = { value: [...records, ...records.slice(0, 1)] };
    },
    open: ['audit.recorded node-01 web fail', 'audit.client-ip node-01 web could not run'],
    cause: 'audit.recorded',
  },
  {
    name: 'no address was recorded',
    change: (seen) => {
      first(first(seen.requests).records.value ?? []).address = null;
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
      'audit.node node-01 could not run',
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
]);
