import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../../support/until.ts';
import { ask, exchangeRaw, openRaw } from './proxy-client.ts';
import { CLIENT, removeStandFiles, type Stand, startStand, type TestNode, valuesOf } from './proxy-stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await startStand({ nodes: 1 });
});
beforeEach(() => {
  (stand.nodes[0] as TestNode).received.length = 0;
});
afterAll(async () => {
  await stand.close();
  await removeStandFiles();
});

const received = () => (stand.nodes[0] as TestNode).received;
const NEXT = 'GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n';
const get = (lines: string) => `GET / HTTP/1.1\r\nHost: a\r\n${lines}\r\n${NEXT}`;
const post = (lines: string, body = '') => `POST / HTTP/1.1\r\nHost: a\r\n${lines}\r\n${body}${NEXT}`;
const chunked = (body: string) => post('Transfer-Encoding: chunked\r\n', body);

const ATTEMPTS: Record<string, string> = {
  'length and chunks': post('Content-Length: 5\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'),
  'chunks and length': post('Transfer-Encoding: chunked\r\nContent-Length: 5\r\n', '0\r\n\r\n'),
  'the same length twice': post('Content-Length: 1\r\nContent-Length: 1\r\n', 'a'),
  'two lengths': post('Content-Length: 1\r\nContent-Length: 38\r\n', 'a'),
  'a list of lengths': post('Content-Length: 1, 1\r\n', 'a'),
  'a signed length': post('Content-Length: +1\r\n', 'a'),
  'a negative length': post('Content-Length: -1\r\n'),
  'a hexadecimal length': post('Content-Length: 0x1\r\n', 'a'),
  'an empty length': post('Content-Length:\r\n'),
  'an endless length': post(`Content-Length: 1${'0'.repeat(30)}\r\n`),
  'a length with a space in it': post('Content-Length: 1 1\r\n', 'a'),
  'a folded line': get('X-A: b\r\n c\r\n'),
  'a line folded at its beginning': get('X-A:\r\n c\r\n'),
  'a folded coding': post('Transfer-Encoding:\r\n chunked\r\n', '0\r\n\r\n'),
  'a first line that is folded': `GET / HTTP/1.1\r\n Host: a\r\nHost: a\r\n\r\n${NEXT}`,
  'a space before the colon': get('X-A : b\r\n'),
  'a space before the colon of the coding': post('Transfer-Encoding : chunked\r\n', '0\r\n\r\n'),
  'no name': get(': b\r\n'),
  'no colon': get('X-A\r\n'),
  'a null byte': get('X-A: b\0c\r\n'),
  'a bare CR': get('X-A: b\rX-B: c\r\n'),
  'a bare LF after a header': get('X-A: b\nX-B: c\r\n'),
  'a bare LF after the request line': `GET / HTTP/1.1\nHost: a\r\n\r\n${NEXT}`,
  'bare LFs only': 'GET / HTTP/1.1\nHost: a\n\n',
  'a bare LF at the end of the head': `GET / HTTP/1.1\r\nHost: a\r\n\n${NEXT}`,
  'a coding like chunked': post('Transfer-Encoding: xchunked\r\n', '0\r\n\r\n'),
  'a coding after a vertical tab': post('Transfer-Encoding:\x0bchunked\r\n', '0\r\n\r\n'),
  'the coding identity': post('Transfer-Encoding: identity\r\n'),
  'chunked twice': post('Transfer-Encoding: chunked, chunked\r\n', '0\r\n\r\n'),
  'chunked and identity': post('Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n', '0\r\n\r\n'),
  'chunks in HTTP/1.0': 'POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'a size that is no number': chunked('zz\r\nabc\r\n0\r\n\r\n'),
  'a size with 0x': chunked('0x3\r\nabc\r\n0\r\n\r\n'),
  'a size with a sign': chunked('-3\r\nabc\r\n0\r\n\r\n'),
  'an endless size': chunked('fffffffffffffffff\r\na\r\n0\r\n\r\n'),
  'a size that ends in a bare LF': chunked('3\nabc\r\n0\r\n\r\n'),
  'a chunk that ends in a bare LF': chunked('3\r\nabc\n0\r\n\r\n'),
  'a chunk longer than its size': chunked('2\r\nabc\r\n0\r\n\r\n'),
  'a bare LF in an extension': chunked('3;a\nb\r\nabc\r\n0\r\n\r\n'),
  'two hosts': get('Host: b\r\n'),
  'the same host twice': get('Host: a\r\n'),
  'no host': `GET / HTTP/1.1\r\nX-A: b\r\n\r\n${NEXT}`,
  'no host in HTTP/1.0': 'GET / HTTP/1.0\r\n\r\n',
  'another host in the target': `GET https://b/ HTTP/1.1\r\nHost: a\r\n\r\n${NEXT}`,
  'a space in the target': `GET /a b HTTP/1.1\r\nHost: a\r\n\r\n${NEXT}`,
  'a fragment in the target': `GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n${NEXT}`,
  'no leading slash': `GET a HTTP/1.1\r\nHost: a\r\n\r\n${NEXT}`,
  'an unknown method': `GETS / HTTP/1.1\r\nHost: a\r\n\r\n${NEXT}`,
  'HTTP/1.2': `GET / HTTP/1.2\r\nHost: a\r\n\r\n${NEXT}`,
  'the preface of HTTP/2': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'a length the Connection line takes away': post('Content-Length: 38\r\nConnection: Content-Length\r\n'),
  'a host the Connection line takes away': get('Connection: Host\r\n'),
};

describe('an ambiguous request is answered 4xx, its connection ended, and no node hears of it', () => {
  it.each(Object.entries(ATTEMPTS))('%s', async (_name, bytes) => {
    const got = await exchangeRaw(stand.port, bytes);
    expect(got).toMatch(/^HTTP\/1\.1 4\d\d [A-Z]/);
    expect(got.match(/HTTP\/1\.1 /g)).toHaveLength(1);
    expect(got).toMatch(/\r\nConnection: close\r\n/);
    // Whatever was sent on is before this in the only node.
    expect((await ask(stand.port, { path: '/after' })).status).toBe(200);
    expect(received().map(({ url }) => url)).toEqual(['/after']);
  });

  it('other versions and codings are refused as such', async () => {
    expect(await exchangeRaw(stand.port, 'GET / HTTP/2.0\r\nHost: a\r\n\r\n')).toMatch(/^HTTP\/1\.1 505 /);
    expect(await exchangeRaw(stand.port, 'GET /\r\n\r\n')).toMatch(/^HTTP\/1\.1 505 /);
    const zipped = post('Transfer-Encoding: gzip, chunked\r\n', '0\r\n\r\n');
    expect(await exchangeRaw(stand.port, zipped)).toMatch(/^HTTP\/1\.1 501 /);
    expect(received()).toEqual([]);
  });
});

describe('what is wrong later in a body', () => {
  it('ends the request at the node as one that was cut, and nothing after it is read', async () => {
    const got = await exchangeRaw(
      stand.port,
      post('Transfer-Encoding: chunked\r\n', '3\r\nabc\r\n').replace(NEXT, ''),
      `zz\r\n${NEXT}`,
    );
    expect(got).toMatch(/^(HTTP\/1\.1 400 |$)/);
    await until(() => received().every(({ cut }) => cut), { what: 'the node knows that it was cut' });
    expect(received().filter(({ body }) => body !== null)).toEqual([]);
    await ask(stand.port, { path: '/after' });
    expect(received().map(({ url }) => url)).not.toContain('/smuggled');
  });

  it('is not answered in the name of an earlier request', async () => {
    const node = stand.nodes[0] as TestNode;
    const usual = node.answer;
    node.answer = () => {};
    const socket = await openRaw(stand.port);
    let got = '';
    socket.on('data', (chunk) => {
      got += chunk;
    });
    socket.write('GET /first HTTP/1.1\r\nHost: a\r\n\r\n');
    await until(() => received().length === 1, { what: 'the first is at the node' });
    socket.write('nonsense\r\n\r\n');
    await until(() => socket.destroyed, { what: 'the connection is ended' });
    expect(got).toBe('');
    node.answer = usual;
  });
});

describe('a request head that is too long', () => {
  it('is answered 431 and reaches no node', async () => {
    const list = Array.from({ length: 2_000 }, () => '192.0.2.66').join(', ');
    expect((await ask(stand.port, { lines: [['X-Forwarded-For', list]] })).status).toBe(431);
    expect((await ask(stand.port, { path: `/${'a'.repeat(20_000)}` })).status).toBe(431);
    expect(received()).toEqual([]);
  });

  it('is not one of many short lines, none of which is lost', async () => {
    const lines = Array.from({ length: 2_500 }, (): [string, string] => ['a', '']);
    const reply = await ask(stand.port, { lines: [...lines, ['X-Forwarded-For', '1.2.3.4'], ['Last', '1']] });
    expect(reply.status).toBe(200);
    const { lines: got = [] } = received()[0] ?? {};
    expect(valuesOf(got, 'Last').concat(valuesOf(got, 'X-Forwarded-For'))).toEqual(['1', CLIENT]);
  });
});

describe('what is not HTTP over TLS', () => {
  it('leaves the proxy as it was', async () => {
    const { connect } = await import('node:net');
    const plain = connect({ host: '127.77.0.1', port: stand.port, localAddress: CLIENT });
    plain.on('error', () => {}).on('data', () => {});
    plain.write(NEXT);
    await until(() => plain.destroyed, { what: 'the connection is ended' });
    expect((await ask(stand.port)).status).toBe(200);
    expect(received()).toHaveLength(1);
  });
});
