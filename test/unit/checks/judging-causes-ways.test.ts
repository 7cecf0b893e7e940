import type { Observations, RequestSeen } from '../../../core/checks/observations.ts';
import type { Verification } from '../../../core/checks/ports.ts';
import type { AuditEntry } from '../../../core/model/audit-source.ts';
import { BALANCER, CLIENT, NODES, WIZARD } from '../../support/healthy-scene.ts';
import { answersOf, causeSuite, first } from '../../support/judgement.ts';

const WAF = '127.9.9.6';
const recordOf = ({ records }: RequestSeen): AuditEntry => first(records.value ?? []);
const spoofOf = (seen: Observations, variant: string, service = 'web') =>
  first(seen.spoofs.filter((spoof) => spoof.variant === variant && spoof.service === service));
const step = (host: string, detail: string, action: 'file' | 'service') =>
  ({ step: `${host}.step`, title: 'A step', host, state: 'differs', detail, action }) as const;

causeSuite([
  ...[['web'], ['web', 'api']].map((services) => ({
    name: `TLS is passed through in ${services.join(' and ')}`,
    change: (seen: Observations) => {
      seen.balancerFile = { value: 'another configuration\n' };
      for (const request of seen.requests)
        if (services.includes(request.service)) Object.assign(recordOf(request), { address: BALANCER, forwarded: [] });
      for (const { request, service } of seen.spoofs)
        if (services.includes(service)) Object.assign(recordOf(request), { forwarded: ['192.0.2.66'] });
    },
    causes: ['balancer-passes-through'],
    says: `passes TLS connections through: node-01 sees ${BALANCER}`,
  })),
  ...[true, false].map((readBack) => ({
    name: `the limit stops at the WAF; settings ${readBack ? 'read back' : 'not read back'}`,
    change: (seen: Observations, verification: Verification) => {
      const waf = { name: 'waf', presentsAs: [WAF], headerPolicy: 'replace' as const };
      const behind = verification.farm.hops.map((hop) => ({ ...hop, headerPolicy: 'append' as const }));
      verification.farm = { ...verification.farm, hops: [waf, ...behind] };
      verification.ipDetection = {
        ...verification.ipDetection,
        forwardLimit: 2,
        knownProxies: [BALANCER, WAF],
      } as never;
      for (const node of NODES)
        seen.settings.set(node, { value: readBack ? { ...verification.ipDetection, forwardLimit: 1 } : undefined });
      for (const request of [...seen.requests, ...seen.spoofs.map((spoof) => spoof.request)])
        Object.assign(recordOf(request), { address: WAF, forwarded: [`${CLIENT}, ${WAF}`] });
      for (const spoof of seen.spoofs) spoof.plain = WAF;
    },
    causes: ['limit-stops-short'],
    says: readBack
      ? `node-01 reads 1 of 2 entries of X-Forwarded-For, and node-01 recorded ${WAF}`
      : `recorded ${WAF}, which is waf`,
  })),
  {
    name: 'a header of a content network is believed through the balancer',
    change: (seen) => {
      recordOf(spoofOf(seen, 'other-headers').request).address = '203.0.113.5';
    },
    causes: ['other-header-believed'],
    says: 'node-01 believes CF-Connecting-IP: a request from 127.9.9.10 was recorded with 203.0.113.5, which came in CF-',
  },
  {
    name: 'a header that is sent alone is believed',
    change: (seen) => {
      recordOf(spoofOf(seen, 'x-real-ip', 'api').request).address = '192.0.2.66';
    },
    causes: ['other-header-believed'],
    says: 'believes X-Real-IP',
  },
  {
    name: 'a header is believed in one shape of request only',
    change: (seen) => {
      const every = spoofOf(seen, 'every-header');
      const request = { ...structuredClone(every.request), shape: 'post' };
      recordOf(request).address = '203.0.113.5';
      seen.spoofs.push({ ...every, variant: 'every-header (POST)', request });
    },
    causes: ['other-header-believed'],
    says: 'node-01 believes CF-Connecting-IP in the shape “POST”: a request',
  },
  {
    name: 'the client’s own header is passed on of one client, in one shape of request only',
    change: (seen) => {
      const every = spoofOf(seen, 'every-header');
      const request = { ...structuredClone(every.request), shape: 'kept-connection', nth: 2, sentFrom: '127.9.9.12' };
      Object.assign(recordOf(request), { address: '192.0.2.66', forwarded: ['192.0.2.66'] });
      seen.spoofs.push({ ...every, variant: 'every-header (…, request 2)', request });
      seen.balancerFile = { value: 'another configuration\n' };
    },
    causes: ['client-header-passed-on'],
    says: 'own X-Forwarded-For on from 127.9.9.12 in the shape “Three requests on one connection, request 2”: “192.0.2.66”',
  },
  {
    name: 'the client’s own header is passed on of every client, in every shape',
    change: (seen) => {
      for (const spoof of [...seen.spoofs].filter(({ variant }) => variant === 'every-header')) {
        Object.assign(recordOf(spoof.request), { address: '192.0.2.66', forwarded: ['192.0.2.66'] });
        const request = { ...structuredClone(spoof.request), shape: 'post', sentFrom: '127.9.9.12' };
        seen.spoofs.push({ ...spoof, variant: 'every-header (POST)', request });
      }
      seen.balancerFile = { value: 'another configuration\n' };
    },
    causes: ['client-header-passed-on'],
    says: 'own X-Forwarded-For on: “192.0.2.66”',
  },
  {
    name: 'the spelling with underscores is believed, and arrives as the header',
    change: (seen) => {
      const { request } = spoofOf(seen, 'underscores');
      Object.assign(recordOf(request), { address: '192.0.2.66', forwarded: ['192.0.2.66'] });
      // What runs is not what is planned, or the header would have been deleted.
      seen.balancerFile = { value: 'planned configuration\nanother line\n' };
    },
    causes: ['other-header-believed', 'balancer.as-planned'],
    says: 'believes X_Forwarded_For',
  },
  {
    name: 'straight to a node, whose settings cannot be read',
    change: (seen) => {
      seen.settings.clear();
      for (const node of NODES) seen.settings.set(node, { value: undefined });
      recordOf(first(seen.direct)).address = '203.0.113.3';
    },
    causes: ['other-header-believed'],
    says: `node-01 believes X-Real-IP: a request from ${WIZARD}`,
  },
  {
    name: 'straight to a node, in the spelling with underscores',
    change: (seen) => {
      const request = first(seen.direct);
      request.variant = 'underscores';
      recordOf(request).address = '192.0.2.66';
    },
    causes: ['other-header-believed'],
    says: 'node-01 believes X_Forwarded_For',
  },
  {
    name: 'a node refuses a forged request that came straight to it, and records it',
    change: (seen) => {
      const request = first(seen.direct);
      Object.assign(request, { status: 403, twin: 200 });
      recordOf(request).address = '203.0.113.3';
    },
    causes: ['refused-and-recorded'],
    says: 'was answered 403 (node-01), and yet its forged address 203.0.113.3',
  },
  ...[403, 400].map((status) => ({
    name: `a forged request is answered ${status} and recorded`,
    change: (seen: Observations) => {
      const { request } = spoofOf(seen, status === 403 ? 'one-address' : 'other-headers');
      Object.assign(request, { status, node: null });
      recordOf(request).address = status === 403 ? '192.0.2.66' : '203.0.113.3';
    },
    causes: ['refused-and-recorded'],
    says: `was answered ${status} (web), and yet its forged address`,
  })),
  {
    name: 'a node answers everybody',
    change: (seen) => void seen.signIn?.without.set('node-02', 200),
    causes: ['sign-in-not-asked'],
    says: 'node-02 asks nobody to sign in',
  },
  {
    name: 'all nodes answer everybody, whom they take for nobody',
    change: (seen) => {
      for (const node of NODES) seen.signIn?.without.set(node, 200);
      answersOf(seen, 'node-01')?.set('node-02', { status: 200, account: 'nobody' });
    },
    causes: ['sign-in-not-asked'],
    says: 'node-01, node-02 and node-03 ask nobody',
  },
  {
    name: 'one node knows who signed in as another',
    change: (seen) => void answersOf(seen, 'node-01')?.set('node-02', { status: 200, account: 'nobody' }),
    causes: ['sign-in-names-another'],
    says: 'Whoever signs in as somebody is nobody on node-02.',
  },
  {
    name: 'the first node does so with sign-ins of another',
    change: (seen) => void answersOf(seen, 'node-03')?.set('node-01', { status: 200, account: 'else' }),
    causes: ['sign-in-names-another'],
    says: 'is else on node-03.',
  },
  {
    name: 'no cookie comes through the balancer',
    change: (seen) => void Object.assign(seen.signIn ?? {}, { through: { answer: null, status: 200, without: 401 } }),
    causes: ['cookie-lost-at-balancer'],
    says: 'not through Bundled proxy: no cookie came with the answer to a sign-in.',
  },
  {
    name: 'it comes, and is not honoured',
    change: (seen) =>
      void Object.assign(seen.signIn ?? {}, {
        through: { answer: { status: 401, account: null }, status: 401, without: 401 },
      }),
    causes: ['cookie-lost-at-balancer'],
    says: 'the cookie of a sign-in was answered 401.',
  },
  {
    name: 'the client’s header arrives, though the file is as planned',
    change: (seen) => {
      const record = recordOf(spoofOf(seen, 'one-address').request);
      Object.assign(record, { address: '192.0.2.66', forwarded: ['192.0.2.66'] });
    },
    causes: ['runs-another-configuration'],
    says: 'balancer.json is as planned, and yet X-Forwarded-For reached node-01 as “192.0.2.66”',
  },
  {
    name: 'no header arrives, though the file is as planned',
    change: (seen) => {
      for (const request of seen.requests) Object.assign(recordOf(request), { address: '127.9.9.4', forwarded: [] });
    },
    causes: ['runs-another-configuration'],
    says: 'as no header',
  },
  {
    name: 'the balancer was started before its file changed',
    change: (seen) => {
      seen.steps.push(step('balancer', 'It runs: balancer was started before balancer.json changed', 'service'));
    },
    causes: ['runs-another-configuration'],
    says: 'balancer was started before balancer.json changed.',
  },
  {
    name: 'a node was started before its file changed',
    change: (seen) => {
      seen.steps.push(step('node-02', 'It runs: application was started before application.json changed', 'service'));
    },
    causes: ['changed-not-in-force'],
    says: 'What runs on node-02 is older than its files',
  },
  {
    name: 'a file differs and nothing else',
    change: (seen) => {
      seen.steps.push(step('node-03', 'Settings: application.json is 2 bytes of other content', 'file'));
    },
    causes: ['changed-not-in-force'],
    says: 'A file on node-03 was changed, and nothing shows it yet',
  },
  {
    name: 'a service does not run: that is no changed file',
    change: (seen) => {
      seen.steps.push(step('node-03', 'It runs: application does not run', 'service'));
    },
    causes: ['plan.in-place'],
    says: 'does not run',
  },
]);
