import { once } from 'node:events';
import { createServer as createPlainServer, type IncomingMessage } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { VantageRequest } from '../../../core/model/vantage.ts';
import { httpsVantage } from '../../../core/vantage/https-vantage.ts';
import { type Authority, makeAuthority } from '../../support/certificates.ts';

const signal = new AbortController().signal;

interface Got {
  line: string;
  headers: string[];
  body: string;
  /** The port that the connection came from: it tells connections apart. */
  from: number | undefined;
}

let authority: Authority;
let server: Server;
/** What the server does with the connection after an answer. */
let closes = false;
const got: Got[] = [];

beforeAll(async () => {
  authority = await makeAuthority();
  const { certificate, key } = await authority.issue({ commonName: 'farm.test', names: ['farm.test'] });
  server = createServer({ cert: certificate, key }, (request, response) => {
    void bodyOf(request).then((body) => {
      const line = `${request.method} ${request.url} ${request.httpVersion}`;
      got.push({ line, headers: request.rawHeaders, body, from: request.socket.remotePort });
      if (closes) response.setHeader('Connection', 'close');
      response.end('hello');
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterAll(async () => {
  server.close();
  await authority.remove();
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  return body;
}

function requestTo(path: string, more: Partial<VantageRequest> = {}): VantageRequest {
  const { port } = server.address() as AddressInfo;
  const to = { address: '127.0.0.1', port };
  return { from: '127.0.0.1', to, hostName: 'farm.test', method: 'GET', path, limitMs: 5000, ...more };
}

test('a request goes out as it is described: method, body, header lines in their order, and a User-Agent', async () => {
  got.length = 0;
  const headers: [string, string][] = [
    ['X-Forwarded-For', '192.0.2.1'],
    ['x_forwarded_for', '192.0.2.2'],
    ['X-Forwarded-For', ''],
  ];
  const answer = await httpsVantage(authority.certificate).send(
    requestTo('/a', { method: 'POST', body: 'text=ä', headers }),
    signal,
  );
  expect(answer).toMatchObject({ status: 200, body: 'hello', sentFrom: '127.0.0.1' });
  expect(got[0]?.line).toBe('POST /a 1.1');
  expect(got[0]?.body).toBe('text=ä');
  expect(got[0]?.headers.slice(0, 10)).toEqual(['Host', 'farm.test', 'User-Agent', 'Farmwright', ...headers.flat()]);
});

test('HTTP/1.0 is spoken, and its answer is read', async () => {
  got.length = 0;
  const answer = await httpsVantage(authority.certificate).send(requestTo('/old', { version: '1.0' }), signal);
  expect(answer).toMatchObject({ status: 200, body: 'hello', certificate: { names: 'DNS:farm.test' } });
  expect(got[0]?.line).toBe('GET /old 1.0');
});

test('a conversation keeps its connection; requests after the server has ended it are not sent', async () => {
  got.length = 0;
  const vantage = httpsVantage(authority.certificate);
  const requests = ['/1', '/2', '/3'].map((path) => requestTo(path));
  expect(await vantage.converse(requests, signal)).toHaveLength(3);
  expect(new Set(got.map(({ from }) => from)).size).toBe(1);
  closes = true;
  got.length = 0;
  expect(await vantage.converse(requests, signal)).toHaveLength(1);
  expect(got).toHaveLength(1);
  closes = false;
});

test.each([
  '1.1',
  '1.0',
])('over HTTP/%s an unknown authority is refused, whatever the environment says', async (version) => {
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  try {
    const request = requestTo('/', version === '1.0' ? { version } : {});
    await expect(httpsVantage(undefined).send(request, signal)).rejects.toMatchObject({
      code: 'vantage.certificate-refused',
    });
  } finally {
    delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  }
});

test('a request may take any certificate, where who answers is what is asked', async () => {
  const answer = await httpsVantage(undefined).send(
    requestTo('/', { tls: 'unchecked', hostName: 'other.test' }),
    signal,
  );
  expect(answer).toMatchObject({ status: 200, certificate: { names: 'DNS:farm.test' } });
});

test('a request without TLS goes out as plain HTTP', async () => {
  const plain = createPlainServer((request, response) => void response.end(`${request.method} ${request.url}`));
  await once(plain.listen(0, '127.0.0.1'), 'listening');
  const to = { address: '127.0.0.1', port: (plain.address() as AddressInfo).port };
  const answer = await httpsVantage(undefined).send(requestTo('/plain', { tls: 'none', to }), signal);
  expect(answer).toMatchObject({ status: 200, body: 'GET /plain', sentFrom: '127.0.0.1', certificate: null });
  plain.close();
});
