import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readNodeNames } from '../../../core/wizard/node-names.ts';

interface Case {
  name: string;
  text: string;
  names: string[];
  problems: { line: number; text: string }[];
}
const CASES: Case[] = JSON.parse(readFileSync(new URL('../../cases/node-names.json', import.meta.url), 'utf8'));

it.each(CASES)('$name', ({ text, names, problems }) => {
  const read = readNodeNames(text);
  expect(read.names).toEqual(names);
  expect(read.problems).toEqual(problems.map((problem) => ({ ...problem, message: expect.stringMatching(/.{10}/) })));
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

it('what was read is read again as the same', () => {
  const { names } = readNodeNames('web[001-500]');
  expect(names).toHaveLength(500);
  expect(readNodeNames(names.join('\n'))).toEqual({ names, problems: [] });
});
