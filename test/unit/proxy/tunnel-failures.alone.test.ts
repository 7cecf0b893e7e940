import { type ChildProcess, spawn } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { until } from '../../support/until.ts';
import { PROXY, removeStandFiles } from './proxy-stand.ts';
import { LONG, openTcp, startTcpStand, type TcpNode, type TcpStand } from './tcp-stand.ts';

let stand: TcpStand | undefined;
afterEach(async () => {
  await stand?.close();
  stand = undefined;
});
afterAll(removeStandFiles);

async function started(options: Parameters<typeof startTcpStand>[0] = {}) {
  stand = await startTcpStand(options);
  return stand;
}
const failures = () => stand?.events.filter(({ type }) => type === 'connection-failed');

describe('a node that refuses connections', () => {
  it('is replaced by another, and what the client sends meanwhile is not lost', async () => {
    const { nodes, port, status, allOver } = await started({ nodes: 2 });
    const [first, second] = nodes as [TcpNode, TcpNode];
    await first.refuse();
    for (let count = 1; count <= 2; count += 1) {
      const client = await openTcp(port);
      client.socket.write('hello');
      const side = await second.connection(count);
      await until(() => side.text === 'hello', { what: 'the other node has it' });
      client.socket.resetAndDestroy();
    }
    await allOver();
    expect(status(first)).toMatchObject({ requests: 0, active: 0, bytesIn: 0 });
    expect(status(second)).toMatchObject({ requests: 2, failures: 0, bytesIn: 10 });
    expect(status(first).failures).toBeGreaterThan(0);
    expect(failures()).toEqual([]);
  });

  it('is replaced once only, and the client is cut off', async () => {
    const { nodes, port, status } = await started({ nodes: 3 });
    await Promise.all(nodes.slice(0, 2).map((node) => node.refuse()));
    const [, , third] = nodes as [TcpNode, TcpNode, TcpNode];
    const client = await openTcp(port);
    await until(() => client.closed, { what: 'the client is cut off' });
    expect([client.ended, third.connections.length]).toEqual([false, 0]);
    expect(nodes.map((node) => [status(node).failures, status(node).active])).toEqual([
      [1, 0],
      [1, 0],
      [0, 0],
    ]);
    expect(failures()).toEqual([
      { type: 'connection-failed', service: 'web', node: 'node-2', why: 'connection refused' },
    ]);
  });

  it('is not tried twice where there is no other', async () => {
    const { nodes, port, status } = await started();
    const [node] = nodes as [TcpNode];
    await node.refuse();
    const client = await openTcp(port);
    await until(() => client.closed, { what: 'the client is cut off' });
    expect(status(node)).toMatchObject({ failures: 1, active: 0, requests: 0 });
  });
});

describe('a node that accepted', () => {
  it('and breaks off is not replaced, though nothing was sent', async () => {
    const { nodes, port, status } = await started({ nodes: 2 });
    const [first, second] = nodes as [TcpNode, TcpNode];
    const client = await openTcp(port);
    await until(() => status(first).requests === 1, { what: 'the proxy knows that it accepted' });
    (await first.connection(1)).socket.resetAndDestroy();
    await until(() => client.closed, { what: 'the client is cut off' });
    expect([first.connections.length, second.connections.length]).toEqual([1, 0]);
    expect(status(first)).toMatchObject({ requests: 1, failures: 1 });
  });
});

describe('the time a node may take to accept', () => {
  let stopped: ChildProcess | undefined;
  const fillers: Socket[] = [];
  afterEach(() => {
    stopped?.kill('SIGKILL');
    for (const socket of fillers.splice(0)) socket.destroy();
  });

  /** Puts a process in a node's place that is stopped, and whose queue is full: the system answers nothing there. */
  async function fill(node: TcpNode): Promise<void> {
    await node.refuse();
    const place = JSON.stringify({ host: node.address, port: node.port, backlog: 1 });
    const text = `require('node:net').createServer().listen(${place}, () => {
      process.stdout.write('listening');
      process.kill(process.pid, 'SIGSTOP');
    })`;
    let said = '';
    stopped = spawn(process.execPath, ['-e', text], { stdio: ['ignore', 'pipe', 'ignore'] });
    stopped.stdout?.on('data', (chunk) => {
      said += chunk;
    });
    await until(() => said === 'listening', { what: 'it listens' });
    for (let count = 0; count < 4; count += 1) {
      const socket = connect(node.port, node.address);
      socket.on('error', () => {});
      fillers.push(socket);
    }
    await until(() => fillers.filter(({ connecting }) => !connecting).length === 2, { what: 'its queue is full' });
  }

  it('is limited, and then another is asked', async () => {
    const { nodes, port, status } = await started({ nodes: 2, service: { timeouts: { ...LONG, connectMs: 300 } } });
    const [first, second] = nodes as [TcpNode, TcpNode];
    await fill(first);
    const client = await openTcp(port);
    client.socket.write('hello');
    const side = await second.connection(1);
    await until(() => side.text === 'hello', { what: 'the other node has it' });
    expect(status(first)).toMatchObject({ requests: 0, failures: 1, active: 0 });
    client.socket.destroy();
  });

  it('is limited, and then the client is cut off', async () => {
    const { nodes, port, status } = await started({ service: { timeouts: { ...LONG, connectMs: 300 } } });
    const [node] = nodes as [TcpNode];
    await fill(node);
    const client = await openTcp(port);
    await until(() => client.closed, { what: 'the client is cut off' });
    expect(status(node)).toMatchObject({ requests: 0, failures: 1, active: 0 });
    expect(failures()).toEqual([
      { type: 'connection-failed', service: 'web', node: 'node-1', why: 'the node did not accept in time' },
    ]);
  });

  it('is not waited for once the node is halted: another is asked', async () => {
    const { nodes, port, proxy, status } = await started({ nodes: 2 });
    const [first, second] = nodes as [TcpNode, TcpNode];
    await fill(first);
    const client = await openTcp(port);
    await until(() => status(first).active === 1, { what: 'it is tried' });
    proxy.setNode({ service: 'web', node: first.name, state: 'halt' });
    await second.connection(1);
    expect(status(first)).toMatchObject({ requests: 0, failures: 0, active: 0 });
    expect(client.closed).toBe(false);
    client.socket.destroy();
  });

  it.each(['the client', 'the proxy'])('is not waited for once %s has gone', async (who) => {
    const { nodes, port, proxy, status } = await started();
    const [node] = nodes as [TcpNode];
    await fill(node);
    const client = await openTcp(port);
    await until(() => status(node).active === 1, { what: 'it is tried' });
    if (who === 'the client') client.socket.resetAndDestroy();
    else await proxy.close(60_000);
    await until(() => status(node).active === 0 && client.closed, { what: 'nothing is under way' });
    expect(status(node)).toMatchObject({ requests: 0, failures: 0 });
    expect(failures()).toEqual([]);
  });
});

describe('closing in mode tcp', () => {
  it('waits for connections under way, but takes no further ones', async () => {
    const { nodes, port, proxy } = await started();
    const client = await openTcp(port);
    const atNode = await (nodes[0] as TcpNode).connection(1);
    let over = false;
    const closed = proxy.close(60_000).then(() => {
      over = true;
    });
    const late = connect({ host: PROXY, port });
    const refused = await new Promise<string>((resolve) =>
      late.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? '')),
    );
    expect(refused).toBe('ECONNREFUSED');
    client.socket.write('still');
    await until(() => atNode.text === 'still', { what: 'bytes pass' });
    expect(over).toBe(false);
    client.socket.end();
    atNode.socket.end();
    await closed;
    expect([client.broken, atNode.broken]).toEqual([false, false]);
  });

  it('waits no longer than it is told, and leaves neither connections nor timers', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    const { nodes, port, proxy } = await started();
    const client = await openTcp(port);
    const atNode = await (nodes[0] as TcpNode).connection(1);
    await proxy.close(50);
    await until(() => client.closed && atNode.closed, { what: 'both are ended' });
    expect([client.broken, atNode.broken]).toEqual([true, true]);
    await until(() => !process.getActiveResourcesInfo().includes('TCPSocketWrap'), { what: 'no socket is left' });
    // One is that of this wait.
    await until(() => timers() <= before + 1, { what: 'no timer is left' });
  });

  it('fails to start where the address is taken, and says which', async () => {
    const { port } = await started();
    const again = startTcpStand({ service: { listen: { address: PROXY, port } } });
    await expect(again).rejects.toMatchObject({ code: 'balancer.cannot-bind', field: 'services[0].listen' });
  });
});
