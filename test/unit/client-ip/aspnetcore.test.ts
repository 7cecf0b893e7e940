import { describe, expect, it } from 'vitest';
import { type AspNetCoreConfig, resolveAspNetCore } from '../../../core/client-ip/engines/aspnetcore/resolve.ts';
import type { HeaderField } from '../../../core/client-ip/header-entries.ts';

const BALANCER = '10.0.0.1';
const WAF = '198.51.100.9';
const CLIENT = '203.0.113.7';
const FORGED = '192.0.2.66';
const exact: AspNetCoreConfig = { knownProxies: [BALANCER, WAF], knownNetworks: [] };

function resolve(
  xff: string | null,
  config: AspNetCoreConfig,
  more: HeaderField[] = [],
  peer: string | null = BALANCER,
) {
  const headers: HeaderField[] = xff === null ? more : [['X-Forwarded-For', xff], ...more];
  return resolveAspNetCore({ peer, peerPort: 40001, headers }, config);
}

describe('the walk shows each entry considered, from the right', () => {
  it('names who presented it and what it was read as', () => {
    const { walk, stop } = resolve(`${FORGED}, ${CLIENT}, ${WAF}:443`, { ...exact, forwardLimit: null });
    expect(walk).toEqual([
      { entry: `${WAF}:443`, presentedBy: BALANCER, trusted: true, parsed: WAF },
      { entry: CLIENT, presentedBy: WAF, trusted: true, parsed: CLIENT },
      { entry: FORGED, presentedBy: CLIENT, trusted: false, parsed: null },
    ]);
    expect(stop).toEqual({ reason: 'presenter not trusted', entry: FORGED, presenter: CLIENT });
  });

  it('says where nobody was checked', () => {
    const open = { knownProxies: [], knownNetworks: [], forwardLimit: 2 };
    expect(resolve(`${FORGED}, ${CLIENT}`, open).walk.map(({ trusted }) => trusted)).toEqual([
      'not checked',
      'not checked',
    ]);
    const fromNobody = resolve(`${FORGED}, ${CLIENT}`, { ...exact, forwardLimit: 2 }, [], null);
    expect(fromNobody.walk).toEqual([
      { entry: CLIENT, presentedBy: null, trusted: 'not checked', parsed: CLIENT },
      { entry: FORGED, presentedBy: CLIENT, trusted: false, parsed: null },
    ]);
  });
});

describe('the stop says why the walk ended', () => {
  it.each<[string, string | null, AspNetCoreConfig, object]>([
    ['flag off', CLIENT, { ...exact, forwardedHeaders: [] }, { reason: 'header not read' }],
    ['header absent', null, exact, { reason: 'no entries' }],
    ['header absent and limit 0', null, { ...exact, forwardLimit: 0 }, { reason: 'no entries' }],
    ['only empty entries', ', ,""', exact, { reason: 'no entries' }],
    ['limit 0', CLIENT, { ...exact, forwardLimit: 0 }, { reason: 'limit zero', limit: 0, entry: CLIENT }],
    ['limit', `${CLIENT}, ${WAF}`, exact, { reason: 'limit reached', limit: 1, entry: CLIENT }],
    ['limit equals length', CLIENT, exact, { reason: 'entries used up' }],
    ['no limit', `${CLIENT}, ${WAF}`, { ...exact, forwardLimit: null }, { reason: 'entries used up' }],
    ['stranger', CLIENT, {}, { reason: 'presenter not trusted', entry: CLIENT, presenter: BALANCER }],
    [
      'bad entry',
      `unknown, ${WAF}`,
      { ...exact, forwardLimit: 2 },
      { reason: 'entry does not parse', entry: 'unknown', presenter: WAF },
    ],
  ])('%s', (_title, xff, config, stop) => {
    expect(resolve(xff, config).stop).toEqual(stop);
  });

  it('names no presenter where the host gives no peer', () => {
    const { stop } = resolve('unknown', exact, [], null);
    expect(stop).toEqual({ reason: 'entry does not parse', entry: 'unknown', presenter: null });
  });
});

describe('other forwarded headers', () => {
  const all: AspNetCoreConfig = {
    ...exact,
    forwardLimit: 2,
    forwardedHeaders: ['XForwardedFor', 'XForwardedProto', 'XForwardedHost', 'XForwardedPrefix'],
  };
  const symmetric: AspNetCoreConfig = { ...all, requireHeaderSymmetry: true };
  const companions = (proto: string, host: string, prefix: string): HeaderField[] => [
    ['X-Forwarded-Proto', proto],
    ['X-Forwarded-Host', host],
    ['X-Forwarded-Prefix', prefix],
  ];

  it('symmetry accepts lists of the same length with good values', () => {
    for (const host of ['farm.example.test', 'farm:8080', '[2001:db8::1]:443', '[::1]']) {
      expect(resolve(CLIENT, symmetric, companions('https', host, '/app')).clientIp).toBe(CLIENT);
    }
  });

  it.each([
    ['bad scheme', companions('ht tp', 'farm', '/'), { header: 'X-Forwarded-Proto', entry: 'ht tp' }],
    ['bad host', companions('https', 'farm:', '/'), { header: 'X-Forwarded-Host', entry: 'farm:' }],
    ['only a port', companions('https', ':80', '/'), { header: 'X-Forwarded-Host', entry: ':80' }],
    ['bad IPv6 host', companions('https', '[::]', '/'), { header: 'X-Forwarded-Host', entry: '[::]' }],
    ['bad prefix', companions('https', 'farm', 'app'), { header: 'X-Forwarded-Prefix', entry: 'app' }],
    ['fewer schemes', companions('', 'farm', '/'), { header: 'X-Forwarded-Proto', entry: null }],
    ['more hosts', companions('https', 'a,b', '/'), { header: 'X-Forwarded-Host', entry: null }],
  ])('symmetry discards everything: %s', (_title, more, concerned) => {
    const resolution = resolve(CLIENT, symmetric, more);
    expect(resolution).toMatchObject({
      clientIp: BALANCER,
      clientPort: 40001,
      remainingXff: CLIENT,
      originalFor: null,
    });
    expect(resolution.stop).toEqual({ reason: 'asymmetric', ...concerned });
  });

  it('symmetry discards what was accepted before', () => {
    const resolution = resolve(`${CLIENT}, ${WAF}`, symmetric, companions('ht tp, https', 'a, b', '/, /'));
    expect(resolution.clientIp).toBe(BALANCER);
    expect(resolution.walk).toHaveLength(2);
  });

  it('without symmetry bad values are passed over', () => {
    expect(resolve(CLIENT, all, companions('ht tp', 'farm:', 'app')).clientIp).toBe(CLIENT);
  });

  it('a scheme alone writes the peer down and keeps the address', () => {
    const resolution = resolve(', ,', { ...exact, forwardedHeaders: ['XForwardedFor', 'XForwardedProto'] }, [
      ['X-Forwarded-Proto', 'https'],
    ]);
    expect(resolution).toMatchObject({ clientIp: BALANCER, clientPort: 40001, remainingXff: null });
    expect(resolution.originalFor).toBe('10.0.0.1:40001');
    expect(resolution.stop).toEqual({ reason: 'no entries' });
  });

  it('a scheme alone from a stranger, or without a peer, changes nothing', () => {
    const config: AspNetCoreConfig = { ...exact, forwardedHeaders: ['XForwardedFor', 'XForwardedProto'] };
    const scheme: HeaderField[] = [['X-Forwarded-Proto', 'https']];
    expect(resolve(', ,', config, scheme, CLIENT)).toMatchObject({ remainingXff: ', ,', originalFor: null });
    expect(resolve(', ,', config, scheme, null)).toMatchObject({
      clientIp: null,
      remainingXff: ', ,',
      originalFor: null,
    });
  });

  it('a longer list of schemes does not make the address list longer', () => {
    const { clientIp, remainingXff, stop } = resolve(CLIENT, { ...all, forwardLimit: 5 }, [
      ['X-Forwarded-Proto', 'https, https, https'],
    ]);
    expect({ clientIp, remainingXff, stop }).toEqual({
      clientIp: CLIENT,
      remainingXff: null,
      stop: { reason: 'entries used up' },
    });
  });
});

describe('header names and write-back', () => {
  it('follows the configured names', () => {
    const config = { ...exact, forwardedForHeaderName: 'X-Client', originalForHeaderName: 'X-Peer' };
    const resolution = resolve(null, config, [['x-client', `a, ${CLIENT}`]]);
    expect(resolution).toMatchObject({ clientIp: CLIENT, remainingXff: 'a', originalFor: '10.0.0.1:40001' });
  });

  it('writes what is left without quotes and empty entries', () => {
    expect(resolve(`"a" , ,b,${CLIENT}`, exact).remainingXff).toBe('a,b');
  });

  it('lets the list win where one header serves as both', () => {
    const config = { ...exact, originalForHeaderName: 'x-forwarded-for' };
    expect(resolve(`a, ${CLIENT}`, config)).toMatchObject({ remainingXff: 'a', originalFor: 'a' });
  });

  it('gives port 0 where the entry has none, and the peer port where nothing was applied', () => {
    expect(resolve(CLIENT, exact).clientPort).toBe(0);
    expect(resolve(CLIENT, {}).clientPort).toBe(40001);
  });
});

describe('trust', () => {
  const mappedPeer = '::ffff:10.0.0.1';
  it.each<[string, AspNetCoreConfig, string | null]>([
    ['mapped peer, IPv4 proxy', { knownProxies: [BALANCER], knownNetworks: [] }, mappedPeer],
    ['mapped peer, mapped proxy', { knownProxies: [mappedPeer], knownNetworks: [] }, mappedPeer],
    ['mapped peer, IPv4 network', { knownProxies: [], knownNetworks: ['10.0.0.0/24'] }, mappedPeer],
    ['mapped peer, mapped network', { knownProxies: [], knownNetworks: ['::ffff:10.0.0.0/104'] }, mappedPeer],
    [
      'a proxy with a port, which is ignored',
      { knownProxies: ['[2001:db8::5]:443'], knownNetworks: [] },
      '2001:db8::5',
    ],
  ])('is given to %s', (_title, config, peer) => {
    expect(resolve(CLIENT, config, [], peer).clientIp).toBe(CLIENT);
  });

  it.each<[string, AspNetCoreConfig, string]>([
    ['IPv4 peer, mapped proxy', { knownProxies: [mappedPeer], knownNetworks: [] }, BALANCER],
    ['IPv4 peer, everything in IPv6', { knownProxies: [], knownNetworks: ['::/0'] }, BALANCER],
    ['IPv6 peer, everything in IPv4', { knownProxies: [], knownNetworks: ['0.0.0.0/0'] }, '2001:db8::5'],
    ['proxy in another zone', { knownProxies: ['fe80::1'], knownNetworks: [] }, 'fe80::1%5'],
    ['10/8, which is 0.0.0.0/8', { knownProxies: [], knownNetworks: ['10/8'] }, BALANCER],
  ])('is withheld from %s', (_title, config, peer) => {
    expect(resolve(CLIENT, config, [], peer).clientIp).toBe(peer);
  });

  it('one empty list alone does not switch the check off', () => {
    expect(resolve(CLIENT, { knownProxies: [] }).clientIp).toBe(BALANCER);
    expect(resolve(CLIENT, { knownNetworks: [] }).clientIp).toBe(BALANCER);
  });
});

describe('what cannot work is refused', () => {
  it.each<[string, unknown, string]>([
    ['a name as proxy', { knownProxies: ['::1', 'lb.example.test'] }, 'knownProxies[1]'],
    ['an IPv4 proxy with port', { knownProxies: ['10.0.0.1:80'] }, 'knownProxies[0]'],
    ['a prefix too long', { knownNetworks: ['10.0.0.0/33'] }, 'knownNetworks[0]'],
    ['a blank header name', { forwardedForHeaderName: ' ' }, 'forwardedForHeaderName'],
    ['a blank original header name', { originalForHeaderName: '' }, 'originalForHeaderName'],
    ['a broken limit', { forwardLimit: 1.5 }, 'forwardLimit'],
    ['an unknown flag', { forwardedHeaders: ['XForwardedFor', 'Forwarded'] }, 'forwardedHeaders[1]'],
    ['a proxy that is no text', { knownProxies: [1] }, 'knownProxies[0]'],
    ['an unknown key', { knownProxy: [] }, ''],
  ])('%s', (_title, config, field) => {
    expect(() => resolve(null, config as AspNetCoreConfig)).toThrow(
      expect.objectContaining({ code: 'client-ip.config-invalid', field, remedy: expect.stringMatching(/\.$/) }),
    );
  });

  it('a negative limit fails every request, even one without the header or with reading switched off', () => {
    for (const config of [{ forwardLimit: -1 }, { forwardLimit: -1, forwardedHeaders: [] }]) {
      expect(() => resolve(null, config)).toThrow(
        expect.objectContaining({ code: 'client-ip.request-fails', field: 'forwardLimit' }),
      );
    }
  });

  it('a peer that is no address', () => {
    expect(() => resolve(null, {}, [], 'lb')).toThrow(
      expect.objectContaining({ code: 'client-ip.request-fails', field: 'peer' }),
    );
  });
});
