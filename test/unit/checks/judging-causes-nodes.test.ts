import type { HealthSeen, Observations } from '../../../core/checks/observations.ts';
import type { Verification } from '../../../core/checks/ports.ts';
import { NODES } from '../../support/healthy-scene.ts';
import { causeSuite, first } from '../../support/judgement.ts';

const error = (code: string, message: string) => ({ code, field: null, message, remedy: 'Mend it.' });
const UNKNOWN_AUTHORITY = error(
  'vantage.certificate-refused',
  '127.9.9.102 port 8001 did not prove its identity as farm.example.test: self-signed certificate.',
);
const ENDED = error(
  'vantage.certificate-refused',
  '127.9.9.102 port 8001 did not prove its identity as farm.example.test: certificate has expired.',
);
const NO_ANSWER = error('vantage.no-answer', '127.9.9.102 port 8001 gave no answer in 5 s.');
/** A node whose health checks, or one of them, end so. */
function unwell(seen: Observations, node: string, change: Partial<HealthSeen>, service?: string): void {
  for (const look of seen.health)
    if (look.node === node && (service ?? look.service) === look.service)
      Object.assign(look, { status: null, certificate: null, ...change });
  seen.requests = seen.requests.filter((request) => request.node !== node);
  seen.facts.set(node, new Map([['version', { error: NO_ANSWER }]]));
}
function silent(seen: Observations, verification: Verification, node: string): void {
  for (const { id } of verification.profile.facts) seen.facts.get(node)?.set(id, { error: NO_ANSWER });
}
causeSuite([
  {
    name: 'a node shows a certificate of an unknown authority',
    change: (seen, verification) => {
      unwell(seen, 'node-02', { error: UNKNOWN_AUTHORITY });
      silent(seen, verification, 'node-02');
    },
    causes: ['certificate-refused'],
    says: 'node-02 (web): 127.9.9.102 port 8001 did not prove its identity as farm.example.test: self-signed',
  },
  {
    name: 'one node shows it, and another is down: each is told',
    change: (seen) => {
      unwell(seen, 'node-02', { error: UNKNOWN_AUTHORITY });
      unwell(seen, 'node-03', { status: 500, error: null });
    },
    causes: ['certificate-refused', 'node-does-not-answer'],
    says: 'node-02',
  },
  {
    name: 'in one service alone',
    change: (seen) => unwell(seen, 'node-03', { error: UNKNOWN_AUTHORITY }, 'api'),
    causes: ['certificate-refused'],
    says: 'certificate of node-03 (api)',
  },
  {
    name: 'a certificate has ended',
    change: (seen) => unwell(seen, 'node-02', { error: ENDED }),
    causes: ['certificate-ended'],
    says: 'The certificate of node-02 has ended',
  },
  {
    name: 'one has ended, and another is of an unknown authority',
    change: (seen) => {
      unwell(seen, 'node-01', { error: UNKNOWN_AUTHORITY });
      unwell(seen, 'node-02', { error: ENDED });
    },
    causes: ['certificate-ended', 'certificate-refused'],
    says: 'node-02',
  },
  {
    name: 'clients do not trust what one virtual service shows',
    change: (seen) => {
      for (const request of seen.requests.filter(({ service }) => service === 'web'))
        Object.assign(request, { node: null, status: null, error: UNKNOWN_AUTHORITY, records: { value: [] } });
      seen.spoofs = seen.spoofs.filter(({ service }) => service !== 'web');
    },
    causes: ['certificate-refused-at-service'],
    says: 'Clients do not trust the certificate that Bundled proxy shows at web: 127.9.9.102 port 8001 did not prove',
  },
  {
    name: 'nor what any of them shows',
    change: (seen) => {
      for (const request of seen.requests)
        Object.assign(request, { node: null, status: null, error: UNKNOWN_AUTHORITY, records: { value: [] } });
      seen.spoofs = [];
    },
    causes: ['certificate-refused-at-service'],
    says: 'at web and api',
  },
  ...[1, 3].map((nodes) => ({
    name: `the certificates of ${nodes} nodes end soon`,
    change: (seen: Observations) => {
      const validTo = new Date(Date.now() + 3.5 * 86_400_000).toUTCString();
      for (const { node, certificate } of seen.health)
        if (NODES.indexOf(node) < nodes && certificate !== null) certificate.validTo = validTo;
    },
    causes: ['certificate-ends-soon'],
    says: nodes === 1 ? 'in 3 days.' : 'in 3 days. 2 more end soon as well.',
  })),
  {
    name: 'a node says that it cannot sign in to its database',
    change: (seen) => unwell(seen, 'node-02', { status: 503, error: null, said: 'not signed in to the database' }),
    causes: ['database-does-not-answer'],
    says: 'node-02 answered 503 to its health check: “not signed in to the database”.',
  },
  {
    name: 'a node looks for its database where none is',
    change: (seen) => {
      unwell(seen, 'node-02', { status: 503, error: null, said: 'not signed in to the database' });
      const elsewhere = 'Server=127.9.9.3,1;Database=sample;User Id=svc-sample;Encrypt=true';
      seen.facts.get('node-02')?.set('connection', { value: elsewhere });
    },
    causes: ['database-does-not-answer'],
    says: 'The database does not serve node-02',
  },
  {
    name: 'the database host does not answer, and nodes answer with an error',
    change: (seen) => {
      for (const node of NODES) unwell(seen, node, { status: 500, error: null });
      seen.steps.push({
        ...first(seen.steps),
        host: 'database',
        state: 'not known',
        detail: 'nothing listens at 5000',
      });
      seen.spoofs = [];
    },
    causes: ['database-does-not-answer', 'distribution'],
    says: 'does not serve node-01, node-02 and node-03: node-01 answered 500 to its health check: “nothing listens at 5000”',
  },
  {
    name: 'a node that is stopped beside one whose database is gone',
    change: (seen) => {
      unwell(seen, 'node-02', { status: 503, error: null, said: 'SQL timeout' });
      unwell(seen, 'node-03', { error: error('vantage.refused', 'nothing listens there.') });
    },
    causes: ['database-does-not-answer', 'node-does-not-answer'],
    says: '“SQL timeout”',
  },
  {
    name: 'a node takes connections and answers nobody in time',
    change: (seen) => unwell(seen, 'node-02', { error: NO_ANSWER, taken: true }),
    causes: ['application-slow'],
    says: 'node-02 takes connections of web, and gave no answer in 5 s',
  },
  {
    name: 'two do, one in one service alone',
    change: (seen) => {
      unwell(seen, 'node-02', { error: NO_ANSWER, taken: true });
      unwell(seen, 'node-03', { error: NO_ANSWER, taken: true }, 'api');
    },
    causes: ['application-slow'],
    says: 'node-02 and node-03',
  },
  {
    name: 'no connection was taken: then the node is out of reach, and nothing is known of the application',
    change: (seen) => unwell(seen, 'node-02', { error: NO_ANSWER }),
    causes: ['node-does-not-answer'],
    says: 'gave no answer in 5 s',
  },
  {
    name: 'a TCP service that took its connection is no service that does not answer',
    change: (seen) => {
      Object.assign(first(seen.health), { status: null, connected: true });
      unwell(seen, 'node-02', { status: 500, error: null });
    },
    causes: ['node-does-not-answer'],
    says: 'node-02 does not',
  },
  {
    name: 'all but one request of a service end without an answer',
    change: (seen) => {
      for (const request of seen.requests.filter(({ service, node }) => service === 'web' && node !== 'node-01'))
        Object.assign(request, { node: null, status: null, error: NO_ANSWER, records: { value: [] } });
    },
    causes: ['requests-too-slow'],
    says: '2 of 28 requests of web got no answer in 5 s; the others were answered.',
  },
  {
    name: 'nothing of a service was ever answered: that may be a firewall',
    change: (seen) => {
      for (const request of seen.requests) {
        if (request.service === 'web')
          Object.assign(request, { node: null, status: null, error: NO_ANSWER, records: { value: [] } });
      }
      seen.spoofs = seen.spoofs.filter(({ service }) => service !== 'web');
      seen.direct = seen.direct.filter(({ service }) => service !== 'web');
    },
    causes: ['forged-direct.refused', 'distribution'],
    says: 'wrote no audit record of 0 of 1 forged requests that came straight to it. Also found: node-02 and node-03.',
  },
  {
    name: 'nodes record an address that nothing explains: one cause for all of them',
    change: (seen) => {
      for (const { node, records } of seen.requests)
        if (node !== 'node-01') for (const record of records.value ?? []) record.address = '198.51.100.7';
    },
    causes: ['audit.client-ip'],
    says: 'Also found: node-02 (api), node-03 (web) and node-03 (api).',
  },
  ...[['web'], ['web', 'api']].map((services) => ({
    name: `all healthy nodes are marked down in ${services.join(' and ')}`,
    change: (seen: Observations) => {
      for (const member of seen.pool.value ?? []) if (services.includes(member.service)) member.state = 'down';
    },
    causes: ['balancer-asks-wrong-path'],
    says: 'node-01 answers its health check directly, but Bundled proxy has it marked down in web',
  })),
  {
    name: 'so do those that went straight to a node',
    change: (seen) => {
      for (const request of seen.direct.filter(({ node }) => node === 'node-02'))
        Object.assign(request, { status: null, error: NO_ANSWER, records: { value: [] } });
    },
    causes: ['requests-too-slow'],
    says: 'straight to node-02 as well',
  },
  {
    name: 'a limiter answers 429 to all forged requests of a service',
    change: (seen) => {
      for (const { request } of seen.spoofs.filter(({ service }) => service === 'web'))
        Object.assign(request, { status: 429, node: null, records: { value: [] } });
    },
    causes: ['probes-refused'],
    says: '22 of 22 forged requests were answered 429 (web): ',
  },
  {
    name: 'a node answers 429 to forged requests that come straight to it',
    change: (seen) => {
      const [request] = seen.direct.filter(({ node }) => node === 'node-02');
      Object.assign(request ?? {}, { status: 429, twin: 200, records: { value: [] } });
    },
    causes: ['probes-refused'],
    says: '1 of 2 forged requests were answered 429 (node-02): ',
  },
  {
    name: 'one is refused, and so is the plain one beside it',
    change: (seen) => {
      const spoof = first(seen.spoofs);
      Object.assign(spoof, { twin: 403 });
      Object.assign(spoof.request, { status: 403, node: null, records: { value: [] } });
    },
    causes: ['probes-refused'],
    says: '1 of 22 forged requests were answered 403 (web), and beside 1 of them a plain request was refused, too',
  },
]);
