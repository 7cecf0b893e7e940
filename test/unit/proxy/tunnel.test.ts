import { createHash, randomBytes } from 'node:crypto';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { until } from '../../support/until.ts';
import { ask } from './proxy-client.ts';
import { HOST, removeStandFiles, SOURCE, type Stand, startStand, type TestNode, valuesOf } from './proxy-stand.ts';
import { LONG, openTcp, startTcpStand, type TcpNode, type TcpStand } from './tcp-stand.ts';

let stand: TcpStand | Stand | undefined;
afterEach(async () => {
  await stand?.close();
  stand = undefined;
});
afterAll(removeStandFiles);

async function started(options: Parameters<typeof startTcpStand>[0] = {}) {
  const made = await startTcpStand(options);
  stand = made;
  return { ...made, node: made.nodes[0] as TcpNode };
}

const sha256 = (body: Buffer) => createHash('sha256').update(body).digest('hex');

describe('TLS in mode tcp', () => {
  it('is spoken with the node itself, which sees the source address and the request as it was sent', async () => {
    const made = await startStand({
      nodes: 1,
      service: { mode: 'tcp', tls: { certificateFile: 'absent.pem', keyFile: 'absent.pem' } },
    });
    stand = made;
    const lines: [string, string][] = [
      ['X-Forwarded-For', '1.2.3.4'],
      ['Forwarded', 'for=1.2.3.4'],
    ];
    expect((await ask(made.port, { path: '/a', lines })).status).toBe(200);
    const [received] = (made.nodes[0] as TestNode).received;
    expect(received).toMatchObject({ url: '/a', peer: SOURCE, sni: HOST });
    expect(valuesOf(received?.lines ?? [], 'X-Forwarded-For')).toEqual(['1.2.3.4']);
    expect(valuesOf(received?.lines ?? [], 'Forwarded')).toEqual(['for=1.2.3.4']);
  });

  it('is checked as in mode http, or not looked at, as the check says', async () => {
    const bad = await startStand({ nodes: 1, service: { mode: 'tcp' }, waitForUp: false });
    stand = bad;
    const node = bad.nodes[0] as TestNode;
    node.health = (_request, response) => response.writeHead(503).end();
    await bad.whenState(node, 'down');
    expect(bad.proxy.status()[0]?.nodes[0]?.lastResult).toBe('503, which is not 200');
    await expect(ask(bad.port)).rejects.toThrow(/hang up|reset|disconnected/i);
    expect(bad.events).toContainEqual({
      type: 'connection-failed',
      service: 'web',
      node: null,
      why: 'no node of this service is healthy and ready',
    });
  });
});

describe('bytes', () => {
  it('pass in both directions at once, unharmed, for many clients', async () => {
    const { nodes, port, allOver, status, proxy } = await started({ nodes: 3 });
    for (const node of nodes) node.take = ({ socket }) => void socket.pipe(socket);
    const bodies = Array.from({ length: 12 }, (_, index) => randomBytes(500_000 + index));
    const echoed = await Promise.all(
      bodies.map(async (body) => {
        const client = await openTcp(port);
        const chunks: Buffer[] = [];
        client.socket.on('data', (chunk: Buffer) => chunks.push(chunk));
        client.socket.end(body);
        await until(() => client.closed, { what: 'all has come back', limitMs: 30_000 });
        expect(client.broken).toBe(false);
        return Buffer.concat(chunks);
      }),
    );
    expect(echoed.map(sha256)).toEqual(bodies.map(sha256));
    await allOver();
    const total = bodies.reduce((sum, { length }) => sum + length, 0);
    const [service] = proxy.status();
    for (const key of ['bytesIn', 'bytesOut'] as const)
      expect(service?.nodes.reduce((sum, node) => sum + node[key], 0)).toBe(total);
    for (const node of nodes) expect(status(node)).toMatchObject({ requests: 4, failures: 0, active: 0 });
  });

  it('pass as soon as they come, and are counted as they pass', async () => {
    const { node, port, status } = await started();
    const client = await openTcp(port);
    const atNode = await node.connection(1);
    expect(atNode.peer).toBe(SOURCE);
    atNode.socket.write('first the node');
    await until(() => client.text === 'first the node', { what: 'the client has it' });
    client.socket.write('then the client');
    await until(() => atNode.text === 'then the client', { what: 'the node has it' });
    expect(status(node)).toMatchObject({ active: 1, requests: 1, failures: 0, bytesIn: 15, bytesOut: 14 });
    client.socket.destroy();
  });

  it.each(['client', 'node'])('wait for a %s that does not read', async (slow) => {
    const { node, port } = await started();
    const client = await openTcp(port);
    const atNode = await node.connection(1);
    const [reader, writer] = slow === 'client' ? [client, atNode] : [atNode, client];
    reader.socket.pause();
    let written = 0;
    const more = () => {
      while (written < 256 * 1_048_576) {
        written += 65_536;
        if (!writer.socket.write(Buffer.alloc(65_536))) return void writer.socket.once('drain', more);
      }
    };
    more();
    let last = -1;
    let same = 0;
    await until(
      () => {
        same = written === last ? same + 1 : 0;
        last = written;
        return same >= 20;
      },
      { what: 'no more is written', limitMs: 30_000 },
    );
    expect(written).toBeLessThan(64 * 1_048_576);
    expect(process.memoryUsage().arrayBuffers).toBeLessThan(128 * 1_048_576);
    reader.socket.resume();
    const stopped = written;
    await until(() => reader.bytes > stopped, { what: 'it goes on', limitMs: 30_000 });
    client.socket.destroy();
  });
});

describe('the end of one direction', () => {
  it.each(['client', 'node'])('that the %s ends leaves the other open', async (first) => {
    const { node, port, allOver, events } = await started();
    const client = await openTcp(port);
    const atNode = await node.connection(1);
    const [ending, going] = first === 'client' ? [client, atNode] : [atNode, client];
    ending.socket.end('last words');
    await until(() => going.ended, { what: 'the other side is told' });
    expect([going.text, ending.ended, going.closed]).toEqual(['last words', false, false]);
    going.socket.write('still ');
    await until(() => ending.text === 'still ', { what: 'the other direction goes on' });
    going.socket.end('going');
    await until(() => ending.ended && going.closed, { what: 'both have ended' });
    expect([ending.text, ending.broken, going.broken]).toEqual(['still going', false, false]);
    await allOver();
    expect(events.filter(({ type }) => type === 'connection-failed')).toEqual([]);
  });

  it.each(['client', 'node'])('is not told before a slow %s has all that was sent to it', async (slow) => {
    const { node, port, allOver, status } = await started();
    const client = await openTcp(port);
    const atNode = await node.connection(1);
    const [reader, writer] = slow === 'client' ? [client, atNode] : [atNode, client];
    reader.socket.pause();
    reader.socket.end();
    await until(() => writer.ended, { what: 'one direction has ended' });
    writer.socket.end(Buffer.alloc(4 * 1_048_576));
    expect(status(node).active).toBe(1);
    reader.socket.resume();
    await until(() => reader.closed, { what: 'it has all', limitMs: 30_000 });
    expect([reader.bytes, reader.ended, reader.broken]).toEqual([4 * 1_048_576, true, false]);
    await allOver();
    expect(status(node).failures).toBe(0);
  });

  it.each(['client', 'node'])('by a %s that breaks off resets the other side', async (first) => {
    const { node, port, allOver, status, events } = await started();
    const client = await openTcp(port);
    const atNode = await node.connection(1);
    const [breaking, other] = first === 'client' ? [client, atNode] : [atNode, client];
    breaking.socket.write('half');
    await until(() => other.text === 'half', { what: 'there is a stream' });
    breaking.socket.resetAndDestroy();
    await until(() => other.closed, { what: 'the other side has lost it' });
    expect([other.ended, other.broken]).toEqual([false, true]);
    await allOver();
    expect(status(node).failures).toBe(first === 'node' ? 1 : 0);
    const failed = { type: 'connection-failed', service: 'web', node: 'node-1', why: 'connection reset' };
    expect(events.filter(({ type }) => type === 'connection-failed')).toEqual(first === 'node' ? [failed] : []);
  });
});

describe('an idle connection', () => {
  it('is ended after the time it is given, both sides of it', async () => {
    const { node, port, allOver, status } = await started({ service: { timeouts: { ...LONG, idleMs: 300 } } });
    const client = await openTcp(port);
    const atNode = await node.connection(1);
    await until(() => client.closed && atNode.closed, { what: 'both are ended' });
    expect([client.broken, atNode.broken]).toEqual([true, true]);
    await allOver();
    expect(status(node).failures).toBe(0);
  });

  it.each(['client', 'node'])('is not one on which the %s still sends', async (busy) => {
    const { node, port } = await started({ service: { timeouts: { ...LONG, idleMs: 1_500 } } });
    const client = await openTcp(port);
    const atNode = await node.connection(1);
    const [from, to] = busy === 'client' ? [client, atNode] : [atNode, client];
    const timer = setInterval(() => from.socket.write('.'), 100);
    // All of it takes twice as long as the connection may be idle.
    await until(() => to.bytes >= 30, { what: 'thirty bytes have passed' });
    clearInterval(timer);
    expect([client.closed, atNode.closed]).toEqual([false, false]);
  });
});
