import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressText, parseDotNetEndPoint } from '../../../core/client-ip/dotnet-address.ts';
import { type AspNetCoreConfig, resolveAspNetCore } from '../../../core/client-ip/engines/aspnetcore/resolve.ts';
import { fieldLines, type HeaderField, headerEntries } from '../../../core/client-ip/header-entries.ts';

const RUNS = { seed: 20261, numRuns: 200 };
const ADDRESSES = ['10.0.0.1', '10.0.0.2', '203.0.113.7', '::ffff:10.0.0.1', '2001:db8::1', 'fe80::1%3'];

const anyPeer = fc.option(fc.constantFrom(...ADDRESSES));
const anyName = fc.constantFrom(
  'X-Forwarded-For',
  'x-forwarded-for',
  'X-Forwarded-Proto',
  'X-Original-For',
  'Forwarded',
);
const anyEntry = fc.oneof(
  fc.constantFrom(...ADDRESSES, '[2001:db8::1]:443', '203.0.113.7:80', 'unknown', 'https', '"', ''),
  fc.string({ unit: fc.constantFrom(...'0123456789abfx.:,"[]% /') }),
  fc.string({ unit: 'binary' }),
);
const anyHeaders: fc.Arbitrary<HeaderField[]> = fc.array(
  fc.tuple(
    anyName,
    fc.array(anyEntry, { maxLength: 4 }).map((entries) => entries.join(', ')),
  ),
  { maxLength: 4 },
);
const anyConfig: fc.Arbitrary<AspNetCoreConfig> = fc.record(
  {
    forwardLimit: fc.option(fc.integer({ min: 0, max: 4 })),
    knownProxies: fc.subarray(ADDRESSES),
    knownNetworks: fc.subarray(['10.0.0.0/8', '::/0', '0.0.0.0/0', 'fe80::/10']),
    forwardedHeaders: fc.subarray(['XForwardedFor', 'XForwardedProto'] as const).map((flags) => [...flags]),
    requireHeaderSymmetry: fc.boolean(),
  },
  { requiredKeys: [] },
);

describe('whatever is sent', () => {
  it('the answer is the peer or one of the entries', () => {
    const peerOrEntry = fc.property(anyPeer, anyHeaders, anyConfig, (peer, headers, config) => {
      const { clientIp } = resolveAspNetCore({ peer, headers }, config);
      const entries = headerEntries(fieldLines(headers, 'X-Forwarded-For')).map(parseDotNetEndPoint);
      expect([peer, ...entries.map((entry) => entry && addressText(entry.address))]).toContain(clientIp);
    });
    fc.assert(peerOrEntry, RUNS);
  });

  it('the answer is the last entry the walk accepted, unless all was discarded', () => {
    const lastAccepted = fc.property(anyPeer, anyHeaders, anyConfig, (peer, headers, config) => {
      const { clientIp, walk, stop } = resolveAspNetCore({ peer, headers }, config);
      const accepted =
        stop.reason === 'asymmetric' ? [] : walk.flatMap(({ parsed }) => (parsed === null ? [] : [parsed]));
      expect(clientIp).toBe(accepted.at(-1) ?? peer);
    });
    fc.assert(lastAccepted, RUNS);
  });

  it('the walk is never longer than the limit, and only its last step is refused', () => {
    const bounded = fc.property(anyPeer, anyHeaders, anyConfig, (peer, headers, config) => {
      const { walk } = resolveAspNetCore({ peer, headers }, config);
      const limit = config.forwardLimit === undefined ? 1 : config.forwardLimit;
      expect(walk.length).toBeLessThanOrEqual(limit ?? Number.POSITIVE_INFINITY);
      expect(walk.slice(0, -1).every(({ trusted, parsed }) => trusted !== false && parsed !== null)).toBe(true);
      for (const [index, step] of walk.entries()) expect(step.presentedBy).toBe(walk[index - 1]?.parsed ?? peer);
    });
    fc.assert(bounded, RUNS);
  });

  it('a stranger is never believed', () => {
    const stranger = fc.property(anyHeaders, fc.option(fc.integer({ min: 0, max: 4 })), (headers, forwardLimit) => {
      const config = { forwardLimit, knownProxies: ['10.0.0.1'], knownNetworks: ['10.0.0.0/24'] };
      const { clientIp, originalFor } = resolveAspNetCore({ peer: '203.0.113.7', headers }, config);
      expect(clientIp).toBe('203.0.113.7');
      const sent = fieldLines(headers, 'X-Original-For');
      expect(originalFor).toBe(sent.length === 0 ? null : sent.join(','));
    });
    fc.assert(stranger, RUNS);
  });
});
