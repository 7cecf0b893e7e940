import { describe, expect, it } from 'vitest';
import { addressText, type DotNetAddress, parseDotNetAddress } from '../../../core/client-ip/dotnet-address.ts';
import { type DotNetNetwork, networkHolds, parseDotNetNetwork } from '../../../core/client-ip/dotnet-network.ts';

const holds = (network: string, address: string) =>
  networkHolds(parseDotNetNetwork(network) as DotNetNetwork, parseDotNetAddress(address) as DotNetAddress);

describe('a network is read as the framework reads it', () => {
  it.each([
    ['10.0.0.0/24', '10.0.0.0', 24],
    ['10.0.0.77/24', '10.0.0.0', 24],
    ['10.0.0.77/30', '10.0.0.76', 30],
    ['10/8', '0.0.0.0', 8],
    ['10.0.0/8', '10.0.0.0', 8],
    ['0.0.0.0/0', '0.0.0.0', 0],
    ['10.0.0.1/32', '10.0.0.1', 32],
    ['2001:db8::5/127', '2001:db8::4', 127],
    ['2001:db8::5/128', '2001:db8::5', 128],
    ['fe80::5%3/64', 'fe80::', 64],
    ['10.0.0.0/024', '10.0.0.0', 24],
  ])('%s is %s/%i', (input, address, prefix) => {
    const network = parseDotNetNetwork(input) as DotNetNetwork;
    expect([addressText(network.address), network.prefix]).toEqual([address, prefix]);
  });

  it.each([
    '10.0.0.0',
    '10.0.0.0/33',
    '::/129',
    '10.0.0.0/-1',
    '10.0.0.0/',
    '10.0.0.0/255.0.0.0',
    'lb/24',
    '/24',
    '10.0.0.0/8/8',
    '10.0.0.0/99999999999999999999',
    '10.0.0.0/ 8',
  ])('«%s» is refused', (input) => {
    expect(parseDotNetNetwork(input)).toBeNull();
  });
});

describe('what a network holds', () => {
  it.each([
    ['10.0.0.0/24', '10.0.0.0'],
    ['10.0.0.0/24', '10.0.0.255'],
    ['10.0.0.128/25', '10.0.0.200'],
    ['10.0.0.0/24', '::ffff:10.0.0.9'],
    ['::ffff:0:0/96', '::ffff:10.0.0.9'],
    ['0.0.0.0/0', '203.0.113.7'],
    ['0.0.0.0/0', '::ffff:203.0.113.7'],
    ['::/0', '2001:db8::1'],
    ['fe80::/64', 'fe80::a%2'],
    ['10.0.0.1/32', '10.0.0.1'],
  ])('%s holds %s', (network, address) => {
    expect(holds(network, address)).toBe(true);
  });

  it.each([
    ['10.0.0.0/24', '10.0.1.0'],
    ['10.0.0.128/25', '10.0.0.127'],
    ['::ffff:10.0.0.0/104', '10.0.0.1'],
    ['::ffff:0:0/96', '10.0.0.1'],
    ['::/0', '10.0.0.1'],
    ['0.0.0.0/0', '2001:db8::1'],
    ['10.0.0.0/24', '::10.0.0.9'],
    ['10.0.0.0/24', '::ffff:0:10.0.0.9'],
    ['2001:db8::/64', '2001:db8:0:1::'],
    ['10.0.0.1/32', '10.0.0.0'],
  ])('%s does not hold %s', (network, address) => {
    expect(holds(network, address)).toBe(false);
  });
});
