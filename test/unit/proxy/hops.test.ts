import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { HeaderPolicy } from '../../../core/model/header-policy.ts';
import { parseProxyConfig } from '../../../core/proxy/config.ts';
import { startProxy } from '../../../core/proxy/proxy.ts';
import { until } from '../../support/until.ts';
import { ask } from './proxy-client.ts';
import {
  CLIENT,
  PROXY,
  removeStandFiles,
  SOURCE,
  type Stand,
  standConfig,
  startStand,
  type TestNode,
  valuesOf,
} from './proxy-stand.ts';

const NAME = 'X-Forwarded-For';
const WAF = '127.77.0.8';
const FORGED: [string, string][] = [
  [NAME, '198.51.100.66'],
  ['x-forwarded-for', '198.51.100.67, 198.51.100.68'],
  ['X_Forwarded_For', '198.51.100.69'],
];

let ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.toReversed()) await end();
  ends = [];
});
afterAll(removeStandFiles);

/** Client, a hop in front, the balancer, a node. The hop in front is a bundled proxy whose only node is the balancer. */
async function chain(front: HeaderPolicy, balancer: HeaderPolicy, from?: string[]) {
  const header = { name: NAME, policy: balancer, ...(from === undefined ? {} : { from }) };
  const stand: Stand = await startStand({ nodes: 1, service: { header } });
  ends.push(() => stand.close());
  const config = await standConfig([{ name: 'balancer', address: PROXY, port: stand.port }], {
    header: { name: NAME, policy: front },
    sourceAddress: WAF,
  });
  const waf = await startProxy(parseProxyConfig(config));
  ends.push(() => waf.close(0));
  await until(() => waf.status()[0]?.nodes[0]?.state === 'up', { what: 'the hop in front has found the balancer' });
  const node = stand.nodes[0] as TestNode;
  const lines = async (port: number, sent: [string, string][]) => {
    node.received.length = 0;
    expect((await ask(port, { lines: sent })).status).toBe(200);
    const [received] = node.received;
    expect(received?.peer).toBe(SOURCE);
    expect(received?.lines.filter(([name]) => name.includes('_'))).toEqual([]);
    return valuesOf(received?.lines ?? [], NAME);
  };
  const wafPort = waf.addresses[0]?.port ?? 0;
  return {
    /** The header's lines as the node receives them, of a request through both hops. */
    through: (sent: [string, string][]) => lines(wafPort, sent),
    /** The same, of a request that goes around the hop in front. */
    around: (sent: [string, string][]) => lines(stand.port, sent),
  };
}

describe('a hop in front that replaces, and a balancer that appends and believes that hop only', () => {
  it('give the node client and hop, in their order, in one line, whatever was forged', async () => {
    const { through } = await chain('replace', 'append', [WAF]);
    expect(await through([])).toEqual([`${CLIENT}, ${WAF}`]);
    expect(await through(FORGED)).toEqual([`${CLIENT}, ${WAF}`]);
  });

  it('give the node the client alone where it goes around that hop, whatever it forged', async () => {
    const { around } = await chain('replace', 'append', [WAF]);
    expect(await around([])).toEqual([CLIENT]);
    expect(await around(FORGED)).toEqual([CLIENT]);
    expect(await around([[NAME, WAF]])).toEqual([CLIENT]);
    expect(await around([[NAME, `${CLIENT}, ${WAF}`]])).toEqual([CLIENT]);
  });
});

describe('what is written in another form', () => {
  it('is the same address', async () => {
    const config = await standConfig([{ name: 'node-1', address: '127.77.1.1', port: 9 }], {
      header: { name: NAME, policy: 'append', from: ['::ffff:127.77.0.8', '2001:0DB8:0:0::0A', '::ffff:7f4d:9'] },
    });
    expect(parseProxyConfig(config).services[0]?.header.from).toEqual(['127.77.0.8', '2001:db8::a', '127.77.0.9']);
  });
});

/** What the node receives through both hops and around the first, each of a request with one forged line. */
const EXPECTED: Record<HeaderPolicy, Record<HeaderPolicy, [through: string[], around: string[]]>> = {
  replace: {
    append: [[`${CLIENT}, ${WAF}`], [CLIENT]],
    'add-line': [[CLIENT, WAF], [CLIENT]],
    'if-none': [[CLIENT], [CLIENT]],
    preserve: [[CLIENT], []],
    replace: [[WAF], [CLIENT]],
    remove: [[], []],
  },
  append: {
    append: [[`1.2.3.4, ${CLIENT}, ${WAF}`], [CLIENT]],
    'add-line': [[`1.2.3.4, ${CLIENT}`, WAF], [CLIENT]],
    'if-none': [[`1.2.3.4, ${CLIENT}`], [CLIENT]],
    preserve: [[`1.2.3.4, ${CLIENT}`], []],
    replace: [[WAF], [CLIENT]],
    remove: [[], []],
  },
  'add-line': {
    append: [[`1.2.3.4, ${CLIENT}, ${WAF}`], [CLIENT]],
    'add-line': [['1.2.3.4', CLIENT, WAF], [CLIENT]],
    'if-none': [['1.2.3.4', CLIENT], [CLIENT]],
    preserve: [['1.2.3.4', CLIENT], []],
    replace: [[WAF], [CLIENT]],
    remove: [[], []],
  },
  'if-none': {
    append: [[`1.2.3.4, ${WAF}`], [CLIENT]],
    'add-line': [['1.2.3.4', WAF], [CLIENT]],
    'if-none': [['1.2.3.4'], [CLIENT]],
    preserve: [['1.2.3.4'], []],
    replace: [[WAF], [CLIENT]],
    remove: [[], []],
  },
  preserve: {
    append: [[`1.2.3.4, ${WAF}`], [CLIENT]],
    'add-line': [['1.2.3.4', WAF], [CLIENT]],
    'if-none': [['1.2.3.4'], [CLIENT]],
    preserve: [['1.2.3.4'], []],
    replace: [[WAF], [CLIENT]],
    remove: [[], []],
  },
  remove: {
    append: [[WAF], [CLIENT]],
    'add-line': [[WAF], [CLIENT]],
    'if-none': [[WAF], [CLIENT]],
    preserve: [[], []],
    replace: [[WAF], [CLIENT]],
    remove: [[], []],
  },
};

describe('every pair of policies, where the balancer believes the hop in front only', () => {
  const pairs = HeaderPolicy.options.flatMap((front) => HeaderPolicy.options.map((own) => [front, own] as const));
  it.each(pairs)('%s, then %s', async (front, own) => {
    const { through, around } = await chain(front, own, [WAF]);
    expect([await through([[NAME, '1.2.3.4']]), await around([[NAME, '1.2.3.4']])]).toEqual(EXPECTED[front][own]);
  });
});

describe('a balancer that believes every peer', () => {
  it('passes on what a client forged, as it is told to', async () => {
    const { around } = await chain('replace', 'append');
    expect(await around([[NAME, '1.2.3.4']])).toEqual([`1.2.3.4, ${CLIENT}`]);
  });
});
