import { createServer } from 'node:http';
import { Agent } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseProxyConfig } from '../../../core/proxy/config.ts';
import { Forwarding } from '../../../core/proxy/forward.ts';
import { NodePool } from '../../../core/proxy/node-pool.ts';
import { until } from '../../support/until.ts';
import { ask, exchangeRaw } from './proxy-client.ts';
import {
  CLIENT,
  HOST,
  PROXY,
  removeStandFiles,
  type Stand,
  standAuthority,
  standConfig,
  startStand,
  type TestNode,
} from './proxy-stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await startStand({ nodes: 1 });
});
beforeEach(() => {
  node().received.length = 0;
});
afterAll(async () => {
  await stand.close();
  await removeStandFiles();
});

const node = () => stand.nodes[0] as TestNode;

const BYTES = [0x00, 0x01, 0x08, 0x09, 0x0b, 0x0c, 0x0d, 0x1f, 0x20, 0x22, 0x5c, 0x7f, 0x80, 0xa0, 0xe9, 0xff];
const PLACES: Record<string, (odd: string) => string> = {
  'the path': (odd) => `GET /a${odd}b HTTP/1.1\r\nHost: ${HOST}\r\n`,
  'the query': (odd) => `GET /?a${odd}b HTTP/1.1\r\nHost: ${HOST}\r\n`,
  'a whole address': (odd) => `GET https://${HOST}/a${odd}b HTTP/1.1\r\nHost: ${HOST}\r\n`,
  'a name': (odd) => `GET / HTTP/1.1\r\nHost: ${HOST}\r\nX-${odd}A: b\r\n`,
  'a value': (odd) => `GET / HTTP/1.1\r\nHost: ${HOST}\r\nX-A: a${odd}b\r\n`,
  'the forwarded header': (odd) => `GET / HTTP/1.1\r\nHost: ${HOST}\r\nX-Forwarded-For: a${odd}b\r\n`,
  'the host': (odd) => `GET / HTTP/1.1\r\nHost: a${odd}b\r\n`,
  'a named option': (odd) => `GET / HTTP/1.1\r\nHost: ${HOST}\r\nConnection: a${odd}b\r\n`,
  'the method': (odd) => `G${odd}ET / HTTP/1.1\r\nHost: ${HOST}\r\n`,
  'the version': (odd) => `GET / HTTP/1.${odd}1\r\nHost: ${HOST}\r\n`,
};

describe('a byte that does not belong there is refused or passed on as it is, and the proxy lives', () => {
  it.each(Object.keys(PLACES))('in %s', async (place) => {
    const answers = BYTES.map(async (byte) => {
      const head = PLACES[place]?.(String.fromCharCode(byte));
      return await exchangeRaw(stand.port, `${head}Connection: close\r\n\r\n`);
    });
    for (const answer of await Promise.all(answers)) expect(answer).toMatch(/^HTTP\/1\.1 (200|400) /);
    for (const { url, lines } of node().received) {
      expect(url).toMatch(/^[\x21-\x7e]+$/);
      for (const [, value] of lines) expect(value).toMatch(/^[\t\x20-\x7e\x80-\xff]*$/);
    }
    expect((await ask(stand.port)).status).toBe(200);
  });

  it('in a value, where it may stand, byte for byte', async () => {
    const value = 'a\t\x20\x22\x5c\x80\xa0\xe9\xffb';
    await exchangeRaw(stand.port, `GET / HTTP/1.1\r\nHost: a\r\nX-A: ${value}\r\nConnection: close\r\n\r\n`);
    expect(node().received[0]?.lines).toContainEqual(['X-A', value]);
  });

  it('in the answer of a node', async () => {
    const usual = node().answer;
    for (const byte of BYTES) {
      const odd = String.fromCharCode(byte);
      for (const head of [
        `HTTP/1.1 200 O${odd}K`,
        `HTTP/1.1 200 OK\r\nX-A: a${odd}b`,
        `HTTP/1.1 200 OK\r\nX-${odd}: b`,
      ]) {
        node().answer = ({ socket }) => void socket.end(`${head}\r\nContent-Length: 0\r\n\r\n`, 'latin1');
        expect([200, 502]).toContain((await ask(stand.port)).status);
      }
    }
    node().answer = usual;
    expect((await ask(stand.port)).status).toBe(200);
  });
});

describe('a head that node:http refuses to write', () => {
  it.each([
    ['path', { path: '/a\0b', lines: [] }],
    ['path with a space', { path: '/a b', lines: [] }],
    ['value', { path: '/', lines: [['X-A', 'a\x7fb']] as [string, string][] }],
    ['name', { path: '/', lines: [['X A', 'b']] as [string, string][] }],
  ])('for its %s is answered 400, and ends nothing else', async (_what, odd) => {
    const [service] = parseProxyConfig(
      await standConfig([{ name: 'node-1', address: '127.77.1.1', port: 9 }]),
    ).services;
    if (service === undefined) throw new Error('there is one service');
    const pool = new NodePool(
      service,
      async () => ({ healthy: true, text: 'as it is told' }),
      () => {},
    );
    pool.startChecks();
    await until(() => pool.status()[0]?.state === 'up', { what: 'the node is up' });
    pool.stopChecks();
    const agent = new Agent();
    const failures: object[] = [];
    const route = { service, pool, agent, onFailure: (failure: object) => failures.push(failure) };
    const server = createServer((request, response) => {
      const head = { method: 'GET', body: 'none' as const, ...odd };
      new Forwarding(route, { request, response, head, client: CLIENT }).start(false);
    });
    await new Promise<void>((resolve) => server.listen(0, PROXY, resolve));
    const { port } = server.address() as AddressInfo;
    const reply = await fetch(`http://${PROXY}:${port}/`, { headers: { Connection: 'close' } });
    expect([reply.status, failures]).toEqual([
      400,
      [{ status: 400, node: null, why: 'the request cannot be written' }],
    ]);
    expect(pool.status()[0]).toMatchObject({ active: 0, requests: 0, failures: 0 });
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('a client that breaks off', () => {
  it.each([
    ['its handshake', null],
    ['before it asks', ''],
    ['a head', 'GET / HTTP/1.1\r\nHost:'],
    ['a request to connect elsewhere', 'CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['a body', 'PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf'],
    ['a request to go on', 'PUT / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n'],
    ['a request', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['what is none', 'nonsense\r\n\r\n'],
  ])('in %s leaves the proxy as it was', async (_what, bytes) => {
    const socket = connect({ host: PROXY, port: stand.port, localAddress: CLIENT });
    await new Promise((resolve) => socket.once('connect', resolve));
    if (bytes === null) socket.write('\x16\x03\x01');
    else {
      const { certificate: ca } = await standAuthority();
      const secure = connectTls({ socket, servername: HOST, ca });
      secure.on('error', () => {});
      await new Promise((resolve) => secure.once('secureConnect', resolve));
      await new Promise<void>((resolve) => secure.write(bytes, () => resolve()));
    }
    socket.resetAndDestroy();
    expect((await ask(stand.port)).status).toBe(200);
    await until(() => stand.proxy.status()[0]?.nodes[0]?.active === 0, { what: 'nothing is under way' });
  });
});
