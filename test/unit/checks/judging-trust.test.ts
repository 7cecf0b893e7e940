import { BALANCER, NODES } from '../../support/healthy-scene.ts';
import { causeSuite, type JudgementCase, judgementSuite, setting } from '../../support/judgement.ts';

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
  { name: 'has a key that is not known', change: { trustAll: true } },
  { name: 'has an entry that is no address', change: { knownProxies: [BALANCER, 'balancer.example'] } },
];

judgementSuite([
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
]);

causeSuite([
  {
    name: 'one node trusts everybody, and another one a range beyond the plan: each is told of its own node',
    change: (seen) => {
      setting(seen, 'node-01', { knownProxies: [], knownNetworks: [] });
      setting(seen, 'node-03', { knownNetworks: ['10.0.0.0/8'] });
    },
    causes: ['anyone-is-trusted', 'more-is-trusted'],
    says: 'node-01',
    thenSays: ['node-03 trusts more than planned'],
  },
]);
