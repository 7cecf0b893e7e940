import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveAspNetCore } from '../../../core/client-ip/engines/aspnetcore/resolve.ts';
import type { HeaderField } from '../../../core/client-ip/header-entries.ts';
import { type TrustedHop, trustFromHops } from '../../../core/client-ip/trust-from-hops.ts';
import type { HeaderPolicy } from '../../../core/model/header-policy.ts';

const CLIENT = '203.0.113.7';
const ADDRESSES = ['198.51.100.9', '10.0.0.1', '10.0.0.2', '10.0.0.3'];
const hops = (...policies: HeaderPolicy[]): TrustedHop[] =>
  policies.map((headerPolicy, index) => ({
    name: `hop-${index}`,
    presentsAs: ADDRESSES[index] as string,
    headerPolicy,
  }));

/** What reaches the node when the client sends those lines, and from which peer. */
function through(chain: readonly TrustedHop[], sent: readonly string[]): { peer: string; headers: HeaderField[] } {
  let peer = CLIENT;
  let lines = [...sent];
  for (const { headerPolicy, presentsAs } of chain) {
    if (headerPolicy === 'remove') lines = [];
    if (headerPolicy === 'replace') lines = [peer];
    if (headerPolicy === 'append') lines = [[...lines, peer].join(', ')];
    if (headerPolicy === 'add-line') lines = [...lines, peer];
    if (headerPolicy === 'if-none' && lines.length === 0) lines = [peer];
    peer = presentsAs as string;
  }
  return { peer, headers: lines.map((line): HeaderField => ['X-Forwarded-For', line]) };
}

function audited(chain: readonly TrustedHop[], sent: readonly string[]) {
  return resolveAspNetCore(through(chain, sent), { ...trustFromHops(chain), knownNetworks: [] });
}

const anyLines = fc.array(
  fc.oneof(
    fc.string({ unit: fc.constantFrom(...'0123456789.,:"[] abc') }),
    fc.constantFrom(...ADDRESSES, '192.0.2.66', '"'),
  ),
  { maxLength: 4 },
);

describe('the limit is the number of entries that trusted hops add', () => {
  it.each<[number, HeaderPolicy[]]>([
    [0, []],
    [1, ['replace']],
    [1, ['append']],
    [1, ['add-line']],
    [1, ['if-none']],
    [0, ['preserve']],
    [0, ['remove']],
    [2, ['replace', 'append']],
    [2, ['append', 'add-line']],
    [3, ['replace', 'append', 'append']],
    [1, ['append', 'replace']],
    [1, ['append', 'append', 'replace']],
    [2, ['append', 'replace', 'add-line']],
    [1, ['replace', 'preserve']],
    [1, ['preserve', 'replace']],
    [0, ['replace', 'remove']],
    [1, ['remove', 'append']],
    [1, ['replace', 'if-none']],
    [1, ['remove', 'if-none']],
    [2, ['if-none', 'append']],
    [2, ['append', 'preserve', 'append']],
  ])('%i for %j', (limit, policies) => {
    expect(trustFromHops(hops(...policies)).forwardLimit).toBe(limit);
  });
});

describe('trusted is what each hop presents', () => {
  it('to the next device, outermost first', () => {
    expect(trustFromHops(hops('replace', 'append')).knownProxies).toEqual(['198.51.100.9', '10.0.0.1']);
  });

  it('for every member of a pair, canonical, each once', () => {
    const pair: TrustedHop = {
      name: 'balancer',
      presentsAs: ['2001:DB8::1', '10.0.0.2', '2001:db8:0::1'],
      headerPolicy: 'append',
    };
    expect(trustFromHops([pair]).knownProxies).toEqual(['2001:db8::1', '10.0.0.2']);
  });

  it('and an address that is none is refused with its field', () => {
    const wrong = (presentsAs: string | string[]) => () =>
      trustFromHops([...hops('replace'), { name: 'balancer', presentsAs, headerPolicy: 'append' }]);
    expect(wrong('lb.example.test')).toThrow(
      expect.objectContaining({ code: 'address.invalid', field: 'hops[1].presentsAs' }),
    );
    expect(wrong(['10.0.0.1', '010.0.0.9'])).toThrow(expect.objectContaining({ field: 'hops[1].presentsAs[1]' }));
  });
});

describe('with the derived trust', () => {
  const inner = fc.array(fc.constantFrom<HeaderPolicy>('append', 'add-line'), { maxLength: 3 });

  it('nothing the client sends has any influence where the edge replaces', () => {
    const noInfluence = fc.property(inner, anyLines, (policies, sent) => {
      const chain = hops('replace', ...policies);
      expect(audited(chain, sent)).toEqual(audited(chain, []));
      expect(audited(chain, sent).clientIp).toBe(CLIENT);
    });
    fc.assert(noInfluence, { seed: 20261, numRuns: 200 });
  });

  it('the client is seen behind hops that add lines, whatever it sends', () => {
    const seen = fc.property(fc.integer({ min: 1, max: 4 }), anyLines, (length, sent) => {
      const chain = hops(...Array<HeaderPolicy>(length).fill('add-line'));
      expect(audited(chain, sent).clientIp).toBe(CLIENT);
    });
    fc.assert(seen, { seed: 20261, numRuns: 200 });
  });

  it('a forged entry is not believed where every hop appends', () => {
    for (const sent of [['192.0.2.66'], ['10.0.0.1, 192.0.2.66'], ['192.0.2.66', '198.51.100.9'], ['']]) {
      expect(audited(hops('append', 'append'), sent).clientIp).toBe(CLIENT);
    }
  });

  it('a hop that is bypassed lets no forged entry through', () => {
    const chain = hops('replace', 'append');
    const request = through(chain.slice(1), ['192.0.2.66']);
    const { clientIp } = resolveAspNetCore(request, { ...trustFromHops(chain), knownNetworks: [] });
    expect(clientIp).toBe(CLIENT);
  });
});
