import type { Observations } from '../../core/checks/observations.ts';
import { withPersistence } from './farm-hosts.ts';
import { BALANCER, CLIENT, recordedRequest } from './healthy-scene.ts';
import { answersOf, first, signedInOn } from './judgement.ts';
import { type NonPassCase, REFUSED, unanswered, unhealthy } from './non-pass-case.ts';

/** Answers set the cookie SRV, and these nodes answered requests that sent it back. */
const returning = (seen: Observations, nodes: string[]) => {
  first(seen.requests).setsCookies = ['SRV'];
  for (const node of nodes) seen.shaped.push({ ...recordedRequest('web', node), shape: 'returning' });
};

/** All requests of the client arrive as those of another address. */
const translate = (seen: Observations) => {
  for (const request of seen.requests)
    Object.assign(first(request.records.value ?? []), { address: '198.51.100.9', forwarded: ['198.51.100.9'] });
  seen.spoofs = [];
};

/** The same of clients: whether they stay on a node, the addresses that they have, and who signed in. */
export const CLIENTS: NonPassCase[] = [
  {
    ...{ check: 'persistence.as-planned', verdict: 'not applicable', name: 'no request can be followed', value: null },
    change: (_seen, verification) => {
      const services = verification.profile.services.map((service) => ({ ...service, requestPath: null }));
      verification.profile = { ...verification.profile, services };
    },
  },
  {
    ...{ check: 'persistence.as-planned', verdict: 'could not run', name: 'nothing answers', value: 'through web' },
    change: unanswered,
  },
  {
    ...{ check: 'persistence.as-planned', verdict: 'could not run', name: 'one node answers', value: 'by node-01' },
    change: (seen) => {
      seen.requests = seen.requests.filter(({ node }) => node === 'node-01');
    },
  },
  {
    ...{ check: 'persistence.as-planned', verdict: 'fail', name: 'by source, and none', value: 'node-01, node-02 and' },
    change: (_seen, verification) => {
      verification.farm = withPersistence(verification.farm, 'source');
    },
  },
  {
    ...{ check: 'persistence.as-planned', verdict: 'fail', name: 'by cookie, and no cookie', value: 'set a cookie' },
    change: (_seen, verification) => {
      verification.farm = withPersistence(verification.farm, 'cookie');
    },
  },
  {
    ...{ check: 'persistence.as-planned', verdict: 'fail', name: 'a cookie that keeps nobody', value: 'sent back SRV' },
    change: (seen, verification) => {
      verification.farm = withPersistence(verification.farm, 'cookie');
      returning(seen, ['node-01', 'node-02']);
    },
  },
  {
    ...{ check: 'persistence.as-planned', verdict: 'fail', name: 'a cookie keeps clients', value: 'All 10 requests' },
    change: (seen) => returning(seen, Array(10).fill('node-02')),
  },
  {
    ...{ check: 'audit.client-ip', verdict: 'warning', name: 'another form', value: `“::ffff:${CLIENT}”` },
    change: (seen) => {
      first(first(seen.requests).records.value ?? []).address = `::ffff:${CLIENT}`;
    },
  },
  {
    ...{ check: 'audit.client-ip', verdict: 'could not tell', name: 'translated', value: 'recorded 198.51.100.9' },
    change: translate,
  },
  {
    ...{ check: 'header.as-planned', verdict: 'could not tell', name: 'translated', value: 'holds 198.51.100.9' },
    change: translate,
  },
  {
    ...{ check: 'forged-direct.refused', verdict: 'could not tell', name: 'sent by a device', value: BALANCER },
    change: (seen, { farm }) => {
      farm.clientAddresses = [BALANCER];
      const request = first(seen.direct);
      request.sentFrom = BALANCER;
      first(request.records.value ?? []).address = '192.0.2.66';
    },
  },
  {
    ...{ check: 'bypass.closed', verdict: 'could not tell', name: 'sent by a device', value: BALANCER },
    change: (seen) => void Object.assign(first(seen.bypass), { sentFrom: BALANCER, status: 200, error: null }),
  },
  unhealthy('sign-in.across'),
  {
    ...{ check: 'sign-in.across', verdict: 'fail', name: 'nobody is asked to sign in', value: 'without any sign-in' },
    change: (seen) => void seen.signIn?.without.set('node-02', 200),
  },
  {
    ...{
      check: 'sign-in.across',
      verdict: 'fail',
      name: 'with any cookie',
      value: 'to a cookie that nobody was given',
    },
    change: (seen) => void seen.signIn?.spoilt.set('node-02', 200),
  },
  {
    ...{ check: 'sign-in.across', verdict: 'fail', name: 'somebody else', value: 'as nobody' },
    change: (seen) => void answersOf(seen, 'node-01')?.set('node-02', { status: 200, account: 'nobody' }),
  },
  {
    ...{
      check: 'sign-in.across',
      verdict: 'fail',
      name: 'not valid the other way round',
      value: 'signed in on node-03',
    },
    change: (seen) => void answersOf(seen, 'node-03')?.set('node-01', { status: 401, account: null }),
  },
  {
    ...{ check: 'sign-in.across', verdict: 'fail', name: 'no cookie of one node', value: 'node-03 gave no cookie' },
    change: (seen) => void Object.assign(signedInOn(seen, 'node-03'), { answers: null }),
  },
  {
    ...{ check: 'sign-in.across', verdict: 'fail', name: 'no cookie through the balancer', value: 'no cookie came' },
    change: (seen) => void Object.assign(seen.signIn ?? {}, { through: { answer: null, status: 200, without: 401 } }),
  },
  {
    ...{ check: 'sign-in.across', verdict: 'fail', name: 'refused through the balancer', value: 'answered 401 to' },
    change: (seen) =>
      void Object.assign(seen.signIn ?? {}, {
        through: { answer: { status: 401, account: null }, status: 401, without: 401 },
      }),
  },
  {
    ...{ check: 'sign-in.across', verdict: 'could not run', name: 'no answer through it', value: 'status 503' },
    change: (seen) => void Object.assign(seen.signIn ?? {}, { through: { answer: null, status: 503, without: 503 } }),
  },
  {
    ...{
      check: 'sign-in.across',
      verdict: 'fail',
      name: 'no sign-in through the balancer',
      value: 'was answered 200, and',
    },
    change: (seen) => void Object.assign(seen.signIn?.through ?? {}, { without: 200 }),
  },
  {
    ...{ check: 'sign-in.across', verdict: 'fail', name: 'somebody else through it', value: 'is known as another' },
    change: (seen) => void Object.assign(seen.signIn?.through ?? {}, { answer: { status: 200, account: 'another' } }),
  },
  {
    ...{
      check: 'sign-in.across',
      verdict: 'fail',
      name: 'not between two',
      value: 'node-03 answered 401 to a request that',
    },
    change: (seen) => void answersOf(seen, 'node-02')?.set('node-03', { status: 401, account: null }),
  },
  {
    ...{
      check: 'sign-in.across',
      verdict: 'fail',
      name: 'not on itself',
      value: 'node-02 answered 401 to a request that',
    },
    change: (seen) => void answersOf(seen, 'node-02')?.set('node-02', { status: 401, account: null }),
  },
  {
    ...{ check: 'sign-in.across', verdict: 'could not run', name: 'refused', value: 'answered 403 to a sign-in' },
    change: (seen) => void Object.assign(signedInOn(seen, 'node-01'), { status: 403, answers: null }),
  },
  {
    ...{ check: 'sign-in.across', verdict: 'could not run', name: 'silent to nobody', value: 'that had not signed in' },
    change: (seen) => void seen.signIn?.without.delete('node-02'),
  },
  {
    ...{ check: 'sign-in.across', verdict: 'could not run', name: 'silent to another', value: 'signed in on node-01' },
    change: (seen) => void answersOf(seen, 'node-01')?.delete('node-02'),
  },
  {
    ...{ check: 'sign-in.across', verdict: 'could not run', name: 'no answer', value: 'refused' },
    change: (seen) => void Object.assign(signedInOn(seen, 'node-01'), { error: REFUSED, status: null, answers: null }),
  },
  {
    ...{ check: 'sign-in.across', verdict: 'fail', name: 'another status', value: '401' },
    change: (seen) => void answersOf(seen, 'node-01')?.set('node-02', { status: 401, account: null }),
  },
];
