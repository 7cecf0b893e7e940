import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readNodeNames } from '../../../core/wizard/node-names.ts';

interface Case {
  name: string;
  text: string;
  names: string[];
  problems: Told[];
  notes: Told[];
}
interface Told {
  line: number;
  text: string;
  /** Part of what is said; of any length where it does not matter. */
  message?: string;
}
const CASES: Case[] = JSON.parse(readFileSync(new URL('../../cases/node-names.json', import.meta.url), 'utf8'));

const asTold = (list: Told[]) =>
  list.map((told) => ({ ...told, message: expect.stringMatching(told.message ?? '.{10}') }));

it.each(CASES)('$name', ({ text, names, problems, notes }) => {
  const read = readNodeNames(text);
  expect(read.names).toEqual(names);
  expect(read.problems).toEqual(asTold(problems));
  expect(read.notes).toEqual(asTold(notes));
});

it('whatever is pasted, every name is one that a host can have, and stands once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      const { names } = readNodeNames(text);
      expect(new Set(names).size).toBe(names.length);
      for (const name of names) expect(name).toMatch(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
    }),
    { seed: 20261, numRuns: 1000 },
  );
});

it('of names with commas, blanks or in lines of their own none is lost without a word', () => {
  const name = fc.stringMatching(/^[a-z]{1,8}-[0-9]{1,3}$/);
  fc.assert(
    fc.property(fc.array(fc.tuple(name, fc.constantFrom(', ', ';', ' ', '\t', '\n')), { maxLength: 12 }), (list) => {
      const { names, problems } = readNodeNames(list.flat().join(''));
      const told = new Set([...names, ...problems.flatMap((problem) => problem.text.split(/\s+/))]);
      for (const [written] of list) expect(told).toContain(written);
    }),
    { seed: 20262, numRuns: 500 },
  );
});

it('what was read is read again as the same', () => {
  const { names } = readNodeNames('web[001-500]');
  expect(names).toHaveLength(500);
  expect(readNodeNames(names.join('\n'))).toEqual({ names, problems: [], notes: [] });
});
