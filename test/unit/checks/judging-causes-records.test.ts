import type { Observations, RequestSeen } from '../../../core/checks/observations.ts';
import type { AuditEntry } from '../../../core/model/audit-source.ts';
import { CLIENT, recordedRequest } from '../../support/healthy-scene.ts';
import { causeSuite, first } from '../../support/judgement.ts';

const OTHER_CLIENT = '127.9.9.11';

const recordOf = ({ records }: RequestSeen): AuditEntry => first(records.value ?? []);
const of = (seen: Observations, node: string, service = 'web') =>
  first(seen.requests.filter((request) => request.node === node && request.service === service));
const shaped = (seen: Observations, shape: string, change: Parameters<typeof recordedRequest>[2], node = 'node-02') =>
  seen.shaped.push({ ...recordedRequest('web', node, change), shape, token: `fw-shaped-${seen.shaped.length}` });
causeSuite([
  {
    name: 'the clock of one node is behind',
    change: (seen) => {
      recordOf(of(seen, 'node-02')).at = '2025-12-31T23:59:00.000Z';
    },
    causes: ['clocks-differ'],
    says: 'The clock of node-02 is wrong: it differs by up to 60.0 s from that of this computer.',
  },
  {
    name: 'all nodes are ahead by as much',
    change: (seen) => {
      for (const request of seen.requests) recordOf(request).at = '2026-01-01T00:02:00.000Z';
    },
    causes: ['clocks-differ'],
    says: 'The clock of this computer is wrong: it differs by up to 120.0 s from that of every node.',
  },
  {
    name: 'nodes differ in both directions',
    change: (seen) => {
      for (const request of seen.requests) recordOf(request).at = '2026-01-01T00:02:00.000Z';
      recordOf(of(seen, 'node-02')).at = '2025-12-31T23:50:00.000Z';
    },
    causes: ['clocks-differ'],
    says: 'The clock of node-01, node-02 and node-03 is wrong',
  },
  {
    name: 'one of several requests has no record',
    change: (seen) => {
      shaped(seen, 'plain', { recorded: false });
      shaped(seen, 'plain', {});
    },
    causes: ['records-lost'],
    says: '1 of 3 requests that node-02 answered have no audit record (web).',
  },
  {
    name: 'those of one shape have none',
    change: (seen) => {
      shaped(seen, 'post', { recorded: false });
    },
    causes: ['records-lost'],
    says: '1 of 2 requests that node-02 answered have no audit record (web), all of them “POST”.',
  },
  {
    name: 'one node records nothing, and another not all',
    change: (seen) => {
      for (const request of [...seen.requests, ...seen.direct].filter(({ node }) => node === 'node-01'))
        request.records = { value: [] };
      shaped(seen, 'plain', { recorded: false });
    },
    causes: ['no-audit-record', 'records-lost'],
    says: 'node-01 answers requests and writes no audit record (web and api).',
  },
  {
    name: 'a node records nothing in one service',
    change: (seen) => {
      of(seen, 'node-03', 'api').records = { value: [] };
    },
    causes: ['no-audit-record'],
    says: 'node-03 answers requests and writes no audit record (api).',
  },
  ...['node-01', 'node-03'].map((node) => ({
    name: `${node} writes a record twice`,
    change: (seen: Observations) => {
      const request = of(seen, node);
      request.records = { value: [recordOf(request), { ...recordOf(request) }] };
    },
    causes: ['recorded-twice'],
    says: `${node} wrote more than one audit record of a request: 1 request has several.`,
  })),
  ...(['spoofs', 'direct'] as const).map((kind) => ({
    name: `a record of a forged request is written twice (${kind})`,
    change: (seen: Observations) => {
      const request = kind === 'direct' ? first(seen.direct) : first(seen.spoofs).request;
      request.records = { value: [recordOf(request), { ...recordOf(request) }] };
    },
    causes: ['recorded-twice'],
    says: 'wrote more than one audit record of a request: 1 request has several.',
  })),
  {
    name: 'a record names the service that was not asked',
    change: (seen) => {
      recordOf(of(seen, 'node-02')).service = 'api';
    },
    causes: ['record-of-another-service'],
    says: 'node-02 writes another service into audit records: The audit record of the request fw-web-node-02 of web',
  },
  {
    name: 'a forged record is another one when it is read again',
    change: (seen) => {
      const { request } = first(seen.spoofs);
      const all = [...seen.requests, ...seen.direct, ...seen.spoofs.map((spoof) => spoof.request)];
      request.token = 'fw-forged';
      request.records = { value: [{ ...recordOf(request), raw: 'fw-forged' }] };
      const records = all.flatMap(({ records: own }) => structuredClone(own.value ?? []));
      const kept = [...new Map(records.map((record) => [record.raw, record])).values()];
      seen.again = { value: kept.map((one) => (one.raw === 'fw-forged' ? { ...one, raw: 'fw-forged again' } : one)) };
    },
    causes: ['records-change'],
    says: 'The audit record of the request fw-forged of web on node-01 was changed.',
  },
  {
    name: 'records are gone when they are read again',
    change: (seen) => {
      seen.again = { value: [] };
    },
    causes: ['records-change'],
    says: 'was there once, and 0 times when it was read again',
  },
  {
    name: 'one record is another one',
    change: (seen) => {
      const records = seen.requests.flatMap(({ records: own }) => structuredClone(own.value ?? []));
      first(records).raw += ' changed';
      seen.again = { value: records };
    },
    causes: ['records-change'],
    says: 'was changed',
  },
  ...['node-02', 'other-computer'].map((name) => ({
    name: `a node writes another name: ${name}`,
    change: (seen: Observations) => {
      recordOf(first(seen.direct)).node = name;
    },
    causes: ['node-name-of-another'],
    says: name === 'node-02' ? 'which node-01 answered, names node-02' : 'several names: other-computer, node-01',
  })),
  ...['http-1.0', 'browser', 'signed-in', 'post', 'signed-in-browser'].map((shape) => ({
    name: 'those of the shape are wrong, plain ones right',
    change: (seen: Observations) => void shaped(seen, shape, { resolved: '127.9.9.77' }),
    causes: [`wrong-only-with-${shape}`],
    says: 'node-02 records plain requests rightly, and 127.9.9.77 for “',
  })),
  {
    name: 'POST is wrong, and with it what a signed-in browser posts',
    change: (seen) => {
      for (const shape of ['post', 'signed-in-browser']) shaped(seen, shape, { resolved: '127.9.9.77' });
    },
    causes: ['wrong-only-with-post'],
    says: '127.9.9.77 for “POST”',
  },
  {
    name: 'the second request of a connection is wrong',
    change: (seen) => {
      seen.shaped.push({ ...recordedRequest('web', 'node-02'), shape: 'kept-connection' });
      seen.shaped.push({
        ...recordedRequest('web', 'node-02', { resolved: '127.9.9.77' }),
        shape: 'kept-connection',
        nth: 2,
      });
    },
    causes: ['wrong-only-with-kept-connection'],
    says: '“Three requests on one connection, request 2”',
  },
  {
    name: 'two shapes are wrong',
    change: (seen) => {
      for (const shape of ['http-1.0', 'kept-connection']) shaped(seen, shape, { resolved: '127.9.9.77' });
    },
    causes: ['wrong-only-with-http-1.0', 'wrong-only-with-kept-connection'],
    says: '“HTTP/1.0”',
  },
  ...['browser', 'signed-in'].map((shape) => ({
    name: 'two nodes have it',
    change: (seen: Observations) => {
      shaped(seen, shape, { resolved: '127.9.9.77' });
      shaped(seen, shape, { resolved: '127.9.9.77' }, 'node-03');
    },
    causes: [`wrong-only-with-${shape}`],
    says: 'node-02',
  })),
  {
    name: 'a plain request is wrong, too: then it is not the shape',
    change: (seen) => {
      shaped(seen, 'post', { resolved: '127.9.9.77' });
      shaped(seen, 'plain', { resolved: '127.9.9.77' });
    },
    causes: ['audit.client-ip'],
    says: '127.9.9.77',
  },
  {
    name: 'another request in that shape is right: then it is not the shape',
    change: (seen) => {
      shaped(seen, 'browser', { resolved: '127.9.9.77' });
      shaped(seen, 'browser', {});
    },
    causes: ['audit.client-ip'],
    says: '127.9.9.77',
  },
  {
    name: 'a forged request in that shape is right: then it is not the shape',
    change: (seen) => {
      shaped(seen, 'browser', { resolved: '127.9.9.77' });
      const forged = { ...recordedRequest('web', 'node-02'), shape: 'browser' };
      seen.spoofs.push({ ...first(seen.spoofs), variant: 'every-header (browser)', request: forged });
    },
    causes: ['audit.client-ip'],
    says: '127.9.9.77',
  },
  {
    name: 'it is wrong for one client alone, whatever the other has',
    change: (seen) => {
      shaped(seen, 'browser', { resolved: '127.9.9.77' });
      shaped(seen, 'browser', { sentFrom: OTHER_CLIENT, resolved: OTHER_CLIENT, forwarded: [OTHER_CLIENT] });
    },
    causes: ['wrong-only-with-browser'],
    says: 'The headers of a browser',
  },
  {
    name: 'a client is recorded with the address of another',
    change: (seen) => {
      shaped(seen, 'plain', { sentFrom: OTHER_CLIENT, resolved: OTHER_CLIENT, forwarded: [OTHER_CLIENT] });
      shaped(seen, 'plain', { resolved: OTHER_CLIENT });
    },
    causes: ['address-kept-of-another'],
    says: `node-02 recorded ${OTHER_CLIENT} for a request that ${CLIENT} sent`,
  },
  {
    name: 'in one shape alone: the shape is not told beside it',
    change: (seen) => {
      shaped(seen, 'plain', { sentFrom: OTHER_CLIENT, resolved: OTHER_CLIENT, forwarded: [OTHER_CLIENT] });
      shaped(seen, 'kept-connection', { sentFrom: OTHER_CLIENT, resolved: CLIENT, forwarded: [OTHER_CLIENT] });
    },
    causes: ['address-kept-of-another'],
    says: `node-02 recorded ${CLIENT} for a request that ${OTHER_CLIENT} sent`,
  },
]);
