import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addressText,
  asIPv4,
  type DotNetAddress,
  endPointText,
  isMappedToIPv4,
  parseDotNetAddress,
  parseDotNetEndPoint,
  sameAddress,
} from '../../../core/client-ip/dotnet-address.ts';

const text = (input: string) => {
  const address = parseDotNetAddress(input);
  return address && addressText(address);
};
const endPoint = (input: string) => {
  const parsed = parseDotNetEndPoint(input);
  return parsed && endPointText(parsed);
};

const byte = fc.integer({ min: 0, max: 255 });
/** Zero groups are common, so that compression and embedded IPv4 occur. */
const group = fc.oneof(fc.constant(0), fc.constant(0xffff), fc.constant(0x5efe), fc.integer({ min: 0, max: 0xffff }));
const anyAddress: fc.Arbitrary<DotNetAddress> = fc.oneof(
  fc.record({
    family: fc.constant(4 as const),
    bytes: fc.array(byte, { minLength: 4, maxLength: 4 }),
    zone: fc.constant(0),
  }),
  fc.record({
    family: fc.constant(6 as const),
    bytes: fc.array(group, { minLength: 8, maxLength: 8 }).map((groups) => groups.flatMap((g) => [g >> 8, g & 255])),
    zone: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffffffff })),
  }),
);

describe('an address is read as .NET reads it', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['010.0.0.9', '8.0.0.9'],
    ['10.0.0.010', '10.0.0.8'],
    ['0x7f.1', '127.0.0.1'],
    ['0X7F.0.0.0x1', '127.0.0.1'],
    ['3405803783', '203.0.113.7'],
    ['4294967295', '255.255.255.255'],
    ['10.9', '10.0.0.9'],
    ['10.1.65535', '10.1.255.255'],
    ['10.16777215', '10.255.255.255'],
    ['0', '0.0.0.0'],
    ['2001:DB8::7', '2001:db8::7'],
    ['[2001:db8::7]', '2001:db8::7'],
    ['[2001:db8::7]:443', '2001:db8::7'],
    ['[2001:db8::7]:0x1f', '2001:db8::7'],
    ['[2001:db8::7]:', '2001:db8::7'],
    ['2001:db8::7:8080', '2001:db8::7:8080'],
    ['::ffff:203.0.113.7', '::ffff:203.0.113.7'],
    ['::ffff:cb00:7107', '::ffff:203.0.113.7'],
    ['::1.2.3.04', '::1.2.3.4'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
    ['::2:3:4:5:6:7:8', '0:2:3:4:5:6:7:8'],
    ['1:2:3:4:5:6:1.2.3.4', '1:2:3:4:5:6:102:304'],
    ['fe80::1%7', 'fe80::1%7'],
    ['fe80::1%007', 'fe80::1%7'],
    ['fe80::1%eth0', 'fe80::1'],
    ['fe80::1%', 'fe80::1'],
    ['fe80::1%4294967296', 'fe80::1'],
    ['[fe80::1%7]:80', 'fe80::1%7'],
    ['fe80::1%a:b', 'fe80::1'],
  ])('%s is %s', (input, canonical) => {
    expect(text(input)).toBe(canonical);
  });

  it.each([
    '',
    ' ',
    '08.8.8.8',
    '0x',
    '0x.1.1.1',
    '1.2.3.256',
    '256.1.1.1',
    '1.2.65536',
    '1.16777216',
    '4294967296',
    '1.2.3.4.5',
    '1.2.3.4.0',
    '::1.2.3.4:5',
    '1.2.3.',
    '.1.2.3',
    '1..2',
    '1.2.3.4 ',
    '-1',
    '1.2.3.4/32',
    'unknown',
    '[203.0.113.7]',
    '203.0.113.7:80',
    ':',
    ':::',
    ':1',
    '1:',
    '1:2',
    '1:2:3:4:5:6:7:8:9',
    '1::2::3',
    '1::2:3:4:5:6:7:8',
    '::12345',
    '::g',
    '1:2:3:4:5:6:7',
    '::ffff:010.0.0.9',
    '::ffff:1.2.3.004',
    '::ffff:1.2.3.256',
    '::ffff:1.2.3',
    '::ffff:0x1.2.3.4',
    '1.2.3.4::',
    '1:2:3:4:5:6:7:1.2.3.4',
    '::1/64',
    '[::1',
    '::1]',
    '[::1]x',
    '[::1]:8x',
    '[::1]80',
    '%:',
    'fe80::1%a/64',
    '[]:',
    '::1%2]',
  ])('«%s» is no address', (input) => {
    expect(parseDotNetAddress(input)).toBeNull();
  });
});

describe('an end point is read as .NET reads it', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7:0'],
    ['203.0.113.7:51234', '203.0.113.7:51234'],
    ['203.0.113.7:0080', '203.0.113.7:80'],
    ['203.0.113.7:65535', '203.0.113.7:65535'],
    ['10:9', '0.0.0.10:9'],
    ['2001:db8::7', '[2001:db8::7]:0'],
    ['[2001:db8::7]', '[2001:db8::7]:0'],
    ['[2001:db8::7]:443', '[2001:db8::7]:443'],
    ['2001:db8::7:8080', '[2001:db8::7:8080]:0'],
    ['[fe80::a%2]:1', '[fe80::a%2]:1'],
  ])('%s is %s', (input, canonical) => {
    expect(endPoint(input)).toBe(canonical);
  });

  it.each([
    '203.0.113.7:65536',
    '203.0.113.7:',
    '203.0.113.7: 80',
    '203.0.113.7:0x50',
    '203.0.113.7:+80',
    '203.0.113.7;80',
    ':80',
    '',
    '[2001:db8::7]:',
    '[2001:db8::7]:0x50',
    '[2001:db8::7]:65536',
    '[203.0.113.7]:80',
    'for=192.0.2.43',
    'lb.example.test:80',
    '[::1]:80:90',
    'a/24',
  ])('«%s» is none', (input) => {
    expect(parseDotNetEndPoint(input)).toBeNull();
  });
});

describe('canonical text', () => {
  it.each([
    ['0:0:0:0:0:0:0:0', '::'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
    ['1:0:0:2:3:0:0:4', '1::2:3:0:0:4'],
    ['1:0:2:3:4:5:6:7', '1:0:2:3:4:5:6:7'],
    ['::102:304', '::1.2.3.4'],
    ['::304', '::304'],
    ['::ffff:0:102:304', '::ffff:0:1.2.3.4'],
    ['::ffff:0:304', '::ffff:0:304'],
    ['fe80::5efe:102:304', 'fe80::5efe:1.2.3.4'],
    ['fe80::200:5efe:102:304', 'fe80::200:5efe:102:304'],
    ['64:ff9b::102:304', '64:ff9b::102:304'],
  ])('of %s is %s', (input, canonical) => {
    expect(text(input)).toBe(canonical);
  });

  it('reads back as the same value', () => {
    const roundTrip = fc.property(anyAddress, (address) => {
      expect(parseDotNetAddress(addressText(address))).toEqual(address);
    });
    fc.assert(roundTrip, { seed: 20261, numRuns: 200 });
  });

  it('reads back with its port', () => {
    const roundTrip = fc.property(anyAddress, fc.integer({ min: 0, max: 65535 }), (address, port) => {
      expect(parseDotNetEndPoint(endPointText({ address, port }))).toEqual({ address, port });
    });
    fc.assert(roundTrip, { seed: 20261, numRuns: 200 });
  });
});

describe('value', () => {
  const address = (input: string) => parseDotNetAddress(input) as DotNetAddress;
  it('is equal with the same family, bytes and zone', () => {
    expect(sameAddress(address('2001:db8::7'), address('2001:0db8:0::0:7'))).toBe(true);
    expect(sameAddress(address('10.0.0.1'), address('10.0.0.2'))).toBe(false);
    expect(sameAddress(address('fe80::1'), address('fe80::1%5'))).toBe(false);
    expect(sameAddress(address('::ffff:10.0.0.1'), address('10.0.0.1'))).toBe(false);
    expect(sameAddress(address('0.0.0.0'), address('::'))).toBe(false);
  });

  it('is mapped in ::ffff:0:0/96 only', () => {
    expect(isMappedToIPv4(address('::ffff:10.0.0.1'))).toBe(true);
    for (const other of ['10.0.0.1', '::10.0.0.1', '::ffff:0:10.0.0.1', '64:ff9b::10.0.0.1', '1::ffff:10.0.0.1']) {
      expect(isMappedToIPv4(address(other))).toBe(false);
    }
    expect(addressText(asIPv4(address('::ffff:10.0.0.1')))).toBe('10.0.0.1');
  });
});
