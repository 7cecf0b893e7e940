import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HeaderPolicy } from '../../../core/model/header-policy.ts';
import { applyHeaderPolicy, type HeaderLine } from '../../../core/proxy/apply-header-policy.ts';
import { peerText } from '../../../core/proxy/canonical-address.ts';
import { valuesOf } from './proxy-stand.ts';

interface PolicyCase {
  id: string;
  policy: HeaderPolicy;
  sent: string[];
  received: string[];
}

const PEER = '127.77.0.10';
const NAME = 'X-Forwarded-For';
const file = new URL('../../cases/header-policies.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: PolicyCase[] };

describe('a header policy', () => {
  it('has cases for every policy', () => {
    expect(new Set(cases.map(({ policy }) => policy))).toEqual(new Set(HeaderPolicy.options));
  });

  it.each(cases.map((one) => [one.id, one] as const))('%s', (_id, { policy, sent, received }) => {
    for (const name of [NAME, 'x-forwarded-for', 'X-FORWARDED-for']) {
      const lines: HeaderLine[] = [['Host', 'a'], ...sent.map((value): HeaderLine => [name, value]), ['Accept', '*/*']];
      const after = applyHeaderPolicy(lines, { name: NAME, policy }, PEER);
      expect(valuesOf(after, NAME)).toEqual(received);
      expect(after.filter(([key]) => key.toLowerCase() !== NAME.toLowerCase())).toEqual([lines[0], lines.at(-1)]);
    }
  });

  it.each(HeaderPolicy.options)('%s lets no look-alike pass but where everything passes', (policy) => {
    const after = applyHeaderPolicy(
      [
        ['X_Forwarded_For', '1.2.3.4'],
        ['x-forwarded_for', '1.2.3.4'],
      ],
      { name: NAME, policy },
      PEER,
    );
    const alike = after.filter(([name]) => name.includes('_'));
    expect(alike).toHaveLength(policy === 'preserve' ? 2 : 0);
    expect(valuesOf(after, NAME)).toEqual(['remove', 'preserve'].includes(policy) ? [] : [PEER]);
  });

  it('works on any name', () => {
    const after = applyHeaderPolicy(
      [
        ['True-Client-IP', '1.2.3.4'],
        [NAME, '1.2.3.4'],
      ],
      { name: 'true-client-ip', policy: 'replace' },
      PEER,
    );
    expect(after).toEqual([
      [NAME, '1.2.3.4'],
      ['true-client-ip', PEER],
    ]);
  });

  it('leaves other lines, their order and their case, whatever they are', () => {
    const anyLine = fc.tuple(fc.constantFrom('A', 'a', 'Cookie', 'X-F', NAME, NAME.toLowerCase()), fc.string());
    const others = (lines: readonly HeaderLine[]) =>
      lines.filter(([name]) => name.toLowerCase() !== NAME.toLowerCase());
    const kept = fc.property(fc.array(anyLine), fc.constantFrom(...HeaderPolicy.options), (lines, policy) => {
      const before = structuredClone(lines);
      const after = applyHeaderPolicy(lines, { name: NAME, policy }, PEER);
      expect(others(after)).toEqual(others(lines));
      expect(lines).toEqual(before);
      if (['replace', 'append', 'add-line'].includes(policy))
        expect(valuesOf(after, NAME).at(-1)).toMatch(/(^|, )127\.77\.0\.10$/);
      if (policy === 'replace') expect(valuesOf(after, NAME)).toEqual([PEER]);
    });
    fc.assert(kept, { seed: 20261, numRuns: 200 });
  });
});

describe("the peer's address", () => {
  it.each([
    ['10.1.2.3', '10.1.2.3'],
    ['::ffff:10.1.2.3', '10.1.2.3'],
    ['::FFFF:10.1.2.3', '10.1.2.3'],
    ['2001:db8::1', '2001:db8::1'],
    ['::1', '::1'],
    ['::ffff:0:10.1.2.3', '::ffff:0:10.1.2.3'],
  ])('%s is written %s', (address, text) => {
    expect(peerText(address)).toBe(text);
  });
});
