import { describe, expect, it } from 'vitest';
import { resolveAspNetCore } from '../../../core/client-ip/engines/aspnetcore/resolve.ts';
import { spoofVariants } from '../../../core/client-ip/spoof-variants.ts';

const variants = spoofVariants({
  ...{ ipv4: '192.0.2.66', ipv6: '2001:db8::66' },
  ...{ global: '1.1.1.1', private: '10.255.255.66', loopback: '127.255.255.66' },
});
const variant = (id: string) => variants.find((one) => one.id === id);

describe('spoof variants', () => {
  it('are these, each with its own id and title', () => {
    expect(variants.map(({ id }) => id)).toEqual([
      'one-address',
      'list',
      'several-lines',
      'ipv6',
      'ipv4-mapped',
      'with-port',
      'in-brackets',
      'empty',
      'oversized',
      'unclosed-quote',
      'forwarded',
      'x-real-ip',
      'true-client-ip',
      'empty-line-first',
      'lower-case',
      'underscores',
      'named-in-connection',
      'other-headers',
      'every-header',
      'public-address',
      'private-address',
      'loopback-address',
    ]);
    expect(new Set(variants.map(({ title }) => title)).size).toBe(variants.length);
  });

  it('send what their name says', () => {
    expect(variant('list')?.headers[0]?.[1]).toMatch(/^192\.0\.2\.66(, 192\.0\.2\.66)+$/);
    expect(variant('several-lines')?.headers).toHaveLength(2);
    expect(variant('public-address')?.headers).toContainEqual(['CF-Connecting-IP', '1.1.1.1']);
    expect(variant('private-address')?.headers).toContainEqual(['X-Forwarded-For', '10.255.255.66']);
    expect(variant('loopback-address')?.headers).toContainEqual(['X-Real-IP', '127.255.255.66']);
    expect(variant('empty')?.headers).toEqual([['X-Forwarded-For', '']]);
    expect(variant('unclosed-quote')?.headers).toEqual([['X-Forwarded-For', '"192.0.2.66']]);
    expect(variant('forwarded')?.headers).toEqual([['Forwarded', 'for=192.0.2.66']]);
    expect(variant('oversized')?.headers[0]?.[1]).toHaveLength(24_576);
    expect(variant('oversized')?.headers[0]?.[1]).toMatch(/^192\.0\.2\.66, .*, +192\.0\.2\.66$/);
  });

  it.each([
    'one-address',
    'list',
    'several-lines',
    'ipv6',
    'ipv4-mapped',
    'with-port',
    'in-brackets',
    'oversized',
  ])('believed by a node that trusts everybody: %s', (id) => {
    const config = { knownProxies: [], knownNetworks: [], forwardLimit: null };
    const { clientIp } = resolveAspNetCore({ peer: '10.0.0.1', headers: variant(id)?.headers ?? [] }, config);
    expect(clientIp).toMatch(/66$/);
  });
});
