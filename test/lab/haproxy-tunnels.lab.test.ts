import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { until } from '../support/until.ts';
import { ask } from '../unit/proxy/proxy-client.ts';
import {
  CLIENT,
  freePort,
  HOST,
  PROXY,
  removeStandFiles,
  SOURCE,
  standAuthority,
  standIdentity,
  startStand,
  type TestNode,
  valuesOf,
} from '../unit/proxy/proxy-stand.ts';
import { openTcp, startTcpStand, type TcpNode, type TcpStand } from '../unit/proxy/tcp-stand.ts';

let ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.toReversed()) await end();
  ends = [];
});
afterAll(removeStandFiles);

const DEFAULTS = `    timeout connect 2s
    timeout client 60s
    timeout server 60s
    timeout tunnel 60s
    timeout client-fin 60s
    timeout server-fin 60s`;

/** A real HAProxy with one section and an admin socket. */
async function haproxy(section: (port: number) => string) {
  const folder = await mkdtemp(join(tmpdir(), 'farmwright-haproxy-'));
  const port = await freePort(PROXY);
  const socket = join(folder, 's');
  await writeFile(
    join(folder, 'haproxy.cfg'),
    `global\n    log stderr local0 warning\n    stats socket ${socket} mode 600 level admin\ndefaults\n${DEFAULTS}\n${section(port)}\n`,
  );
  const child: ChildProcess = spawn('/usr/sbin/haproxy', ['-db', '-f', join(folder, 'haproxy.cfg')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  ends.push(async () => {
    child.kill('SIGKILL');
    await until(() => child.signalCode ?? child.exitCode !== null, { what: 'HAProxy has ended' });
    await rm(folder, { recursive: true });
  });
  const command = (line: string) =>
    new Promise<string>((resolve, reject) => {
      let got = '';
      const to = connect(socket, () => to.write(`${line}\n`));
      to.on('data', (chunk) => {
        got += chunk;
      });
      to.once('error', reject);
      to.once('close', () => resolve(got));
    });
  await until(
    async () => {
      if (child.exitCode !== null) throw new Error(said);
      return (await command('show info')).includes('Version');
    },
    { what: 'HAProxy answers' },
  );
  return { port, command };
}

/** HAProxy in mode tcp before the nodes of a stand. */
const tcpBefore = (nodes: { name: string; address: string; port: number }[], more = '') =>
  haproxy(
    (port) => `listen web
    bind ${PROXY}:${port}
    mode tcp
    option redispatch
    retries 1
    source ${SOURCE}
${more}
${nodes.map(({ name, address, port: at }) => `    server ${name} ${address}:${at}`).join('\n')}`,
  );

/** What the other side of a connection sees, whichever proxy stands between. */
async function sights(port: number, node: TcpNode) {
  const seen: Record<string, unknown> = {};
  const pair = async () => {
    const count = node.connections.length + 1;
    const client = await openTcp(port);
    // HAProxy opens to the node at once in mode tcp, as the bundled proxy does.
    const atNode = await node.connection(count);
    return { client, atNode };
  };
  for (const first of ['client', 'node'] as const) {
    const { client, atNode } = await pair();
    seen.peer = atNode.peer;
    const [ending, going] = first === 'client' ? [client, atNode] : [atNode, client];
    ending.socket.end('last words');
    await until(() => going.ended, { what: 'the other side is told' });
    going.socket.end('answer');
    await until(() => ending.ended && client.closed && atNode.closed, { what: 'both have ended' });
    seen[`half-close by ${first}`] = [going.text, ending.text, ending.broken, going.broken];
  }
  for (const first of ['client', 'node'] as const) {
    const { client, atNode } = await pair();
    const [breaking, other] = first === 'client' ? [client, atNode] : [atNode, client];
    breaking.socket.write('half');
    await until(() => other.text === 'half', { what: 'there is a stream' });
    breaking.socket.resetAndDestroy();
    await until(() => other.closed || other.ended, { what: 'the other side has lost it' });
    seen[`reset by ${first}`] = other.ended ? 'ended' : 'broken';
    other.socket.destroy();
  }
  return seen;
}

describe('in mode tcp', () => {
  it('TLS is the node’s own, and the node sees the source address', async () => {
    const stand = await startStand({ nodes: 1, service: { mode: 'tcp' } });
    ends.push(() => stand.close());
    const node = stand.nodes[0] as TestNode;
    const theirs = await tcpBefore([node]);
    const seen = [];
    for (const port of [theirs.port, stand.port]) {
      node.received.length = 0;
      expect((await ask(port, { lines: [['X-Forwarded-For', '1.2.3.4']] })).status).toBe(200);
      const [received] = node.received;
      seen.push([received?.peer, received?.sni, valuesOf(received?.lines ?? [], 'X-Forwarded-For')]);
    }
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[0]).toEqual([SOURCE, HOST, ['1.2.3.4']]);
  });

  it('ends and resets pass as through HAProxy', async () => {
    const stand = await startTcpStand();
    ends.push(() => stand.close());
    const node = stand.nodes[0] as TcpNode;
    const theirs = await tcpBefore([node]);
    const seen = await sights(theirs.port, node);
    // HAProxy ends the client's side in order where the node broke off; the bundled proxy lets the client see the break.
    expect(seen['reset by node']).toBe('ended');
    expect(await sights(stand.port, node)).toEqual({ ...seen, 'reset by node': 'broken' });
  });

  it('a node that refuses is replaced by another; without one the client is cut off', async () => {
    const stand = await startTcpStand({ nodes: 2 });
    ends.push(() => stand.close());
    const [first, second] = stand.nodes as [TcpNode, TcpNode];
    await first.refuse();
    const theirs = await tcpBefore([first, second]);
    for (const port of [theirs.port, stand.port])
      for (let sent = 0; sent < 2; sent += 1) {
        const count = second.connections.length + 1;
        const client = await openTcp(port);
        client.socket.write('hello');
        const side = await second.connection(count);
        await until(() => side.text === 'hello', { what: 'the other has it' });
        client.socket.destroy();
        side.socket.destroy();
      }
    await second.refuse();
    const ended = [];
    for (const port of [theirs.port, stand.port]) {
      const client = await openTcp(port);
      client.socket.write('hello');
      await until(() => client.ended || client.closed, { what: 'it is cut off' });
      ended.push(client.ended ? 'ended' : 'broken');
      client.socket.destroy();
    }
    expect(ended).toEqual(['ended', 'broken']);
  });
});

describe('source persistence', () => {
  const FROM = Array.from({ length: 24 }, (_, index) => `127.77.0.${20 + index}`);
  async function owners(port: number, stand: TcpStand): Promise<string[]> {
    const found = [];
    for (const from of FROM) {
      const before = stand.nodes.map(({ connections }) => connections.length);
      const client = await openTcp(port, from);
      const owner = await until(
        () => stand.nodes.find(({ connections }, index) => connections.length > (before[index] ?? 0)),
        { what: 'a node has it' },
      );
      client.socket.destroy();
      owner.connections.at(-1)?.socket.destroy();
      found.push(owner.name);
    }
    return found;
  }

  it('keeps and moves clients by the same rules as balance source with a consistent hash', async () => {
    const stand = await startTcpStand({ nodes: 3, service: { persistence: 'source' } });
    ends.push(() => stand.close());
    const theirs = await tcpBefore(stand.nodes, '    balance source\n    hash-type consistent sdbm avalanche');
    const both = {
      haproxy: {
        port: theirs.port,
        set: (node: string, to: 'ready' | 'maint') => theirs.command(`set server web/${node} state ${to}`),
      },
      ours: {
        port: stand.port,
        set: async (node: string, to: 'ready' | 'maint') =>
          stand.proxy.setNode({ service: 'web', node, state: to === 'ready' ? 'ready' : 'halt' }),
      },
    };
    for (const [name, { port, set }] of Object.entries(both)) {
      const first = await owners(port, stand);
      expect([name, await owners(port, stand)]).toEqual([name, first]);
      expect(new Set(first).size).toBe(3);
      await set('node-2', 'maint');
      const without = await owners(port, stand);
      expect([name, without.map((owner, index) => first[index] !== 'node-2' && owner !== first[index])]).toEqual([
        name,
        FROM.map(() => false),
      ]);
      expect(without).not.toContain('node-2');
      await set('node-2', 'ready');
      expect([name, await owners(port, stand)]).toEqual([name, first]);
    }
  });
});

describe('a header that is believed from the hop in front only', () => {
  it.each(['add-line', 'remove', 'if-none', 'preserve'] as const)('%s', async (policy) => {
    const from = '127.77.0.8';
    const stand = await startStand({
      nodes: 1,
      service: { header: { name: 'X-Forwarded-For', policy, from: [from] } },
    });
    ends.push(() => stand.close());
    const node = stand.nodes[0] as TestNode;
    const { joinedFile } = await standIdentity();
    const { certificateFile } = await standAuthority();
    const own = {
      'add-line': 'option forwardfor',
      remove: 'http-request del-header X-Forwarded-For',
      'if-none': 'option forwardfor if-none',
      preserve: '',
    }[policy];
    const theirs = await haproxy(
      (port) => `listen web
    bind ${PROXY}:${port} ssl crt ${joinedFile} alpn http/1.1
    mode http
    http-request del-header X-Forwarded-For unless { src ${from} }
    ${own}
    source ${SOURCE}
    server node ${node.address}:${node.port} ssl verify required ca-file ${certificateFile} sni str(${HOST}) verifyhost ${HOST}`,
    );
    for (const client of [CLIENT, from])
      for (const sent of [[], ['1.2.3.4'], ['1.2.3.4', '5.6.7.8, 9.9.9.9']]) {
        const got = [];
        for (const port of [theirs.port, stand.port]) {
          node.received.length = 0;
          const lines = sent.map((value): [string, string] => ['X-Forwarded-For', value]);
          expect((await ask(port, { from: client, lines })).status).toBe(200);
          got.push(valuesOf(node.received[0]?.lines ?? [], 'X-Forwarded-For'));
        }
        expect([client, sent, got[1]]).toEqual([client, sent, got[0]]);
      }
  });
});
