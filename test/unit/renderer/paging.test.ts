import fc from 'fast-check';
import { expect, it } from 'vitest';
import { indexesShown, partOf } from '../../../renderer/parts/use-paging.ts';

const list = fc.record({ of: fc.nat(1200), size: fc.integer({ min: 1, max: 60 }) });

it('every item stands in exactly one part, and no part is longer than its size', () => {
  fc.assert(
    fc.property(list, ({ of, size }) => {
      const seen: number[] = [];
      for (let first = 0; first < of; first = partOf(of, size, first).end) {
        const part = partOf(of, size, first);
        expect(part.first).toBe(first);
        expect(part.end - part.first).toBeLessThanOrEqual(size);
        for (let index = part.first; index < part.end; index++) seen.push(index);
      }
      expect(seen).toEqual(Array.from({ length: of }, (_, index) => index));
    }),
  );
});

it('shows its last part when the list has become shorter', () => {
  expect(partOf(500, 25, 480)).toEqual({ first: 475, end: 500 });
  expect(partOf(30, 25, 480)).toEqual({ first: 25, end: 30 });
  expect(partOf(0, 25, 480)).toEqual({ first: 0, end: 0 });
});

it('what is urgent elsewhere is shown after the part, and never twice nor without bound', () => {
  fc.assert(
    fc.property(list, fc.nat(1200), fc.array(fc.nat(1200)), ({ of, size }, at, urgent) => {
      const part = partOf(of, size, at);
      const shown = indexesShown({ ...part, of, size, turnTo: () => {} }, (index) => urgent.includes(index));
      expect(new Set(shown).size).toBe(shown.length);
      expect(shown.length).toBeLessThanOrEqual(2 * size);
      const elsewhere = shown.slice(part.end - part.first);
      expect(elsewhere).toEqual(elsewhere.filter((index) => urgent.includes(index)));
      const known = [...new Set(urgent)].filter((index) => index < of);
      if (known.length <= size) expect(known.filter((index) => !shown.includes(index))).toEqual([]);
    }),
  );
});
