import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { FarmError } from '../../../core/model/errors.ts';
import { stubCore } from '../../contract/stub-core.ts';
import { clientOn, closed, type Stand, startStand } from './shell-stand.ts';

const INTERNALS = 'connect ECONNREFUSED 10.0.0.5 password=hunter2';
let stand: Stand;
beforeAll(async () => {
  const broken = {
    map: () => {
      throw new Error(INTERNALS);
    },
  };
  const core = stubCore({ faults: broken as never });
  stand = await startStand({ core });
});
afterAll(() => stand?.end());

/** Sends one frame; the answer as it came. */
async function exchange(socket: WebSocket, frame: string): Promise<string> {
  const answered = once(socket, 'message');
  socket.send(frame);
  return String((await answered)[0]);
}

async function stillAnswers(): Promise<void> {
  const socket = await stand.dial();
  expect((await clientOn(socket).about.get()).balancers.length).toBeGreaterThan(0);
  socket.close();
}

describe('a frame that is not a message of the contract closes its socket and harms no other', () => {
  it.each([
    ['nothing', ''],
    ['no JSON', 'hello'],
    ['torn JSON', '{"i":"1","p":{"u":"/about/get"'],
    ['null', 'null'],
    ['a number', '1'],
    ['text', '"i"'],
    ['a list', '[{"i":"1"}]'],
    ['no id', '{"p":{"u":"/about/get"}}'],
    ['an id that is a thing', '{"i":{},"p":{"u":"/about/get"}}'],
    ['an endless id', JSON.stringify({ i: 'x'.repeat(1000), p: { u: '/about/get' } })],
    ['no request', '{"i":"1"}'],
    ['an empty request', '{"i":"1","p":{}}'],
    ['no address', '{"i":"1","p":{"b":{"json":{}}}}'],
    ['an address that is a number', '{"i":"1","p":{"u":7}}'],
    ['a foreign address', '{"i":"1","p":{"u":"http://evil.example/about/get"}}'],
    ['an address that is none', '{"i":"1","p":{"u":"http://["}}'],
    ['a file to come', '{"i":"1","p":{"u":"/about/get","h":{"content-type":"multipart/form-data; boundary=x"}}}'],
    ['a file', '{"i":"1","p":{"u":"/about/get","h":{"content-disposition":"attachment"}}}'],
    ['a stream to come', '{"i":"1","p":{"u":"/about/get","h":{"content-type":"text/event-stream"}}}'],
    ['headers that are a list', '{"i":"1","p":{"u":"/about/get","h":[1]}}'],
    ['an unknown kind', '{"i":"1","t":9,"p":{"u":"/about/get"}}'],
    ['a part of no stream', '{"i":"1","t":3}'],
    ['deep nesting', `${'['.repeat(100_000)}`],
  ])('%s', async (_, frame) => {
    const complaints = vi.spyOn(console, 'error').mockImplementation(() => {});
    const other = await stand.dial();
    const socket = await stand.dial();
    const end = closed(socket);
    socket.send(frame);
    expect(await end).toBe(1007);
    expect((await clientOn(other).about.get()).version).toMatch(/^\d/);
    other.close();
    expect(complaints).not.toHaveBeenCalled();
    complaints.mockRestore();
  });

  it('a binary frame', async () => {
    const socket = await stand.dial();
    const end = closed(socket);
    socket.send(Buffer.from('{"i":"1","p":{"u":"/about/get"}}'));
    expect(await end).toBe(1007);
  });

  it('what follows it is not looked at any more', async () => {
    const socket = await stand.dial();
    const answers: string[] = [];
    socket.on('message', (data) => answers.push(String(data)));
    const end = closed(socket);
    socket.send('hello');
    for (let index = 0; index < 50; index++) socket.send(`{"i":"${index}","p":{"u":"/about/get"}}`);
    await end;
    expect(answers).toEqual([]);
  });
});

describe('frames against the protocol', () => {
  it.each([
    ['not masked', [0x81, 0x02, 0x68, 0x69], 1002],
    ['of a kind that does not exist', [0x8b, 0x80, 0, 0, 0, 0], 1002],
    ['with reserved bits', [0xf1, 0x80, 0, 0, 0, 0], 1002],
    ['a middle without a beginning', [0x80, 0x80, 0, 0, 0, 0], 1002],
    ['an endless ping', [0x89, 0xfe, 0xff, 0xff, 0, 0, 0, 0], 1002],
    ['no UTF-8', [0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28], 1007],
    ['announcing 64 MiB', [0x81, 0xff, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0], 1009],
    ['announcing more than there is', [0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0], 1009],
  ])('%s: closes the socket', async (_, bytes, code) => {
    const socket = await stand.dial();
    const end = closed(socket);
    (socket as unknown as { _socket: NodeJS.WritableStream })._socket.write(Buffer.from(bytes));
    expect([code, 1006]).toContain(await end);
    await stillAnswers();
  });

  it('a message over 32 MiB, in one frame or in many, closes the socket', async () => {
    const whole = await stand.dial();
    const wholeEnd = closed(whole);
    whole.send(`{"i":"1","p":{"u":"/about/get","b":"${'x'.repeat(32 * 1024 * 1024)}"}}`);
    expect(await wholeEnd).toBe(1009);
    const parts = await stand.dial();
    parts.on('error', () => {});
    const partsEnd = closed(parts);
    for (let index = 0; index < 40; index++) parts.send('x'.repeat(1024 * 1024), { fin: false });
    expect([1009, 1006]).toContain(await partsEnd);
    await stillAnswers();
  });

  it('a message in more pieces than anyone needs closes the socket', async () => {
    const socket = await stand.dial();
    socket.on('error', () => {});
    const end = closed(socket);
    for (let index = 0; index < 20_000; index++) socket.send('', { fin: false });
    expect([1008, 1006]).toContain(await end);
    await stillAnswers();
  });

  it('compression is not agreed on, so nothing small can become large', async () => {
    const socket = await stand.dial({ perMessageDeflate: true });
    expect(socket.extensions).toBe('');
    socket.close();
  });
});

describe('a message of the contract is always answered', () => {
  it.each([
    '/nothing',
    '/',
    '/practice',
    '/farm/get/more',
    '/__proto__',
    '/constructor/name',
    '/about/get/../nothing',
  ])('unknown procedure %s: not found', async (u) => {
    const socket = await stand.dial();
    const answer = JSON.parse(await exchange(socket, JSON.stringify({ i: '1', p: { u, b: { json: {} } } })));
    expect(answer).toMatchObject({ i: '1', p: { s: 404 } });
    socket.close();
  });

  it('an unknown procedure is an error to the pages’ client', async () => {
    const socket = await stand.dial();
    const client = clientOn(socket) as unknown as { nothing: { here(): Promise<unknown> } };
    await expect(client.nothing.here()).rejects.toMatchObject({ code: 'NOT_FOUND', status: 404 });
    socket.close();
  });

  it.each([
    ['text', 'hello'],
    ['a number', 7],
    ['a list', [1, 2]],
    ['nothing', undefined],
    ['no json', {}],
    ['meta that is no list', { json: {}, meta: 5 }],
    ['meta of an unknown kind', { json: {}, meta: [[99, 'a', 'b']] }],
    ['meta that leads nowhere', { json: {}, meta: [[1, 'a', 'b', 'c']] }],
    ['meta into the prototype', { json: {}, meta: [[0, '__proto__', 'polluted']] }],
    ['maps that are no list', { json: {}, meta: [], maps: 3 }],
    ['a date that is none', { json: { farm: 'x' }, meta: [[1, 'farm']] }],
    ['a pattern that hangs', { json: { farm: '/(a+)+$/' }, meta: [[6, 'farm']] }],
    ['a big number that is none', { json: { farm: 'x' }, meta: [[0, 'farm']] }],
  ])('input that is %s: a typed error', async (_, b) => {
    const socket = await stand.dial();
    const answer = JSON.parse(await exchange(socket, JSON.stringify({ i: '1', p: { u: '/farm/get', b } })));
    expect(answer.p.s).toBeGreaterThanOrEqual(400);
    expect(answer.p.s).toBeLessThan(500);
    expect(['FARM', 'BAD_REQUEST']).toContain(answer.p.b.json.code);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    socket.close();
    await stillAnswers();
  });

  it('input nested 100000 deep: a typed error', async () => {
    const socket = await stand.dial();
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const answer = await exchange(socket, `{"i":"1","p":{"u":"/farm/get","b":{"json":{"farm":${deep}}}}}`);
    expect(JSON.parse(answer).p.b.json.data.code).toBe('input.invalid');
    socket.close();
  });

  it('one id used twice is answered for the first', async () => {
    const socket = await stand.dial();
    const frame = JSON.stringify({ i: '1', p: { u: '/about/get', b: { json: null } } });
    socket.send(frame);
    expect(JSON.parse(await exchange(socket, frame)).i).toBe('1');
    socket.close();
  });
});

describe('an unexpected error', () => {
  it('reaches the page without its message and its stack', async () => {
    const socket = await stand.dial();
    const answer = await exchange(socket, JSON.stringify({ i: '1', p: { u: '/faults/list' } }));
    expect(JSON.parse(answer)).toEqual({
      i: '1',
      p: {
        s: 500,
        b: {
          json: { defined: false, code: 'INTERNAL_SERVER_ERROR', status: 500, message: 'Internal server error' },
        },
      },
    });
    expect(answer).not.toContain('hunter2');
    socket.close();
  });

  it('an expected one comes with its code, field and remedy', async () => {
    const refusal = new FarmError({ code: 'a.code', field: 'nodes', message: 'A sentence.', remedy: 'A remedy.' });
    const other = await startStand({
      core: stubCore({
        refuseFaults: () => {
          throw refusal;
        },
      }),
    });
    const socket = await other.dial();
    const begun = clientOn(socket).farm.startPractice({ nodes: 2, balancer: 'bundled' });
    await expect(begun).rejects.toMatchObject({
      code: 'FARM',
      status: 422,
      defined: true,
      message: 'A sentence.',
      data: { code: 'a.code', field: 'nodes', remedy: 'A remedy.' },
    });
    await other.end();
  });
});
