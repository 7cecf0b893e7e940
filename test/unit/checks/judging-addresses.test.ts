import { BALANCER, CLIENT, NODES, recordedRequest, VIRTUAL } from '../../support/healthy-scene.ts';
import { first, judgementSuite, paths, REFUSED, setting } from '../../support/judgement.ts';

const settings = (verdict: string, nodes = NODES) => nodes.map((node) => `ip-detection.as-planned ${node} ${verdict}`);
const beyond = (verdict: string, nodes = NODES) => nodes.map((node) => `trust.not-wider ${node} ${verdict}`);

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
    name: 'the second client is trusted, and only its own request is recorded with another address',
    change: (seen, { farm }) => {
      farm.clientAddresses = [CLIENT, '127.9.9.11'];
      for (const node of NODES) setting(seen, node, { knownProxies: [BALANCER, '127.9.9.11'] });
      const of = { sentFrom: '127.9.9.11', resolved: '127.9.9.78', forwarded: ['127.9.9.11'] };
      seen.requests.push(recordedRequest('web', 'node-02', of));
    },
    open: [
      'audit.client-ip node-02 web could not tell',
      'vantage.untrusted fail',
      ...settings('fail'),
      ...beyond('fail'),
    ],
    cause: 'client-is-trusted',
  },
  {
    name: 'the second client is trusted, and its right record came first',
    change: (seen, { farm }) => {
      farm.clientAddresses = [CLIENT, '127.9.9.11'];
      for (const node of NODES) setting(seen, node, { knownProxies: [BALANCER, '127.9.9.11'] });
      const of = { sentFrom: '127.9.9.11', resolved: '127.9.9.11', forwarded: ['127.9.9.11'] };
      seen.requests.unshift(recordedRequest('web', 'node-02', of));
    },
    open: ['vantage.untrusted fail', ...settings('fail'), ...beyond('fail')],
    cause: 'client-is-trusted',
  },
  {
    name: 'the second client is a node of the farm',
    change: (_seen, { farm }) => {
      farm.clientAddresses = [CLIENT, '127.9.9.102'];
    },
    open: ['vantage.untrusted fail'],
    cause: 'place-is-of-the-farm',
  },
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
    cause: 'place-is-of-the-farm',
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
    cause: 'place-is-of-the-farm',
  },
  {
    name: 'one request was recorded twice, with the right address and with another',
    change: (seen) => {
      const request = first(seen.requests);
      const right = first(request.records.value ?? []);
      request.records = { value: [right, { ...right, address: BALANCER }] };
    },
    open: ['audit.recorded node-01 web fail', 'audit.client-ip node-01 web fail'],
    cause: 'recorded-twice',
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
    cause: 'wrong-only-with-post',
  },
  {
    name: 'one request in another shape was not recorded',
    change: (seen) => {
      seen.shaped.push({ ...recordedRequest('web', 'node-02', { recorded: false }), shape: 'post' });
    },
    open: ['audit.recorded node-02 web fail', 'audit.client-ip node-02 web could not run'],
    cause: 'records-lost',
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
    cause: 'records-change',
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
