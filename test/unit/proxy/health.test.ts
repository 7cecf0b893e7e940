import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { afterCheck, type HealthState, UNCHECKED } from '../../../core/proxy/health-state.ts';
import { RoundRobin } from '../../../core/proxy/round-robin.ts';
import { makeAuthority } from '../../support/certificates.ts';
import { until } from '../../support/until.ts';
import { ask } from './proxy-client.ts';
import {
  HOST,
  removeStandFiles,
  SLOW_CHECKS,
  SOURCE,
  type Stand,
  standAuthority,
  startStand,
  valuesOf,
} from './proxy-stand.ts';

let stand: Stand | undefined;
afterEach(async () => {
  await stand?.close();
  stand = undefined;
});
afterAll(removeStandFiles);

/** What the proxy says of the only node once it has been checked. */
async function firstVerdict(from: Stand) {
  return await until(
    () => {
      const node = from.proxy.status()[0]?.nodes[0];
      return node?.state !== 'unchecked' && node;
    },
    { what: 'the node has been checked' },
  );
}

describe('healthy is exactly 200', () => {
  it.each([
    [200, 'up'],
    [201, 'down'],
    [204, 'down'],
    [206, 'down'],
    [301, 'down'],
    [302, 'down'],
    [401, 'down'],
    [404, 'down'],
    [500, 'down'],
    [503, 'down'],
  ])('%i is %s', async (status, state) => {
    stand = await startStand({ nodes: 1, waitForUp: false });
    const [node] = stand.nodes as [Stand['nodes'][0]];
    node.health = (_request, response) => response.writeHead(status, { Location: '/healthy' }).end();
    await until(() => node.checks.length >= 4, { what: 'the node was asked four times' });
    const verdict = await firstVerdict(stand);
    // The first checks may have found the answer of before.
    await stand.whenState(node, state);
    expect(verdict.address).toBe('127.77.1.1');
    expect(stand.proxy.status()[0]?.nodes[0]?.lastResult).toBe(status === 200 ? '200' : `${status}, which is not 200`);
    expect(node.received).toEqual([]);
    expect((await ask(stand.port)).status).toBe(state === 'up' ? 200 : 503);
  });
});

describe('a check', () => {
  it('is sent with the host, the server name, from the source address', async () => {
    stand = await startStand({ nodes: 1 });
    const [check] = stand.nodes[0]?.checks ?? [];
    expect(check).toMatchObject({ method: 'GET', url: '/health', peer: SOURCE, sni: HOST });
    expect(valuesOf(check?.lines ?? [], 'Host')).toEqual([HOST]);
  });

  it('is a whole handshake each time, so that the certificate is looked at each time', async () => {
    stand = await startStand({ nodes: 1 });
    const [node] = stand.nodes as [Stand['nodes'][0]];
    await until(() => node.checks.length >= 5, { what: 'there were five checks' });
    expect(node.checks.filter(({ resumed }) => resumed)).toEqual([]);
  });

  it('that is not over lets no request pass', async () => {
    stand = await startStand({ nodes: 1, health: () => {}, waitForUp: false });
    const [node] = stand.nodes as [Stand['nodes'][0]];
    await until(() => node.checks.length === 1, { what: 'the check is under way' });
    expect(stand.state(node)).toBe('unchecked');
    expect((await ask(stand.port)).status).toBe(503);
    expect(node.received).toEqual([]);
  });

  it('that gets no answer in time is a failure', async () => {
    const health = { method: 'GET', path: '/health', host: HOST, intervalMs: 20, timeoutMs: 500, fall: 2, rise: 2 };
    stand = await startStand({ nodes: 1, service: { health } });
    const [node] = stand.nodes as [Stand['nodes'][0]];
    node.health = () => {};
    await stand.whenState(node, 'down');
    expect(stand.proxy.status()[0]?.nodes[0]).toMatchObject({ lastResult: 'no answer within 500 ms' });
    node.health = (_request, response) => response.end();
    await stand.whenState(node, 'up');
  });

  it('that is cut off is a failure, and says so', async () => {
    stand = await startStand({ nodes: 1 });
    const [node] = stand.nodes as [Stand['nodes'][0]];
    node.health = (request) => request.socket.destroy();
    await stand.whenState(node, 'down');
    expect(stand.proxy.status()[0]?.nodes[0]?.lastResult).toBe('connection reset');
  });

  it('finds a node that is not there', async () => {
    stand = await startStand({ nodes: 1 });
    const [node] = stand.nodes as [Stand['nodes'][0]];
    await node.crash();
    await stand.whenState(node, 'down');
    expect(stand.proxy.status()[0]?.nodes[0]?.lastResult).toBe('connection refused');
    expect((await ask(stand.port)).status).toBe(503);
    await node.listen();
    await stand.whenState(node, 'up');
    expect((await ask(stand.port)).status).toBe(200);
  });
});

describe('a node is verified', () => {
  it('and never up with a certificate for another name', async () => {
    const wrong = await (await standAuthority()).issue({
      commonName: HOST,
      names: ['other.example.test', '127.77.1.1'],
    });
    stand = await startStand({ nodes: 1, identities: [wrong], waitForUp: false });
    expect(await firstVerdict(stand)).toMatchObject({
      state: 'down',
      lastResult: 'the certificate does not name this server',
    });
    await neverUsed(stand);
  });

  it('and never up with a certificate of another authority of the same name', async () => {
    const authority = await makeAuthority();
    try {
      const foreign = await authority.issue({ commonName: HOST, names: [HOST] });
      stand = await startStand({ nodes: 1, identities: [foreign], waitForUp: false });
      expect(await firstVerdict(stand)).toMatchObject({
        state: 'down',
        lastResult: expect.stringMatching(/certificate|verif|signature/i),
      });
      await neverUsed(stand);
    } finally {
      await authority.remove();
    }
  });

  async function neverUsed({ proxy, nodes, port }: Stand) {
    const checkedAt = () => proxy.status()[0]?.nodes[0]?.lastCheckedAt ?? null;
    for (let times = 0; times < 4; times += 1) {
      const before = checkedAt();
      await until(() => checkedAt() !== before, { what: 'the node was checked again' });
      expect(proxy.status()[0]?.nodes[0]?.state).toBe('down');
    }
    expect((await ask(port)).status).toBe(503);
    expect(nodes[0]?.received).toEqual([]);
    expect(nodes[0]?.checks).toEqual([]);
  }

  it('at every connection: a node that changes its certificate gets no request', async () => {
    stand = await startStand({ nodes: 1, service: { health: SLOW_CHECKS } });
    const [node] = stand.nodes as [Stand['nodes'][0]];
    const wrong = await (await standAuthority()).issue({ commonName: 'other', names: ['other.example.test'] });
    node.showFromNowOn(wrong);
    expect((await ask(stand.port, { path: '/secret' })).status).toBe(502);
    expect((await ask(stand.port, { method: 'POST', body: 'secret' })).status).toBe(502);
    expect(node.received).toEqual([]);
  });
});

describe('fall and rise', () => {
  const limits = { fall: 3, rise: 2 };
  const run = (results: string) => {
    let health: HealthState = UNCHECKED;
    return [...results].map((result) => {
      health = afterCheck(health, result === '+', limits);
      return health;
    });
  };
  const short = (results: string) =>
    run(results)
      .map(({ state }) => state[0])
      .join('');

  it.each([
    ['+', 'u'],
    ['-', 'd'],
    ['+--+---', 'uuuuuud'],
    ['+--+--+--', 'uuuuuuuuu'],
    ['-+-++', 'ddddu'],
    ['-++---++', 'dduuuddu'],
    ['+---+-+-++', 'uuuddddddu'],
  ])('%s is %s', (results, states) => {
    expect(short(results)).toBe(states);
  });

  it('are counted by the running proxy', async () => {
    const health = { method: 'GET', path: '/health', host: HOST, intervalMs: 10, timeoutMs: 10_000, fall: 4, rise: 3 };
    stand = await startStand({ nodes: 1, service: { health } });
    const [node] = stand.nodes as [Stand['nodes'][0]];
    const answers = [503, 503, 503, 200, 503, 503, 503, 503, 200, 200, 503, 200, 200, 200];
    const seen: string[] = [];
    await new Promise<void>((resolve) => {
      node.health = (_request, response) => {
        seen.push(stand?.state(node) ?? '');
        const status = answers.shift();
        if (status === undefined) resolve();
        response.writeHead(status ?? 200).end();
      };
    });
    // What the proxy held before each answer.
    expect(seen.map((state) => state[0]).join('')).toBe('uuuuuuuuddddddu');
    expect(
      stand.events.filter(({ type }) => type === 'node-state').map((event) => 'state' in event && event.state),
    ).toEqual(['up', 'down', 'up']);
  });
});

describe('round robin', () => {
  it('gives each item in turn, passing over those that may not be taken', () => {
    const turn = new RoundRobin(['a', 'b', 'c']);
    const take = (without = '') => turn.take((item) => !without.includes(item));
    expect([take(), take(), take(), take()].join('')).toBe('abca');
    expect([take('b'), take('b'), take('b')].join('')).toBe('cac');
    expect(take('abc')).toBeUndefined();
    expect([take(), take()].join('')).toBe('ab');
    expect(new RoundRobin<string>([]).take(() => true)).toBeUndefined();
  });

  it('spreads requests evenly and counts them', async () => {
    stand = await startStand({ nodes: 3 });
    for (let sent = 0; sent < 9; sent += 1) await ask(stand.port);
    expect(stand.nodes.map((node) => node.received.length)).toEqual([3, 3, 3]);
    expect(stand.proxy.status()[0]?.nodes.map(({ requests }) => requests)).toEqual([3, 3, 3]);
  });

  it('takes only those that are up', async () => {
    stand = await startStand({ nodes: 3 });
    const [, second] = stand.nodes as [Stand['nodes'][0], Stand['nodes'][0]];
    second.health = (_request, response) => response.writeHead(503).end();
    await stand.whenState(second, 'down');
    for (let sent = 0; sent < 8; sent += 1) await ask(stand.port);
    expect(stand.nodes.map((node) => node.received.length)).toEqual([4, 0, 4]);
  });
});
