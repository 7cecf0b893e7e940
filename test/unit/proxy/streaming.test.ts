import { createHash, randomBytes } from 'node:crypto';
import { Agent } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { until } from '../../support/until.ts';
import { ask, open, openRaw, replyTo } from './proxy-client.ts';
import { removeStandFiles, type Stand, startStand, type TestNode } from './proxy-stand.ts';

const MEGABYTE = 1_048_576;
let stand: Stand;
afterEach(() => stand.close());
afterAll(removeStandFiles);

const one = () => stand.nodes[0] as TestNode;
const sha256 = (body: Buffer) => createHash('sha256').update(body).digest('hex');

describe('bodies', () => {
  it.each([true, false])('of a megabyte pass 25 at a time, there and back, unharmed (chunked: %s)', async (chunked) => {
    stand = await startStand({ nodes: 3 });
    for (const node of stand.nodes) node.answer = (request, response) => void request.pipe(response);
    const agent = new Agent({ keepAlive: true });
    const bodies = Array.from({ length: 25 }, () => randomBytes(MEGABYTE));
    const replies = await Promise.all(
      bodies.map(async (body) => {
        if (!chunked) return await ask(stand.port, { method: 'POST', body, agent });
        const asked = await open(stand.port, { method: 'POST', agent, lines: [['Transfer-Encoding', 'chunked']] });
        const reply = replyTo(asked);
        const parts = Array.from({ length: 16 }, (_, part) =>
          body.subarray((part * MEGABYTE) / 16, ((part + 1) * MEGABYTE) / 16),
        );
        await pipeline(Readable.from(parts), asked);
        return await reply;
      }),
    );
    agent.destroy();
    expect(replies.map(({ body }) => sha256(body))).toEqual(bodies.map(sha256));
    const atNodes = stand.nodes.flatMap(({ received }) => received.map(({ body }) => body?.sha256));
    expect(new Set(atNodes)).toEqual(new Set(bodies.map(sha256)));
  });

  it('arrive while they are sent, in both directions', async () => {
    stand = await startStand({ nodes: 1 });
    one().answer = (request, response) => void request.pipe(response);
    const asked = await open(stand.port, { method: 'POST', lines: [['Transfer-Encoding', 'chunked']] });
    let got = '';
    asked.once('response', (response) =>
      response.setEncoding('utf8').on('data', (text) => {
        got += text;
      }),
    );
    for (const part of ['one ', 'two ', 'three ']) {
      asked.write(part);
      await until(() => got.endsWith(part), { what: `${part}has come back` });
    }
    asked.end();
    expect(got).toBe('one two three ');
  });

  it('wait for a client that does not read', async () => {
    stand = await startStand({ nodes: 1 });
    let written = 0;
    one().answer = (_request, response) => {
      const more = () => {
        while (written < 256 * MEGABYTE) {
          written += 65_536;
          if (!response.write(Buffer.alloc(65_536))) return void response.once('drain', more);
        }
        response.end();
      };
      more();
    };
    const asked = await open(stand.port);
    asked.once('response', (response) => response.pause());
    asked.on('error', () => {});
    asked.end();
    await stopsGrowing(() => written);
    expect(written).toBeLessThan(64 * MEGABYTE);
    asked.destroy();
  });

  it('wait for a node that does not read', async () => {
    stand = await startStand({ nodes: 1 });
    one().answer = (request) => void request.pause();
    const asked = await open(stand.port, { method: 'POST', lines: [['Transfer-Encoding', 'chunked']] });
    asked.on('error', () => {});
    let written = 0;
    const more = () => {
      while (written < 256 * MEGABYTE) {
        written += 65_536;
        if (!asked.write(Buffer.alloc(65_536))) return void asked.once('drain', more);
      }
    };
    more();
    await stopsGrowing(() => written);
    expect(written).toBeLessThan(64 * MEGABYTE);
    asked.destroy();
  });
});

/** Waits until a count has been the same at twenty looks in a row. */
async function stopsGrowing(count: () => number): Promise<void> {
  let last = -1;
  let same = 0;
  await until(
    () => {
      const now = count();
      same = now === last && now > 0 ? same + 1 : 0;
      last = now;
      return same >= 20;
    },
    { what: 'no more is written', limitMs: 30_000 },
  );
}

describe('a client that goes away', () => {
  it('while it waits ends its request at the node', async () => {
    stand = await startStand({ nodes: 1 });
    let gone = false;
    one().answer = (_request, response) => {
      response.once('close', () => {
        gone = true;
      });
    };
    const asked = await open(stand.port);
    asked.on('error', () => {});
    asked.end();
    await until(() => one().received.length === 1, { what: 'the node has the request' });
    expect(gone).toBe(false);
    asked.destroy();
    await until(() => gone, { what: 'the node lost its client' });
    expect((await isStillServed()).status).toBe(200);
  });

  it('ends all requests it had sent', async () => {
    stand = await startStand({ nodes: 1 });
    let gone = 0;
    one().answer = (_request, response) => {
      response.once('close', () => {
        gone += 1;
      });
    };
    const socket = await openRaw(stand.port);
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(3));
    await until(() => one().received.length === 3, { what: 'the node has all three' });
    socket.destroy();
    await until(() => gone === 3, { what: 'the node lost all three' });
  });

  it('while it sends ends its request at the node, as one that was cut', async () => {
    stand = await startStand({ nodes: 1 });
    for (const framing of [
      ['Transfer-Encoding', 'chunked'],
      ['Content-Length', '100'],
    ] as [string, string][]) {
      const before = one().received.length;
      const asked = await open(stand.port, { method: 'POST', lines: [framing] });
      asked.on('error', () => {});
      asked.write('half');
      await until(() => one().received.length > before, { what: 'the node has the head' });
      asked.destroy();
      await until(() => one().received.at(-1)?.cut, { what: 'the node knows that it was cut' });
      expect(one().received.at(-1)?.body).toBeNull();
    }
    expect((await isStillServed()).status).toBe(200);
  });

  it('while it is answered ends the answer of the node', async () => {
    stand = await startStand({ nodes: 1 });
    let gone = false;
    one().answer = (_request, response) => {
      const timer = setInterval(() => response.write('more'), 5);
      response.once('close', () => {
        clearInterval(timer);
        gone = true;
      });
    };
    const asked = await open(stand.port);
    asked.on('error', () => {});
    asked.once('response', (response) => response.once('data', () => asked.destroy()).on('error', () => {}));
    asked.end();
    await until(() => gone, { what: 'the node lost its client' });
  });

  async function isStillServed() {
    one().answer = (_request, response) => response.end('served');
    return await ask(stand.port);
  }
});
