import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDotNetAddress } from '../../../core/client-ip/dotnet-address.ts';
import { networkHolds, parseDotNetNetwork } from '../../../core/client-ip/dotnet-network.ts';
import { parseAddress, parseTrustedRange } from '../../../core/client-ip/trusted-range.ts';
import { FarmError } from '../../../core/model/errors.ts';

/** Whether the framework trusts the address if the range is its setting. */
function held(text: string, address: string): boolean {
  const range = parseTrustedRange(text, 'f');
  const [network, peer] = [range.address, address].map(parseDotNetAddress);
  if (!network || !peer) throw new Error(`${text} or ${address} is not understood`);
  return networkHolds({ address: network, prefix: range.prefix }, peer);
}

interface Accepted {
  text: string;
  address: string;
  prefix: number;
  size: string;
}
interface Refused {
  code: string;
  message?: string;
  remedy?: string;
}

const file = new URL('../../cases/trusted-ranges.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as {
  cases: { id: string; input: string; expect: Accepted | Refused }[];
};

describe('what an administrator may enter as trusted range', () => {
  it.each(cases.map((one) => [one.id, one] as const))('%s', (_id, { input, expect: wanted }) => {
    if (!('code' in wanted)) {
      expect(parseTrustedRange(input, 'trusted[0]')).toEqual({ ...wanted, size: BigInt(wanted.size) });
      return;
    }
    expect(() => parseTrustedRange(input, 'trusted[0]')).toThrow(
      expect.objectContaining({
        code: wanted.code,
        field: 'trusted[0]',
        message: expect.stringContaining(wanted.message ?? ''),
        remedy: expect.stringContaining(wanted.remedy ?? ''),
      }),
    );
  });

  it('is told as an expected error', () => {
    expect(() => parseTrustedRange('lb', 'trusted[0]')).toThrow(FarmError);
  });

  it('has one canonical text, which the framework reads as the same range', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    const octets = fc.array(octet, { minLength: 4, maxLength: 4 });
    const masked = fc.property(octets, fc.integer({ min: 1, max: 31 }), (bytes, prefix) => {
      const network = parseDotNetNetwork(`${bytes.join('.')}/${prefix}`);
      const range = parseTrustedRange(`${network?.address.bytes.join('.')}/${prefix}`, 'f');
      expect(parseTrustedRange(range.text, 'f')).toEqual(range);
      expect(parseDotNetNetwork(range.text)).toEqual(network);
      expect(held(range.text, bytes.join('.'))).toBe(true);
    });
    fc.assert(masked, { seed: 20261, numRuns: 200 });
  });

  it('never fails otherwise than by an expected error', () => {
    const characters = fc.string({ unit: fc.constantFrom(...'0123456789abcdefx.:/%[] ,*') });
    const anyText = fc.property(fc.oneof(characters, fc.string({ unit: 'binary' })), (text) => {
      try {
        parseTrustedRange(text, 'f');
      } catch (error) {
        expect(error).toBeInstanceOf(FarmError);
      }
    });
    fc.assert(anyText, { seed: 20261, numRuns: 200 });
  });
});

describe('a plain address', () => {
  it('is given in canonical text', () => {
    expect(parseAddress(' 10.0.0.1\t', 'f')).toBe('10.0.0.1');
    expect(parseAddress('2001:DB8:0::0:1', 'f')).toBe('2001:db8::1');
  });

  it.each([
    '10.0.0.0/24',
    '10.0.0.1/32',
    '0.0.0.0',
    '::',
    '::ffff:10.0.0.1',
    '010.0.0.9',
    'lb',
    '',
    'fe80::1%eth0',
    '10.0.0.1:80',
  ])('«%s» is refused', (text) => {
    expect(() => parseAddress(text, 'nodes[0].address')).toThrow(
      expect.objectContaining({ code: 'address.invalid', field: 'nodes[0].address' }),
    );
  });
});

describe('what a trusted range holds', () => {
  it('counts as the framework does', () => {
    expect(held('10.0.0.0/24', '10.0.0.255')).toBe(true);
    expect(held('10.0.0.0/24', '10.0.1.0')).toBe(false);
    expect(held('10.0.0.0/24', '::ffff:10.0.0.7')).toBe(true);
    expect(held('10.0.0.1', '10.0.0.1')).toBe(true);
    expect(held('10.0.0.1', '10.0.0.2')).toBe(false);
    expect(held('fd00::/8', 'fd12::1%3')).toBe(true);
    expect(held('fd00::/8', '10.0.0.1')).toBe(false);
  });
});
