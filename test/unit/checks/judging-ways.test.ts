import type { Observations } from '../../../core/checks/observations.ts';
import { BALANCER, entranceSeen, NODES, recordedRequest } from '../../support/healthy-scene.ts';
import { first, judgementSuite, NOT_HERE, REFUSED } from '../../support/judgement.ts';

const cookies = (seen: Observations, nodes: string[], shape = 'returning') => {
  first(seen.requests).setsCookies = ['SRV'];
  for (const node of nodes) seen.shaped.push({ ...recordedRequest('web', node), shape });
};

const RECORD = { node: null, address: BALANCER, at: null, raw: 'fw-entrance' };

judgementSuite([
  {
    name: 'a cookie of an answer keeps clients on one node, and no persistence is planned',
    change: (seen) => cookies(seen, Array(10).fill('node-02')),
    open: ['persistence.as-planned web fail'],
    cause: 'persistence.as-planned',
  },
  {
    name: 'the cookie of the sign-in keeps clients on one node, and no persistence is planned',
    change: (seen) => cookies(seen, Array(10).fill('node-02'), 'signed-in'),
    open: ['persistence.as-planned web fail'],
    cause: 'persistence.as-planned',
  },
  {
    name: 'clients with a cookie of the application go to every node',
    change: (seen) => cookies(seen, [...Array(10).fill('node-02'), 'node-03']),
    open: [],
    cause: null,
  },
  {
    name: 'a few requests with a cookie say nothing: they reach one node by chance',
    change: (seen) => cookies(seen, Array(3).fill('node-02')),
    open: [],
    cause: null,
  },
  {
    name: 'persistence by cookie is planned, and a cookie keeps clients',
    change: (seen, verification) => {
      verification.farm = {
        ...verification.farm,
        services: verification.farm.services.map((service) => ({
          ...service,
          persistence: service.name === 'web' ? 'cookie' : 'none',
        })),
      };
      cookies(seen, Array(3).fill('node-02'));
    },
    open: [],
    cause: null,
  },
  {
    name: 'one forged request straight to one node hides the client',
    change: (seen) => {
      first(first(seen.direct).records.value ?? []).address = null;
    },
    open: ['forged-direct.refused node-01 fail'],
    cause: 'forged-direct.refused',
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
      'requests.answered web fail',
      'persistence.as-planned web could not run',
      ...NODES.flatMap((node) => [
        `audit.recorded ${node} web could not run`,
        `audit.client-ip ${node} web could not run`,
      ]),
      'header.as-planned web could not run',
      'spoof.refused web could not run',
    ],
    cause: 'distribution',
  },
  {
    name: 'a forged header is believed',
    change: (seen) => {
      const record = first(first(seen.spoofs).request.records.value ?? []);
      Object.assign(record, { address: '192.0.2.66', forwarded: ['192.0.2.66'] });
      seen.balancerFile = { value: 'another configuration\n' };
    },
    open: ['balancer.as-planned fail', 'header.as-planned web fail', 'spoof.refused web fail'],
    cause: 'client-header-passed-on',
  },
  {
    name: 'a forged header hides the client',
    change: (seen) => {
      first(first(seen.spoofs).request.records.value ?? []).address = BALANCER;
    },
    open: ['spoof.refused web fail'],
    cause: 'spoof.refused',
  },
  {
    name: 'a forged request reached a node that answered no plain one of this client, and the client was recorded',
    change: (seen) => {
      first(seen.spoofs).plain = null;
    },
    open: [],
    cause: null,
  },
  {
    name: 'a forged request reached such a node, and the forged address was recorded',
    change: (seen) => {
      const spoof = first(seen.spoofs);
      spoof.plain = null;
      first(spoof.request.records.value ?? []).address = '192.0.2.66';
    },
    open: ['spoof.refused web fail'],
    cause: 'spoof.refused',
  },
  {
    name: 'a forged request reached such a node, and another address was recorded, as perhaps of every request',
    change: (seen) => {
      const spoof = first(seen.spoofs);
      spoof.plain = null;
      first(spoof.request.records.value ?? []).address = BALANCER;
    },
    open: ['spoof.refused web could not run'],
    cause: null,
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
    name: 'a forged header is refused, and so is a plain request beside it: that says nothing of the header',
    change: (seen) => {
      const spoof = first(seen.spoofs);
      Object.assign(spoof, { twin: 403 });
      Object.assign(spoof.request, { status: 403, node: null, records: { value: [] } });
    },
    open: ['spoof.refused web could not tell'],
    cause: null,
  },
  {
    name: 'a forged header is answered 429: whoever sends too much is refused whatever it is',
    change: (seen) => {
      Object.assign(first(seen.spoofs).request, { status: 429, node: null, records: { value: [] } });
    },
    open: ['spoof.refused web could not tell'],
    cause: null,
  },
  {
    name: 'a forged header is refused and recorded all the same',
    change: (seen) => {
      const { request } = first(seen.spoofs);
      Object.assign(request, { status: 403, node: null });
      Object.assign(first(request.records.value ?? []), { address: '192.0.2.66' });
    },
    open: ['spoof.refused web fail'],
    cause: 'refused-and-recorded',
  },
  {
    name: 'one node alone believes a forged header, and another one answered the same header before',
    change: (seen) => {
      const spoof = first(seen.spoofs);
      const there = { ...recordedRequest('web', 'node-02', { resolved: '192.0.2.66' }) };
      seen.spoofs.push({ ...spoof, request: there });
    },
    open: ['spoof.refused web fail'],
    cause: null,
  },
  {
    name: 'a node answers 429 to a forged header that comes straight to it: it may refuse whatever is sent',
    change: (seen) => Object.assign(first(seen.direct), { status: 429, twin: 429, records: { value: [] } }),
    open: ['forged-direct.refused node-01 could not tell'],
    cause: null,
  },
  {
    name: 'a node refuses a forged header that comes straight to it, and a plain request beside it as well',
    change: (seen) => Object.assign(first(seen.direct), { status: 403, twin: 403, records: { value: [] } }),
    open: ['forged-direct.refused node-01 could not tell'],
    cause: null,
  },
  {
    name: 'a node refuses a forged header that comes straight to it, and no plain request beside it',
    change: (seen) => {
      seen.direct.push({ ...first(seen.direct), status: 400, twin: 200, records: { value: [] } });
    },
    open: [],
    cause: null,
  },
  {
    name: 'a request of a client is answered 404 and recorded all the same',
    change: (seen) => Object.assign(first(seen.requests), { status: 404 }),
    open: ['requests.answered web fail'],
    cause: 'requests.answered',
  },
  {
    name: 'such requests are answered 401 by right',
    change: (seen, verification) => {
      const services = verification.profile.services.map((service) => ({ ...service, requestStatus: 401 }));
      verification.profile = { ...verification.profile, services };
      for (const request of seen.requests) request.status = 401;
    },
    open: [],
    cause: null,
  },
  {
    name: 'records of requests in another shape name something else',
    change: (seen) => {
      const odd = recordedRequest('web', 'node-01');
      first(odd.records.value ?? []).node = 'elsewhere';
      seen.shaped.push({ ...odd, shape: 'http-1.0' });
    },
    open: ['audit.node node-01 fail'],
    cause: null,
  },
  {
    name: 'an answer names its node, and its record another one',
    change: (seen) => {
      first(first(seen.requests).records.value ?? []).node = 'node-02';
    },
    open: ['audit.node node-01 fail'],
    cause: null,
  },
  {
    name: 'a node takes the connection of a client and gives no answer',
    change: (seen) => Object.assign(first(seen.bypass), { status: 0 }),
    open: ['bypass.closed node-01 fail'],
    cause: 'node-admits-clients',
  },
  {
    name: 'a forged header is answered 400 by a node and leaves nothing to read',
    change: (seen) => {
      Object.assign(first(seen.spoofs).request, { status: 400, records: { value: [] } });
    },
    open: ['spoof.refused web could not tell'],
    cause: null,
  },
  {
    name: 'a forged header is answered 502: that is no refusal',
    change: (seen) => {
      Object.assign(first(seen.spoofs).request, { status: 502, node: null, records: { value: [] } });
    },
    open: ['spoof.refused web could not tell'],
    cause: null,
  },
  {
    name: 'a farm that records the balancer is not blamed twice for forged headers',
    change: (seen) => {
      for (const spoof of seen.spoofs) {
        spoof.plain = BALANCER;
        first(spoof.request.records.value ?? []).address = BALANCER;
      }
    },
    open: [],
    cause: null,
  },
  {
    name: 'a node lets the client in',
    change: (seen) => Object.assign(first(seen.bypass), { status: 403, error: null }),
    open: ['bypass.closed node-01 fail'],
    cause: 'node-admits-clients',
  },
  {
    name: 'a client gets to the application at a port of a node that the plan does not open',
    change: (seen) => void seen.entrances.push(entranceSeen('node-02', { node: 'node-02' })),
    open: ['entrances.closed node-02 fail'],
    cause: 'second-entrance',
  },
  {
    name: 'a further port of the balancer is answered without the node’s name, and the audit record tells',
    change: (seen) => void seen.entrances.push(entranceSeen('balancer', { records: { value: [RECORD] } })),
    open: ['entrances.closed fail'],
    cause: 'second-entrance',
  },
  {
    name: 'a further port takes clients and shows nothing of the application',
    change: (seen) => void seen.entrances.push(entranceSeen('node-02', { status: 404 })),
    open: [],
    cause: null,
  },
  {
    name: 'a further port is closed to clients',
    change: (seen) => void seen.entrances.push({ ...entranceSeen('node-02', {}), error: REFUSED, requests: [] }),
    open: [],
    cause: null,
  },
  {
    name: 'the bypass could not be tried: that is not closed',
    change: (seen) => Object.assign(first(seen.bypass), { error: NOT_HERE }),
    open: ['bypass.closed node-01 could not run'],
    cause: 'bypass.closed',
  },
]);
