import { createServer } from 'node:net';
import type { Writable } from 'node:stream';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { until } from '../../support/until.ts';
import { ask, open, openRaw, replyTo } from './proxy-client.ts';
import { removeStandFiles, SLOW_CHECKS, type Stand, startStand, type TestNode } from './proxy-stand.ts';

let stand: Stand;
afterEach(() => stand.close());
afterAll(removeStandFiles);

const one = () => stand.nodes[0] as TestNode;

describe('the proxy waits no longer than it is told', () => {
  // One is short in each test; all of them would make a busy machine late for another.
  const timeouts = { connectMs: 10_000, requestMs: 10_000, idleMs: 10_000 };
  const only = (short: Partial<typeof timeouts>) => ({ timeouts: { ...timeouts, ...short } });

  it('for an answer: 504', async () => {
    stand = await startStand({ nodes: 2, service: only({ requestMs: 500 }) });
    for (const node of stand.nodes) node.answer = () => {};
    expect((await ask(stand.port)).status).toBe(504);
    expect((await ask(stand.port, { method: 'POST', body: 'x' })).status).toBe(504);
    expect(stand.nodes.flatMap(({ received }) => received)).toHaveLength(2);
  });

  it('for a connection: 504', async () => {
    stand = await startStand({ nodes: 1, service: { ...only({ connectMs: 500 }), health: SLOW_CHECKS } });
    await one().crash();
    const mute = createServer();
    await new Promise<void>((resolve) => mute.listen(one().port, one().address, resolve));
    const sockets: { destroy(): void }[] = [];
    mute.on('connection', (socket) => sockets.push(socket));
    expect((await ask(stand.port)).status).toBe(504);
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => mute.close(resolve));
  });

  it('for a body: 408, and the node is told that no more comes', async () => {
    stand = await startStand({ nodes: 1, service: only({ idleMs: 500 }) });
    const asked = await open(stand.port, { method: 'POST', lines: [['Content-Length', '10']] });
    asked.write('half');
    expect((await replyTo(asked)).status).toBe(408);
    asked.destroy();
    await until(() => one().received[0]?.cut, { what: 'the node knows' });
  });

  it('for the beginning of a chunked body: 408, and no node hears of it', async () => {
    stand = await startStand({ nodes: 1, service: only({ idleMs: 500 }) });
    const asked = await open(stand.port, { method: 'POST', lines: [['Transfer-Encoding', 'chunked']] });
    asked.flushHeaders();
    expect((await replyTo(asked)).status).toBe(408);
    asked.destroy();
    expect(one().received).toEqual([]);
  });

  it('for the rest of an answer: it is cut', async () => {
    stand = await startStand({ nodes: 1, service: only({ idleMs: 500 }) });
    one().answer = (_request, response) => response.write('half');
    await expect(ask(stand.port)).rejects.toThrow(/aborted|hang up|reset/);
  });

  it('for the next request of a client: its connection is ended', async () => {
    stand = await startStand({ nodes: 1, service: only({ idleMs: 500 }) });
    const socket = await openRaw(stand.port);
    let got = '';
    socket.on('data', (chunk) => {
      got += chunk;
    });
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await until(() => got.includes('answered'), { what: 'the first is answered' });
    await until(() => socket.destroyed, { what: 'the connection is ended' });
    expect(got.match(/HTTP\/1\.1 /g)).toHaveLength(1);
  });

  it('for the next request to a node: its connection is ended', async () => {
    stand = await startStand({ nodes: 1, service: { ...only({ idleMs: 500 }), health: SLOW_CHECKS } });
    expect((await ask(stand.port)).status).toBe(200);
    expect(one().sockets.size).toBe(1);
    await until(() => one().sockets.size === 0, { what: 'no connection is kept' });
    expect((await ask(stand.port)).status).toBe(200);
  });

  it('for the head of a request: 408', async () => {
    stand = await startStand({ nodes: 1, service: only({ requestMs: 500 }) });
    const socket = await openRaw(stand.port);
    let got = '';
    socket.on('data', (chunk) => {
      got += chunk;
    });
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n');
    await until(() => socket.destroyed, { what: 'the connection is ended' });
    expect(got).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('but for the whole of an answer that began before the body had ended', async () => {
    stand = await startStand({ nodes: 1, service: only({ requestMs: 500 }) });
    one().answer = (request, response) => {
      response.write('early');
      request.resume().once('end', () => setTimeout(() => response.end(' and late'), 1_500));
    };
    const asked = await open(stand.port, { method: 'POST', lines: [['Content-Length', '4']] });
    const reply = replyTo(asked);
    const begun = new Promise((resolve) => asked.once('response', resolve));
    asked.write('bo');
    await begun;
    asked.end('dy');
    expect((await reply).body.length).toBe('early and late'.length);
  });

  it('but as long as bytes move, in either direction', async () => {
    stand = await startStand({ nodes: 1, service: only({ idleMs: 1_000 }) });
    one().answer = (request, response) => void request.pipe(response);
    const asked = await open(stand.port, { method: 'POST', lines: [['Transfer-Encoding', 'chunked']] });
    const echoed = replyTo(asked);
    trickle(asked);
    expect((await echoed).body.length).toBe(PARTS * 4);
    one().answer = (_request, response) => trickle(response);
    expect((await ask(stand.port)).body.length).toBe(PARTS * 4);
    one().answer = (request, response) => void request.resume().once('end', () => response.end('had it'));
    const uploaded = await open(stand.port, { method: 'POST', lines: [['Transfer-Encoding', 'chunked']] });
    const reply = replyTo(uploaded);
    trickle(uploaded);
    expect((await reply).body.toString()).toBe('had it');
  });
});

const PARTS = 15;

/** A body whose parts come slowly: all of it takes longer than one may be waited for. */
function trickle(to: Writable): void {
  let sent = 0;
  const timer = setInterval(() => {
    to.write('part');
    sent += 1;
    if (sent < PARTS) return;
    clearInterval(timer);
    to.end();
  }, 100);
}
