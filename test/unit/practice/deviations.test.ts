import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { Deviation, Deviations } from '../../../core/practice/application/deviations.ts';

const CLIENT = '203.0.113.5';
const OTHER = '203.0.113.6';

/** A request as text: `POST 1.0 b#2 x-real-ip=192.0.2.66` is the second one over the connection b. */
function treatAll(list: object[], requests: string[]): string[] {
  const deviations = new Deviations(
    list.map((one) => Deviation.parse(one)),
    'node-01',
  );
  const sockets = new Map<string, Socket>();
  return requests.map((text) => {
    const [method = '', version = '', connection = '', ...headers] = text.split(' ');
    const socket = sockets.get(connection) ?? new Socket();
    sockets.set(connection, socket);
    const { records, status } = deviations.treat(
      {
        ...{ service: 'web', method, version, socket, peer: '127.0.0.4' },
        headers: headers.map((header) => header.split('=') as [string, string]),
      },
      connection === 'o' ? OTHER : CLIENT,
    );
    return [
      ...records.map(({ address, node, service, afterMs, afterRequests }) =>
        [
          service === 'web' ? node : `${node}/${service}`,
          String(address),
          ...(afterMs === null ? [] : [`+${afterMs}`]),
          ...(afterRequests ? [`#${afterRequests}`] : []),
        ].join(' '),
      ),
      ...(status === null ? [] : [String(status)]),
    ].join(', ');
  });
}

const RIGHT = `node-01 ${CLIENT}`;
const PEER = 'node-01 127.0.0.4';

it.each([
  ['no deviation', [], ['GET 1.1 a'], [RIGHT]],
  ['a method', [{ when: { method: 'POST' }, does: { address: 'peer' } }], ['GET 1.1 a', 'POST 1.1 a'], [RIGHT, PEER]],
  ['a version', [{ when: { version: '1.0' }, does: { address: 'none' } }], ['GET 1.0 a'], ['node-01 null']],
  [
    'the second request of each connection',
    [{ when: { onConnection: 2 }, does: { address: 'peer' } }],
    ['GET 1.1 a', 'GET 1.1 b', 'GET 1.1 a', 'GET 1.1 b'],
    [RIGHT, RIGHT, PEER, PEER],
  ],
  [
    'a header, and its text is recorded',
    [{ when: {}, does: { address: { header: 'X-Real-IP' } } }],
    ['GET 1.1 a', 'GET 1.1 a x-real-ip=192.0.2.66'],
    [RIGHT, 'node-01 192.0.2.66'],
  ],
  [
    'the address of whoever came first',
    [{ when: {}, does: { address: 'kept of peer' } }],
    ['GET 1.1 a', 'GET 1.1 o'],
    [RIGHT, RIGHT],
  ],
  [
    'every third request, and those after the third',
    [
      { when: { every: 3 }, does: { unrecorded: true } },
      { when: { fromRequest: 4 }, does: { node: 'node-02' } },
    ],
    ['GET 1.1 a', 'GET 1.1 a', 'GET 1.1 a', 'GET 1.1 a'],
    [RIGHT, RIGHT, '', `node-02 ${CLIENT}`],
  ],
  [
    'another service in the record',
    [{ when: { method: 'POST' }, does: { service: 'api' } }],
    ['GET 1.1 a', 'POST 1.1 a'],
    [RIGHT, `node-01/api ${CLIENT}`],
  ],
  [
    'a refusal with a record, and another form of the address',
    [
      { when: { header: 'Forwarded' }, does: { status: 403 } },
      { when: {}, does: { address: { before: '::ffff:', after: '' } } },
    ],
    ['GET 1.1 a forwarded=for=192.0.2.66'],
    [`node-01 ::ffff:${CLIENT}, 403`],
  ],
  [
    'a late record, and a second one',
    [{ when: {}, does: { recordAfterMs: 3000, second: { afterMs: 1500, address: 'peer' } } }],
    ['GET 1.1 a'],
    [`${RIGHT} +3000, ${PEER} +1500`],
  ],
  [
    'a second record after some more requests',
    [{ when: {}, does: { second: { afterRequests: 30 } } }],
    ['GET 1.1 a'],
    [`${RIGHT}, ${RIGHT} #30`],
  ],
])('a request is treated otherwise by %s', (_what, list, requests, treated) => {
  expect(treatAll(list, requests)).toEqual(treated);
});
