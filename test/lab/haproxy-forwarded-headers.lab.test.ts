import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { BalancerModel } from '../../core/model/balancer.ts';
import {
  CLIENT,
  client,
  type HaproxyStand,
  removeAuthority,
  SOURCE,
  startHaproxyStand,
} from '../support/haproxy-stand.ts';

// What nodes receive behind a real HAProxy: the traps of its forwarded headers, and that ours have none of them.
const NAME = 'X-Forwarded-For';
const FORGED: [string, string][] = [[NAME, '198.51.100.66']];
const OWN_POLICY = / {4}http-request del-header \^x\[-_\]forwarded[^\n]*\n {4}http-request set-header [^\n]*\n/;
let stand: HaproxyStand | undefined;

afterEach(async () => {
  await stand?.end();
  stand = undefined;
});
afterAll(removeAuthority);

/** A stand whose lines about the header are these. */
const instead = (...lines: string[]) => {
  const change = (text: string) => {
    const changed = text.replace(OWN_POLICY, lines.map((line) => `    ${line}\n`).join(''));
    if (changed === text) throw new Error('the rendered lines are not as expected');
    return changed;
  };
  return { nodes: 1, change };
};
const ours = (model: Partial<BalancerModel>, nodes = 1) => ({ nodes, model });

describe('what the wrong lines do', () => {
  it.each([
    ['nothing passes the forgery', [], ['198.51.100.66']],
    ['option forwardfor alone adds a second line', ['option forwardfor'], ['198.51.100.66', CLIENT]],
    ['if-none lets the forgery win', ['option forwardfor if-none'], ['198.51.100.66']],
    ['except passes the forgery of that range', [`option forwardfor except ${CLIENT}/24`], ['198.51.100.66']],
    [
      'two ways at once send the client twice',
      ['http-request set-header X-Forwarded-For %[src]', 'option forwardfor'],
      [CLIENT, CLIENT],
    ],
  ])('%s', async (_what, lines, received) => {
    stand = await startHaproxyStand(instead(...lines));
    expect(await stand.received(NAME, { lines: FORGED })).toEqual(received);
  });

  it.each([
    ['req.fhdr keeps the last line only', 'req.fhdr', ['3.3.3.3, 4.4.4.4, CLIENT']],
    ['req.hdr keeps the last entry only', 'req.hdr', ['4.4.4.4, CLIENT']],
  ])('%s', async (_what, fetch, received) => {
    stand = await startHaproxyStand(instead(`http-request set-header ${NAME} "%[${fetch}(${NAME})], %[src]"`));
    const lines: [string, string][] = [
      [NAME, '1.1.1.1'],
      [NAME, '3.3.3.3, 4.4.4.4'],
    ];
    expect(await stand.received(NAME, { lines })).toEqual(received.map((line) => line.replace('CLIENT', CLIENT)));
  });

  it('a socket for IPv6 and IPv4 writes IPv4 clients in IPv6 form', async () => {
    const change = (text: string) => text.replace(/bind \S+:(\d+) ssl/, 'bind :::$1 v4v6 ssl');
    stand = await startHaproxyStand({ nodes: 1, change });
    expect(await stand.received(NAME)).toEqual([`::ffff:${CLIENT}`]);
  });
});

describe('at the edge', () => {
  it('the node receives the client once, whatever it was sent, and sees the balancer as its peer', async () => {
    stand = await startHaproxyStand({ nodes: 1 });
    const spellings = ['x-forwarded-for', 'X_Forwarded_For', 'X-Forwarded_For', 'X_FORWARDED-FOR'];
    for (const spelling of [NAME, ...spellings]) {
      expect(await stand.received(NAME, { lines: [...FORGED, [spelling, '198.51.100.67']] })).toEqual([CLIENT]);
      const names = stand.nodes[0]?.received[0]?.lines.map(([name]) => name.toLowerCase().replaceAll('_', '-'));
      expect(names?.filter((name) => name === 'x-forwarded-for')).toHaveLength(1);
    }
    expect(stand.nodes[0]?.received[0]?.peer).toBe(SOURCE);
  });

  it('a client cannot have it taken away by naming it in Connection', async () => {
    stand = await startHaproxyStand({ nodes: 1 });
    expect(await stand.received(NAME, { lines: [...FORGED, ['Connection', `close, ${NAME}`]] })).toEqual([CLIENT]);
  });

  it('forwarded headers of every other name are deleted, in every spelling; others stay', async () => {
    stand = await startHaproxyStand({ nodes: 1 });
    const forged = ['Forwarded', 'X-Real-IP', 'x_real_ip', 'True-Client-IP', 'True_Client-IP', 'X-Original-For'];
    for (const name of forged) expect(await stand.received(name, { lines: [[name, 'for=198.51.100.66']] })).toEqual([]);
    expect(await stand.received('X-Real-IPs', { lines: [['X-Real-IPs', 'stays']] })).toEqual(['stays']);
  });

  it('an IPv6 client is written as it is, and reaches IPv6 nodes', async () => {
    stand = await startHaproxyStand({ nodes: 1, address: '::1', nodeAddress: '::1', model: { sourceAddress: '::1' } });
    expect(await stand.received(NAME, { lines: FORGED })).toEqual(['::1']);
    expect(stand.nodes[0]?.received[0]?.peer).toBe('::1');
  });

  it.each([
    ['remove', []],
    ['replace', [CLIENT]],
    ['append', [`198.51.100.66, ${CLIENT}`]],
    ['add-line', ['198.51.100.66', CLIENT]],
    ['if-none', ['198.51.100.66']],
    ['preserve', ['198.51.100.66']],
  ] as const)('%s, with X-Forwarded-For and with a header of another name', async (headerPolicy, received) => {
    for (const headerName of [NAME, 'X-Client-Address']) {
      stand = await startHaproxyStand(ours({ headerPolicy, headerName }));
      expect(await stand.received(headerName, { lines: [[headerName, '198.51.100.66']] })).toEqual(received);
      const look = headerName.replaceAll('-', '_');
      const kept = headerPolicy === 'preserve' ? ['198.51.100.67'] : [];
      expect(await stand.received(look, { lines: [[look, '198.51.100.67']] })).toEqual(kept);
      await stand.end();
    }
  });
});

describe('behind a device in front', () => {
  const waf = client(1);

  it('its header is appended to; what anybody else sends is deleted', async () => {
    stand = await startHaproxyStand(ours({ headerPolicy: 'append', headerFrom: [waf] }));
    expect(await stand.received(NAME, { from: waf, lines: [[NAME, CLIENT]] })).toEqual([`${CLIENT}, ${waf}`]);
    expect(await stand.received(NAME, { lines: FORGED })).toEqual([CLIENT]);
    expect(await stand.received('Forwarded', { from: waf, lines: [['Forwarded', 'for=1.2.3.4']] })).toEqual([]);
  });

  it.each([
    ['none', [], []],
    ['empty', [''], []],
    ['one', ['1.1.1.1'], ['1.1.1.1']],
    ['lists', ['1.1.1.1', '2.2.2.2, 3.3.3.3', '4.4.4.4'], ['1.1.1.1', '2.2.2.2, 3.3.3.3', '4.4.4.4']],
    ['empty between', ['1.1.1.1', '', '2.2.2.2'], ['1.1.1.1', '2.2.2.2']],
    ['odd', ['"1.1.1.1', '\\x, %[src] $HOME'], ['"1.1.1.1', '\\x, %[src] $HOME']],
    ['ten', tenAnd(0), tenAnd(0)],
    ['more than ten: the last ten', tenAnd(3), tenAnd(3).slice(-10)],
  ])('append joins all lines that came in one: %s', async (_what, sent, joined) => {
    stand = await startHaproxyStand(ours({ headerPolicy: 'append', headerFrom: [waf] }));
    const lines = sent.map((value): [string, string] => [NAME, value]);
    expect(await stand.received(NAME, { from: waf, lines })).toEqual([[...joined, waf].join(', ')]);
  });

  it('append keeps a line of 12 kB whole; one that HAProxy cannot hold is refused', async () => {
    stand = await startHaproxyStand(ours({ headerPolicy: 'append', headerFrom: [waf] }));
    const long = '198.51.100.66, '.repeat(800).slice(0, -2);
    expect(await stand.received(NAME, { from: waf, lines: [[NAME, long]] })).toEqual([`${long}, ${waf}`]);
    expect((await stand.ask({ from: waf, lines: [[NAME, long + long]] })).status).toBe(400);
  });

  it('replace keeps nothing of it', async () => {
    stand = await startHaproxyStand(ours({ headerFrom: [waf] }));
    expect(await stand.received(NAME, { from: waf, lines: [[NAME, CLIENT]] })).toEqual([waf]);
  });
});

function tenAnd(more: number): string[] {
  return Array.from({ length: 10 + more }, (_, index) => `10.0.0.${index}`);
}
