import type { Observations } from '../../core/checks/observations.ts';
import { BALANCER, CLIENT } from './healthy-scene.ts';
import { first, setting } from './judgement.ts';
import { type NonPassCase, pinned, REFUSED, unanswered, unhealthy, unrecorded } from './non-pass-case.ts';
import { RECORDS } from './non-pass-records.ts';
import { WAYS } from './non-pass-ways.ts';

/** The same of requests, forged ones, ways around the balancer, and the drill. */
export const REQUESTS: NonPassCase[] = [
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
    ...{ check: 'requests.answered', verdict: 'fail', name: 'one is answered 404', value: 'status 404' },
    change: (seen) => Object.assign(first(seen.requests), { status: 404 }),
  },
  {
    ...{ check: 'requests.answered', verdict: 'fail', name: 'one is lost on its way', value: 'refused' },
    change: (seen) => {
      const lost = { node: null, status: null, error: REFUSED, records: { value: [] } };
      seen.requests.push({ ...first(seen.requests), ...lost });
    },
  },
  {
    ...{ check: 'requests.answered', verdict: 'fail', name: 'nothing answers', value: 'None of 3 requests' },
    change: unanswered,
  },
  {
    ...{ check: 'requests.answered', verdict: 'could not run', name: 'no node is known', value: 'None of 3 requests' },
    change: (seen) => {
      for (const request of seen.requests) Object.assign(request, { node: null, records: { error: REFUSED } });
    },
  },
  {
    ...{
      check: 'requests.answered',
      verdict: 'fail',
      name: 'by nobody',
      value: '1 × status 200, by no node and without',
    },
    change: (seen) => void Object.assign(first(seen.requests), { node: null, records: { value: [] } }),
  },
  {
    ...{ check: 'requests.answered', verdict: 'fail', name: 'by a stranger', value: 'by old-server, which is no node' },
    change: (seen) => {
      const request = first(seen.requests);
      first(request.records.value ?? []).node = 'old-server';
      request.node = null;
    },
  },
  {
    ...{ check: 'distribution', verdict: 'fail', name: 'a node is never reached', value: '2 of 3 nodes' },
    change: (seen) => {
      seen.requests = seen.requests.filter(({ node }) => node !== 'node-03');
    },
  },
  ...RECORDS,
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
  {
    ...{ check: 'plan.in-place', verdict: 'fail', name: 'a host differs', value: 'is 2 bytes' },
    change: (seen) => {
      const step = { ...first(seen.steps), state: 'differs' as const, detail: 'a file: it is 2 bytes' };
      seen.steps = [step, { ...step, host: 'node-02' }];
    },
  },
  {
    ...{ check: 'plan.in-place', verdict: 'could not tell', name: 'not known', value: 'no answer' },
    change: (seen) => void Object.assign(first(seen.steps), { state: 'not known', detail: 'no answer' }),
  },
  {
    ...{ check: 'plan.in-place', verdict: 'not applicable', name: 'people work there', value: 'People work' },
    change: (seen) => {
      seen.steps = [];
    },
  },
  unhealthy('node.unchanged'),
  ...['node-01', 'balancer'].map((host) => ({
    ...{
      check: 'node.unchanged',
      verdict: 'fail' as const,
      name: `files of ${host}`,
      value: `${host} was changed during`,
    },
    change: (seen: Observations) => {
      const step = { step: `step of ${host}`, title: 'A step', host, detail: 'the file is another one' };
      seen.steps = [{ ...step, state: 'in place' }];
      seen.closing = {
        health: seen.health,
        settings: seen.settings,
        steps: [{ ...step, state: 'differs' }],
        pool: null,
      };
    },
  })),
  {
    ...{ check: 'node.unchanged', verdict: 'could not run', name: 'not read again', value: 'could not be read again' },
    change: (seen) => {
      seen.closing = {
        health: seen.health,
        settings: new Map([['node-02', { error: REFUSED }]]),
        steps: [],
        pool: null,
      };
    },
  },
  {
    ...{ check: 'node.unchanged', verdict: 'fail', name: 'not healthy at the end', value: 'refused the connection' },
    change: (seen) => {
      seen.closing = {
        health: [{ ...first(seen.health), status: null, error: REFUSED }],
        settings: new Map(),
        steps: [],
        pool: null,
      };
    },
  },
  {
    ...{ check: 'node.unchanged', verdict: 'fail', name: 'another setting at the end', value: '"forwardLimit":0' },
    change: (seen, verification) => {
      const value = { ...verification.ipDetection, forwardLimit: 0 };
      seen.closing = { health: [], settings: new Map([['node-01', { value }]]), steps: [], pool: null };
    },
  },
  {
    ...{ check: 'node.unchanged', verdict: 'fail', name: 'drained at the end', value: 'at the end it was drained' },
    change: (seen) => {
      const members = seen.pool.value ?? [];
      const value = members.map((one) => (one.node === 'node-03' ? { ...one, state: 'drain' as const } : one));
      seen.closing = { health: [], settings: new Map(), steps: [], pool: { value } };
    },
  },
  {
    ...{ check: 'node.unchanged', verdict: 'fail', name: 'asked in vain at the end', value: 'none of 60 at the end' },
    change: (seen) => {
      seen.missedAtEnd = [{ service: 'web', node: 'node-03', sent: 60 }];
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
    ...{
      check: 'spoof.refused',
      verdict: 'fail',
      name: 'believed',
      value: '1 of 22 forged headers was believed in web',
    },
    change: (seen) => {
      first(first(seen.spoofs).request.records.value ?? []).address = '192.0.2.66';
    },
  },
  {
    ...{
      check: 'spoof.refused',
      verdict: 'fail',
      name: 'hidden',
      value: '1 of 22 forged headers hid the client in web',
    },
    change: (seen) => {
      first(first(seen.spoofs).request.records.value ?? []).address = '127.9.9.77';
    },
  },
  {
    ...{ check: 'spoof.refused', verdict: 'could not run', name: 'nothing to read', value: '1 of 22' },
    change: (seen) => void Object.assign(first(seen.spoofs).request, { status: null, records: { value: [] } }),
  },
  {
    ...{ check: 'spoof.refused', verdict: 'could not tell', name: 'an error', value: '1 of them were answered 502' },
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
    ...{ check: 'forged-direct.refused', verdict: 'could not tell', name: 'an error', value: 'were answered 429' },
    change: (seen) => {
      for (const request of seen.direct) Object.assign(request, { status: 429, records: { value: [] } });
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
  ...WAYS,
];
