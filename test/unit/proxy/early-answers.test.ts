import type { TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../../support/until.ts';
import { ask, openRaw } from './proxy-client.ts';
import { CLIENT, HOST, removeStandFiles } from './proxy-stand.ts';
import { startRawNode } from './raw-node.ts';

let stand: Awaited<ReturnType<typeof startRawNode>>;
beforeEach(async () => {
  stand = await startRawNode();
});
afterEach(() => stand.close());
afterAll(removeStandFiles);

const OTHER_CLIENT = '127.77.0.11';
const BEGIN = 'first part';
const FORGED = `GET /forged HTTP/1.1\r\nHost: ${HOST}\r\nX-Forwarded-For: 192.0.2.66\r\n\r\n`;
const EARLY = 'HTTP/1.1 401 Unauthorized\r\nContent-Length: 5\r\n\r\nearly';
const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;

interface Framing {
  line: string;
  /** The body in two parts: the second holds a whole request with a forged header. */
  parts: [string, string];
}

const FRAMINGS: [string, Framing][] = [
  ['a length', { line: `Content-Length: ${BEGIN.length + FORGED.length}`, parts: [BEGIN, FORGED] }],
  ['chunks', { line: 'Transfer-Encoding: chunked', parts: [chunk(BEGIN), `${chunk(FORGED)}0\r\n\r\n`] }],
];

/** How a node answers early, and how its answer ends. */
const ANSWERS: [how: string, answer: (socket: TLSSocket) => void, end: string][] = [
  ['keeps its connection', (socket) => socket.write(EARLY), 'early'],
  ['reads no more', (socket) => socket.pause().write(EARLY), 'early'],
  ['closes', (socket) => socket.end(EARLY), 'early'],
  ['breaks off', (socket) => socket.write(EARLY, () => socket.destroy()), 'early'],
  ['answers without a body', (socket) => socket.write('HTTP/1.1 304 Not Modified\r\n\r\n'), '\r\n\r\n'],
  [
    'answers in chunks',
    (socket) => {
      socket.write('HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nearly\r\n');
      setTimeout(() => socket.write('0\r\n\r\n'), 20);
    },
    '\r\n0\r\n\r\n',
  ],
];

const CASES = FRAMINGS.flatMap(([name, framing]) =>
  ANSWERS.map(([how, answer, end]) => ({ name, framing, how, answer, end })),
);

/** A client on a connection of its own, with what came back on it. */
async function client() {
  const socket = await openRaw(stand.port);
  const seen = { socket, got: '', ended: false };
  socket.setEncoding('latin1').on('data', (text: string) => {
    seen.got += text;
  });
  socket.once('close', () => {
    seen.ended = true;
  });
  return seen;
}

/** A client that has sent the head and the first part of a body, and has the early answer. */
async function answeredEarly(framing: Framing, end = 'early') {
  const uploading = await client();
  stand.node.waitsFor = BEGIN;
  uploading.socket.write(`POST /upload HTTP/1.1\r\nHost: ${HOST}\r\n${framing.line}\r\n\r\n${framing.parts[0]}`);
  await until(() => uploading.got.endsWith(end), { what: 'the early answer has come' });
  return uploading;
}

async function otherClientIsServed(...paths: string[]) {
  for (const path of paths)
    expect((await ask(stand.port, { from: OTHER_CLIENT, path })).body.toString()).toBe('served');
}

/** Expects these requests at the node, in this order, each with the address of its client and no other. */
function expectAtNode(...requests: [request: string, client: string][]) {
  const heads = stand.node.connections.flatMap((connection) => connection.heads);
  const seen = heads.map((head) => [
    head.slice(0, head.indexOf(' HTTP/1.1\r\n')),
    ...[...head.matchAll(/^X-Forwarded-For: (.*)\r$/gim)].map(([, value]) => value),
  ]);
  expect(seen).toEqual(requests);
}

/** Expects the first connection closed, with one head and this of its body. */
async function expectClosed(body: string) {
  const [first] = stand.node.connections;
  await until(() => first?.ended, { what: 'the node connection is closed' });
  expect(first?.bytes.slice(first.bytes.indexOf('\r\n\r\n') + 4)).toBe(body);
}

describe('a node connection on which the answer came before the request was complete is closed, and not used again', () => {
  it.each(CASES)('where the node $how: $name', async ({ framing, answer, end }) => {
    stand.node.answer = answer;
    const uploading = await answeredEarly(framing, end);
    expect(uploading.got).toMatch(/^HTTP\/1\.1 (401|304|403) /);
    await otherClientIsServed('/before');
    uploading.socket.write(framing.parts[1]);
    await otherClientIsServed('/after', '/later');
    await expectClosed(framing.parts[0]);
    const served = ['/before', '/after', '/later'].map((path): [string, string] => [`GET ${path}`, OTHER_CLIENT]);
    expectAtNode(['POST /upload', CLIENT], ...served);
    expect(uploading.got.match(/HTTP\/1\.1 /g)).toHaveLength(1);
    expect(stand.status()).toMatchObject({ active: 0, failures: 0, bytesIn: BEGIN.length });
    uploading.socket.destroy();
  });

  it.each(FRAMINGS)('where the client goes away after the answer: %s', async (_name, framing) => {
    stand.node.answer = (socket) => socket.write(EARLY);
    const uploading = await answeredEarly(framing);
    uploading.socket.destroy();
    await otherClientIsServed('/after');
    await expectClosed(framing.parts[0]);
    expectAtNode(['POST /upload', CLIENT], ['GET /after', OTHER_CLIENT]);
  });

  it.each(FRAMINGS)('where the client goes away before the answer: %s', async (_name, framing) => {
    const uploading = await client();
    uploading.socket.write(`POST /upload HTTP/1.1\r\nHost: ${HOST}\r\n${framing.line}\r\n\r\n${framing.parts[0]}`);
    await until(() => stand.node.connections[0]?.bytes.endsWith(framing.parts[0]), { what: 'the node has a part' });
    uploading.socket.destroy();
    await otherClientIsServed('/after');
    await expectClosed(framing.parts[0]);
    expectAtNode(['POST /upload', CLIENT], ['GET /after', OTHER_CLIENT]);
  });

  it.each(FRAMINGS)('where the request was completed while the answer came: %s', async (_name, framing) => {
    let finish = () => {};
    stand.node.careless = false;
    stand.node.answer = (socket) => {
      socket.write(EARLY.slice(0, -5));
      finish = () => socket.write('early');
    };
    stand.node.waitsFor = BEGIN;
    const uploading = await client();
    uploading.socket.write(`POST /upload HTTP/1.1\r\nHost: ${HOST}\r\n${framing.line}\r\n\r\n${framing.parts[0]}`);
    await until(() => uploading.got.endsWith('\r\n\r\n'), { what: 'the answer has begun' });
    uploading.socket.write(framing.parts[1]);
    await until(() => stand.node.connections[0]?.bytes.endsWith(framing.parts[1]), { what: 'the node has the body' });
    finish();
    await until(() => uploading.got.endsWith('early'), { what: 'the answer is whole' });
    await otherClientIsServed('/after');
    await expectClosed(framing.parts.join(''));
  });

  it.each(FRAMINGS)('but is kept where the request was complete: %s', async (_name, { line, parts }) => {
    stand.node.waitsFor = parts[1];
    stand.node.answer = (socket) => socket.write(EARLY);
    const uploading = await client();
    for (const count of [1, 2, 3]) {
      for (const text of [`POST /upload HTTP/1.1\r\nHost: ${HOST}\r\n${line}\r\n\r\n`, ...parts])
        uploading.socket.write(text);
      await until(() => uploading.got.match(/early/g)?.length === count, { what: 'it is answered' });
    }
    expect(stand.node.connections).toHaveLength(1);
    uploading.socket.destroy();
  });
});

describe('the connection of a client that was answered early', () => {
  it.each(
    FRAMINGS,
  )('is read to the end of the body; what comes then is the next request: %s', async (_name, framing) => {
    stand.node.answer = (socket) => socket.write(EARLY);
    const uploading = await answeredEarly(framing);
    uploading.socket.write(`${framing.parts[1]}GET /next HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`);
    await until(() => uploading.got.endsWith('served'), { what: 'the next request is answered' });
    await otherClientIsServed('/after');
    await expectClosed(framing.parts[0]);
    expectAtNode(['POST /upload', CLIENT], ['GET /next', CLIENT], ['GET /after', OTHER_CLIENT]);
    expect(uploading.got.match(/HTTP\/1\.1 /g)).toHaveLength(2);
    uploading.socket.destroy();
  });

  it.each([
    ['breaks off', ''],
    ['does not answer in HTTP', 'nonsense\r\n\r\n'],
    ['answers what cannot be passed on', 'HTTP/1.1 200 O\x01K\r\nContent-Length: 0\r\n\r\n'],
  ])('is read so, too, where the node %s', async (_how, bytes) => {
    stand.node.answer = (socket) => socket.end(bytes);
    const rest = 'x'.repeat(1_048_576);
    const line = `Content-Length: ${BEGIN.length + rest.length}`;
    const uploading = await answeredEarly({ line, parts: [BEGIN, rest] }, 'failed\n');
    expect(uploading.got).toMatch(/^HTTP\/1\.1 502 /);
    uploading.socket.write(`${rest}GET /next HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`);
    await until(() => uploading.got.endsWith('served'), { what: 'the next request is answered' });
    uploading.socket.destroy();
  });

  it.each<[string, (socket: TLSSocket) => void]>([
    ['closes at once', (socket) => socket.end(EARLY)],
    ['reads no more', (socket) => socket.pause().write(EARLY)],
    // By then nothing more fits into the buffers on the way.
    ['answers later, and reads nothing', (socket) => setTimeout(() => socket.write(EARLY), 500) && socket.pause()],
  ])('gives the whole answer to a client that sends first and reads later, where the node %s', async (_how, answer) => {
    const bytes = 32 * 1_048_576;
    stand.node.answer = answer;
    const uploading = await client();
    uploading.socket.pause();
    uploading.socket.write(`POST /upload HTTP/1.1\r\nHost: ${HOST}\r\nContent-Length: ${bytes}\r\n\r\n`);
    await new Promise((resolve) => uploading.socket.write(Buffer.alloc(bytes), resolve));
    uploading.socket.resume();
    await until(() => uploading.got.endsWith('early'), { what: 'the early answer has come' });
    expect(uploading.got).toMatch(/^HTTP\/1\.1 401 /);
    await until(() => stand.status()?.active === 0, { what: 'the node connection is closed' });
    uploading.socket.destroy();
  });

  describe.each(FRAMINGS)('that waits for 100 Continue ends with the answer: %s', (_name, framing) => {
    const head = `POST /upload HTTP/1.1\r\nHost: ${HOST}\r\n${framing.line}\r\nExpect: 100-continue\r\n\r\n`;

    it.each([401, 417])('%i', async (status) => {
      stand.node.answer = (socket) => socket.write(EARLY.replace('401', String(status)));
      const uploading = await client();
      uploading.socket.write(head);
      await until(() => uploading.ended, { what: 'the connection is ended' });
      expect(uploading.got).toMatch(new RegExp(`^HTTP/1\\.1 ${status} .*\r\nConnection: close\r\n.*early$`, 's'));
      await otherClientIsServed('/after');
      await expectClosed('');
      expectAtNode(['POST /upload', CLIENT], ['GET /after', OTHER_CLIENT]);
    });

    it('and no request behind its body is taken', async () => {
      let finish = () => {};
      stand.node.careless = false;
      stand.node.answer = (socket) => {
        socket.write(EARLY.slice(0, -5));
        finish = () => socket.write('early');
      };
      const uploading = await client();
      uploading.socket.write(head);
      await until(() => uploading.got.endsWith('\r\n\r\n'), { what: 'the answer has begun' });
      const body = framing.parts.join('');
      uploading.socket.write(`${body}GET /next HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`);
      await until(() => stand.node.connections[0]?.bytes.endsWith(body), { what: 'the node has the body' });
      finish();
      await until(() => uploading.ended, { what: 'the connection is ended' });
      expect(uploading.got).toMatch(/^HTTP\/1\.1 401 .*early$/s);
      await otherClientIsServed('/after');
      expect(stand.node.connections.map(({ bytes }) => bytes.slice(0, 9))).toEqual(['POST /upl', 'GET /afte']);
    });
  });

  it('that waits for 100 Continue ends where no node answers', async () => {
    await stand.node.close();
    await until(() => stand.status()?.state === 'down', { what: 'the node is down' });
    const uploading = await client();
    uploading.socket.write(`POST / HTTP/1.1\r\nHost: ${HOST}\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n`);
    await until(() => uploading.ended, { what: 'the connection is ended' });
    expect(uploading.got).toMatch(/^HTTP\/1\.1 503 .*\r\nConnection: close\r\n/s);
  });
});
