import { expect, test } from 'vitest';
import { isUsualForm, sameHost } from '../../../core/client-ip/same-address.ts';

const OF = '198.51.100.7';
test.each<[string, string, boolean]>([
  [` ${OF} `, OF, true],
  [`${OF}:443`, OF, true],
  [`::ffff:${OF}`, OF, true],
  [`[::ffff:${OF}]:443`, OF, true],
  ['198.051.100.007', OF, true],
  ['198.51.100.8', OF, false],
  [`${OF}, 192.0.2.1`, OF, false],
  ['', OF, false],
  ['unknown', OF, false],
  [`::${OF}`, OF, false],
  ['10.0.0.010', '10.0.0.10', true],
  ['10.0.0.010', '10.0.0.8', false],
  ['FE80::1%eth0', 'fe80::1', true],
  ['[2001:DB8::1]:80', '2001:db8::1', true],
  ['2001:db8::1', '2001:db8::2', false],
])('“%s” and %s: the same host is %s', (one, other, same) => {
  expect(sameHost(one, other)).toBe(same);
  expect(sameHost(other, one)).toBe(same);
});

test.each([
  [OF, OF, true],
  [`${OF}:443`, OF, false],
  ['2001:db8::1', '2001:0DB8::1', true],
  ['2001:0DB8::1', '2001:0DB8::1', true],
  ['2001:DB8::1', '2001:db8::1', false],
  [null, OF, false],
] as const)('“%s” is the usual form of %s: %s', (text, address, usual) => {
  expect(isUsualForm(text, address)).toBe(usual);
});
