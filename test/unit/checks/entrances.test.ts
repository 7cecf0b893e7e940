import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { askSockets } from '../../../core/checks/asking/listening-sockets.ts';
import { entrances } from '../../../core/checks/looks/entrances.ts';
import { untriedAddresses, untriedPlaces } from '../../../core/checks/not-tried.ts';
import type { Observations } from '../../../core/checks/observations.ts';
import { verify } from '../../../core/checks/verify.ts';
import { whatIsSent } from '../../../core/checks/what-is-sent.ts';
import type { FarmHost } from '../../../core/model/farm-host.ts';
import { nodesOf, placeOf } from '../../../core/model/farm-parts.ts';
import type { VantageRequest } from '../../../core/model/vantage.ts';
import { exampleVerification } from '../../support/healthy-scene.ts';
import { type Behaviour, inTestTime, loss, SimulatedFarm, startTestClock } from '../../support/simulated-farm.ts';

beforeEach(startTestClock);
afterEach(() => {
  vi.useRealTimers();
});

const { parse } = askSockets('node-01');
const own = (address: string | null, port: number) => ({ address, port });
const everywhere = (port: number) => ({ address: null, atIpv6: true, port });

describe('what a host or a person tells of its sockets is understood', () => {
  test.each([
    [
      'ss',
      'LISTEN 0 4096 127.0.0.53%lo:53 0.0.0.0:*\nLISTEN 0 128 [::]:22 [::]:*\nLISTEN 0 511 *:443 *:*',
      [own('127.0.0.53', 53), everywhere(22), everywhere(443)],
    ],
    [
      'ss with its heading',
      'State Recv-Q Send-Q Local Address:Port Peer Address:Port\nLISTEN 0 1 192.0.2.1:443 0.0.0.0:*',
      [own('192.0.2.1', 443)],
    ],
    [
      'netstat of Windows',
      'Active Connections\r\n  TCP    0.0.0.0:135   0.0.0.0:0   LISTENING\r\n  TCP    [::1]:5000   [::]:0   LISTENING',
      [own(null, 135), own('::1', 5000)],
    ],
    ['netstat of Linux', 'tcp6  0  0 :::8080  :::*  LISTEN', [everywhere(8080)]],
    [
      'PowerShell',
      '[{"LocalAddress":"::","LocalPort":443},{"LocalAddress":"192.0.2.1","LocalPort":8443}]',
      [everywhere(443), own('192.0.2.1', 8443)],
    ],
    ['PowerShell with one socket', '{\n  "LocalAddress": "0.0.0.0",\n  "LocalPort": 443\n}', [own(null, 443)]],
    ['one socket twice', 'LISTEN 0 1 0.0.0.0:443 *:*\nLISTEN 0 1 0.0.0.0:443 *:*', [own(null, 443)]],
    [
      'a socket of each family',
      'LISTEN 0 1 0.0.0.0:443 *:*\nLISTEN 0 1 [::]:443 *:*',
      [own(null, 443), everywhere(443)],
    ],
  ])('%s', (_name, text, expected) => {
    expect(parse(text)).toEqual(expected);
  });

  test.each(['', 'nothing listens', 'done', '[]', '{"LocalPort": 443}'])('%j is no such answer', (text) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'sockets.unread' }));
  });
});

/** Looks for further ways into a farm on whose hosts this listens. */
async function looked(sockets: string, more: Partial<Behaviour> & { answers?: (to: VantageRequest) => void } = {}) {
  const { answers, ...behaviour } = more;
  const farm = new SimulatedFarm({ sockets, ...behaviour });
  const sent: VantageRequest[] = [];
  const { send } = farm.vantage;
  farm.vantage.send = async (request, signal) => {
    sent.push(request);
    answers?.(request);
    return send(request, signal);
  };
  await inTestTime(entrances.run(farm.verification, farm.seen, farm, new AbortController().signal));
  return { farm, sent, seen: farm.seen, placesSent: [...new Set(sent.map(({ to }) => `${to.address} ${to.port}`))] };
}

test.each([
  ['[::]:8101', true],
  ['*:8101', true],
  ['0.0.0.0:8101', false],
  ['[::]:22', false],
])('a node that serves at %s is told as not tried over IPv6: %s', async (socket, isTold) => {
  const { farm, seen } = await looked('127.0.0.1:9');
  const [node] = nodesOf(farm.verification.farm);
  const port = socket.endsWith(':22') ? 22 : placeOf(farm.verification.farm, node as FarmHost, 'web').port;
  seen.sockets.set(node?.name ?? '', { value: parse(`LISTEN 0 1 ${socket.replace('8101', String(port))} *:*`) });
  const told = untriedAddresses(farm.verification, seen);
  const sentence = `node-01 listens at port ${port} of its IPv6 addresses as well; none of them is in the plan, so nothing was sent there.`;
  expect(told.filter((one) => one.startsWith('node-01'))).toEqual(isTold ? [sentence] : []);
  // With an address of that family the other checks try it.
  node?.addresses.push('::1');
  expect(untriedAddresses(farm.verification, seen).filter((one) => one.startsWith('node-01'))).toEqual([]);
});

test('behind a WAF it is told that no client was sent around it', () => {
  const { farm } = exampleVerification();
  expect(untriedPlaces({ farm })).toEqual([]);
  const [balancer] = farm.hops;
  if (balancer === undefined) throw new Error('a farm has a device');
  const hops = [
    { ...balancer, name: 'the WAF' },
    { ...balancer, name: 'the balancer' },
  ];
  expect(untriedPlaces({ farm: { ...farm, hops } })).toEqual([
    'No client was sent around the WAF straight to the balancer: its firewall has to admit the WAF alone.',
  ]);
});

const placesIn = ({ entrances: all }: Observations) => all.map(({ host, to }) => `${host} ${to}`);

describe('which sockets are tried', () => {
  test.each([
    ['what the plan opens is not', '*:8000'],
    ['a loopback address is the host’s own, where it has others', '127.0.0.1:8443\n[::1]:8443', '192.0.2.'],
  ])('%s', async (_name, sockets, network = '') => {
    const farm = new SimulatedFarm({ sockets });
    const { hosts } = farm.verification.farm;
    if (network !== '')
      farm.verification.farm.hosts = hosts.map((host, index) => ({ ...host, addresses: [`${network}${index + 1}`] }));
    for (const service of farm.verification.farm.services) if (network !== '') service.address = `${network}99`;
    farm.seen.entrances = [];
    await inTestTime(entrances.run(farm.verification, farm.seen, farm, new AbortController().signal));
    expect(placesIn(farm.seen).filter((place) => !place.startsWith('balancer') || network !== '')).toEqual([]);
  });

  test('one that listens everywhere is tried at every address, the virtual one too', async () => {
    const { seen, placesSent } = await looked('*:8000\n*:9000\n*:8443');
    expect(placesIn(seen)).toEqual([
      ...['101', '102', '103'].flatMap((last, index) =>
        [9000, 8443].map((port) => `node-0${index + 1} 127.9.9.${last} port ${port}`),
      ),
      ...[8000, 8443].flatMap((port) => ['127.9.9.4', '127.9.9.5'].map((own) => `balancer ${own} port ${port}`)),
    ]);
    expect(placesSent).toHaveLength(10);
  });

  test('forty of a host are tried, and the others are told', async () => {
    const { seen } = await looked(Array.from({ length: 41 }, (_, index) => `127.9.9.77:${5000 + index}`).join('\n'));
    const own = seen.entrances.filter(({ host }) => host === 'node-01');
    expect(own).toHaveLength(41);
    expect(own.flatMap(({ error }) => error?.code ?? [])).toEqual(['entrances.too-many']);
  });

  test('an IPv6 address that no client address can reach is told, and nothing is sent there', async () => {
    const { seen, sent } = await looked('[2001:db8::7]:8443');
    expect(seen.entrances.map(({ error }) => error?.code)).toEqual(Array(4).fill('entrances.no-client'));
    expect(sent).toEqual([]);
  });
});

describe('how they are tried', () => {
  test('a connection first; where none is made nothing follows', async () => {
    const { sent, seen } = await looked('127.9.9.101:8443', {
      answers: () => {
        throw loss('vantage.refused');
      },
    });
    expect(new Set(sent.map(({ method }) => method))).toEqual(new Set(['connect']));
    expect(
      seen.entrances.every(({ error, requests }) => error?.code === 'vantage.refused' && requests.length === 0),
    ).toBe(true);
  });

  test('a request of each service over HTTPS with any certificate, and over HTTP where that is not answered', async () => {
    const { sent, seen } = await looked('127.9.9.101:8443', {
      answers: ({ tls }) => {
        if (tls === 'unchecked') throw loss('vantage.closed');
      },
    });
    const ways = sent.filter(({ method }) => method === 'GET').map(({ tls, path }) => `${tls} ${path.split('?')[0]}`);
    const once = ['unchecked', 'none'].flatMap((tls) => ['/', '/api'].map((path) => `${tls} ${path}`));
    expect(new Set(ways).size).toBe(once.length);
    expect(seen.entrances[0]?.requests.map(({ node }) => node)).toEqual([null, 'node-01', null, 'node-01']);
  });
});

test('the application may answer the second client alone', async () => {
  const { seen } = await looked('127.9.9.101:8443', {
    clients: 2,
    answers: ({ method, from }) => {
      if (method === 'GET' && from === '127.9.9.10') throw loss('vantage.closed');
    },
  });
  const answered = seen.entrances[0]?.requests.filter(({ node }) => node === 'node-01') ?? [];
  expect(new Set(answered.map(({ sentFrom }) => sentFrom))).toEqual(new Set(['127.9.9.11']));
});

test('what is found makes the farm not ready, and the requests count as sent', async () => {
  const farm = new SimulatedFarm({ sockets: '127.9.9.102:8443', clients: 2 });
  const checks = ['health.node', 'entrances.closed'].map((check) => ({ check, clause: null }));
  farm.verification.profile = { ...farm.verification.profile, checks };
  const { verification, ...ports } = farm;
  const found = await inTestTime(
    verify(
      verification,
      {
        ...ports,
        host: farm.host,
        vantage: farm.vantage,
        record: farm.record,
        inspectPlan: farm.inspectPlan,
        consent: farm.consent,
      },
      new AbortController().signal,
    ),
  );
  const [first] = found.outcomes.filter(({ verdict }) => verdict === 'fail');
  expect(first).toMatchObject({ id: 'entrances.closed', required: true, subject: { node: 'node-01' } });
  expect(first?.cause).toContain('127.9.9.102 port 8443');
  expect(found.causes[0]?.id).toBe('second-entrance');
  expect(found.sent?.every(({ asClients }) => !asClients)).toBe(true);
  expect(found.sent?.length).toBeGreaterThan(0);
});

test('it is said before how many places are tried', () => {
  const told = whatIsSent(exampleVerification(), { consent: { auditEntries: true, drill: false } });
  expect(told).toContain('a connection goes there from 127.9.9.10, to 40 places of each host at most');
});
