import { Agent } from 'node:https';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { until } from '../../support/until.ts';
import { ask, exchangeRaw, open, openRaw, replyTo } from './proxy-client.ts';
import {
  CLIENT,
  HOST,
  removeStandFiles,
  SOURCE,
  type Stand,
  startStand,
  type TestNode,
  valuesOf,
} from './proxy-stand.ts';

let stand: Stand;
afterEach(() => stand.close());
afterAll(removeStandFiles);

const one = () => stand.nodes[0] as TestNode;
describe('a request', () => {
  it('reaches the node as it was sent, with the address of the client', async () => {
    stand = await startStand({ nodes: 1 });
    const lines: [string, string][] = [
      ['X-First', '1'],
      ['cookie', 'a=1'],
      ['x-forwarded-for', '1.2.3.4'],
      ['Cookie', 'b=2'],
      ['X_Forwarded_For', '1.2.3.4'],
      ['Forwarded', 'for=1.2.3.4'],
      ['X-LAST', 'é'],
    ];
    await ask(stand.port, { method: 'DELETE', path: '/a/%2F..//b?c=d&c=%20', lines });
    const [received] = one().received;
    expect(received).toMatchObject({ method: 'DELETE', url: '/a/%2F..//b?c=d&c=%20', peer: SOURCE, sni: HOST });
    expect(received?.lines).toEqual([
      ['Host', HOST],
      ['X-First', '1'],
      ['cookie', 'a=1'],
      ['Cookie', 'b=2'],
      ['X-LAST', 'é'],
      ['X-Forwarded-For', CLIENT],
      ['Connection', 'keep-alive'],
    ]);
  });

  it('cannot have the address deleted by its Connection line', async () => {
    stand = await startStand({ nodes: 1 });
    const lines: [string, string][] = [
      ['X-Forwarded-For', '1.2.3.4'],
      ['Connection', 'close, X-Forwarded-For, x-forwarded-for'],
    ];
    await ask(stand.port, { lines });
    expect(valuesOf(one().received[0]?.lines ?? [], 'X-Forwarded-For')).toEqual([CLIENT]);
  });

  it('keeps the host it names, whatever the node is called', async () => {
    stand = await startStand({ nodes: 1 });
    const socket = await openRaw(stand.port);
    socket.write('GET / HTTP/1.1\r\nhOST: Other.Example:8443\r\n\r\n');
    await until(() => one().received.length === 1, { what: 'the node has it' });
    expect(one().received[0]?.lines[0]).toEqual(['hOST', 'Other.Example:8443']);
    expect(one().received[0]?.sni).toBe(HOST);
    socket.destroy();
  });

  it('keeps every byte of its lines, and its answer those of its own', async () => {
    stand = await startStand({ nodes: 1 });
    one().answer = (request, response) => {
      request
        .resume()
        .once('end', () =>
          response.socket?.end('HTTP/1.1 200 OK\r\nX-B: \xe9\xff\r\nContent-Length: 2\r\n\r\nok', 'latin1'),
        );
    };
    for (const body of [
      'Content-Length: 2\r\n\r\nab',
      'Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n',
      '\r\n',
    ]) {
      const got = await exchangeRaw(
        stand.port,
        `PUT / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-A: \xe9\x80\r\n${body}`,
      );
      expect(got).toContain('\r\nX-B: \xe9\xff\r\n');
      expect(valuesOf(one().received.at(-1)?.lines ?? [], 'X-A')).toEqual(['\xe9\x80']);
    }
  });

  it('without a body says so to the node', async () => {
    stand = await startStand({ nodes: 1 });
    for (const method of ['POST', 'GET']) {
      const socket = await openRaw(stand.port);
      socket.write(`${method} / HTTP/1.1\r\nHost: a\r\n\r\n`);
      await until(() => one().received.at(-1)?.method === method && one().received.at(-1)?.body, { what: method });
      socket.destroy();
    }
    expect(one().received.map(({ lines }) => valuesOf(lines, 'Content-Length'))).toEqual([['0'], []]);
  });

  it('with 100-continue is continued by the node, not before', async () => {
    stand = await startStand({ nodes: 1 });
    const seen: string[] = [];
    one().answer = (request, response) => {
      seen.push('head');
      response.writeContinue();
      request.once('end', () => response.end('taken'));
    };
    const asked = await open(stand.port, { method: 'POST', body: 'body', lines: [['Expect', '100-continue']] });
    asked.once('continue', () => {
      seen.push('continue');
      asked.end('body');
    });
    asked.flushHeaders();
    expect((await replyTo(asked)).body.toString()).toBe('taken');
    expect(seen).toEqual(['head', 'continue']);
    expect(one().received[0]?.body?.bytes).toBe(4);
  });

  it('with 100-continue may be refused before its body', async () => {
    stand = await startStand({ nodes: 1 });
    one().answer = (_request, response) => response.writeHead(413).end();
    const asked = await open(stand.port, {
      method: 'PUT',
      lines: [
        ['Expect', '100-continue'],
        ['Transfer-Encoding', 'chunked'],
      ],
    });
    asked.once('continue', () => asked.destroy(new Error('continued')));
    asked.flushHeaders();
    expect((await replyTo(asked)).status).toBe(413);
    asked.destroy();
  });

  it('to switch protocols is refused, and no node hears of it', async () => {
    stand = await startStand({ nodes: 1 });
    const upgrade = [
      ['Connection', 'Upgrade'],
      ['Upgrade', 'websocket'],
      ['Sec-WebSocket-Version', '13'],
    ] as [string, string][];
    expect((await ask(stand.port, { lines: upgrade })).status).toBe(501);
    const socket = await openRaw(stand.port);
    let got = '';
    socket.on('data', (chunk) => {
      got += chunk;
    });
    socket.write(`CONNECT ${HOST}:443 HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`);
    await until(() => socket.destroyed, { what: 'the proxy ended the connection' });
    expect(got).toMatch(/^HTTP\/1\.1 405 /);
    expect(one().received).toEqual([]);
  });

  it('that was to be the last is answered whatever follows, and that reaches no node', async () => {
    stand = await startStand({ nodes: 1 });
    let finish = () => {};
    one().answer = (_request, response) => {
      finish = () => void response.end('answered');
    };
    const socket = await openRaw(stand.port);
    let got = '';
    socket.on('data', (chunk) => {
      got += chunk;
    });
    socket.write('GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\nGET /more HTTP/1.1\r\nHost: a\r\n\r\n');
    await until(() => one().received.length > 0, { what: 'the node has it' });
    socket.write('GET /yet-more HTTP/1.1\r\nHost: a\r\n\r\n');
    expect((await ask(stand.port, { path: '/health' })).status).toBe(200);
    finish();
    await until(() => socket.destroyed, { what: 'the connection is ended' });
    expect(got).toMatch(/^HTTP\/1\.1 200 [\s\S]*answered/);
    expect(one().received.map(({ url }) => url)).toEqual(['/last']);
  });

  it('of which several come at once is answered in order', async () => {
    stand = await startStand({ nodes: 2 });
    const [first, second] = stand.nodes as [TestNode, TestNode];
    const held: (() => void)[] = [];
    first.answer = (request, response) => held.push(() => response.setHeader('Content-Length', 2).end(request.url));
    second.answer = (request, response) => response.setHeader('Content-Length', 2).end(request.url);
    const socket = await openRaw(stand.port);
    let got = '';
    socket.on('data', (chunk) => {
      got += chunk;
    });
    socket.write('GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n');
    await until(() => second.received[0]?.body, { what: 'the second is at its node' });
    held[0]?.();
    await until(() => got.includes('/2'), { what: 'both are answered' });
    expect(got.match(/\r\n\/[12]/g)).toEqual(['\r\n/1', '\r\n/2']);
    socket.destroy();
  });
});

describe('an answer', () => {
  it('comes as the node sent it', async () => {
    stand = await startStand({ nodes: 1 });
    one().answer = (_request, response) => {
      const lines = [
        ['Set-Cookie', 'a=1'],
        ['X-A', 'b'],
        ['set-cookie', 'b=2'],
        ['Keep-Alive', 'timeout=1'],
        ['Connection', 'X-Own'],
        ['X-Own', '1'],
        ['Date', 'today'],
        ['Content-Length', '2'],
      ];
      response.writeHead(418, 'Short And Stout', lines.flat()).end('ok');
    };
    const asked = await open(stand.port);
    const message = new Promise<string | undefined>((resolve) =>
      asked.once('response', (response) => resolve(response.statusMessage)),
    );
    asked.end();
    const reply = await replyTo(asked);
    expect(reply.status).toBe(418);
    expect(await message).toBe('Short And Stout');
    expect(reply.lines.filter(([name]) => !['Connection', 'Keep-Alive'].includes(name))).toEqual([
      ['Set-Cookie', 'a=1'],
      ['X-A', 'b'],
      ['set-cookie', 'b=2'],
      ['Date', 'today'],
      ['Content-Length', '2'],
    ]);
    expect(valuesOf(reply.lines, 'Keep-Alive')).not.toContain('timeout=1');
    expect(reply.body.toString()).toBe('ok');
  });

  it.each([
    ['HEAD', 200, '/'],
    ['GET', 304, '/'],
    ['GET', 204, '/'],
  ])('to %s with %i has no body but may name its length', async (method, status) => {
    stand = await startStand({ nodes: 1 });
    one().answer = (_request, response) =>
      response.writeHead(status, status === 204 ? {} : { 'Content-Length': 1234 }).end();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (let times = 0; times < 2; times += 1) {
      const reply = await ask(stand.port, { method, agent });
      expect([reply.status, reply.body.length]).toEqual([status, 0]);
      expect(valuesOf(reply.lines, 'Content-Length')).toEqual(status === 204 ? [] : ['1234']);
      expect(valuesOf(reply.lines, 'Transfer-Encoding')).toEqual([]);
    }
    agent.destroy();
  });

  it('may come before the body of the request has', async () => {
    stand = await startStand({ nodes: 1 });
    one().answer = (_request, response) => response.writeHead(403).end('no');
    const agent = new Agent({ keepAlive: true });
    const asked = await open(stand.port, { method: 'POST', lines: [['Content-Length', '6']], agent });
    const reply = replyTo(asked);
    asked.write('bod');
    expect((await reply).status).toBe(403);
    asked.end('y!!');
    await until(() => stand.proxy.status()[0]?.nodes[0]?.active === 0, { what: 'the node connection is closed' });
    expect(one().received[0]?.body).toBeNull();
    expect((await ask(stand.port, { agent })).status).toBe(403);
    agent.destroy();
  });

  it('that is not HTTP is answered 502', async () => {
    stand = await startStand({ nodes: 1 });
    const answers = [
      'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      'nonsense\r\n\r\n',
      'HTTP/1.1 099 Odd\r\n\r\n',
      'HTTP/1.1 200 O\x01K\r\nContent-Length: 0\r\n\r\n',
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n',
    ];
    for (const bytes of answers) {
      one().answer = ({ socket }) => void socket.end(bytes);
      expect([(await ask(stand.port)).status, bytes]).toEqual([502, bytes]);
    }
  });
});
