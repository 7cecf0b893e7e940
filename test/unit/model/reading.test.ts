import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BoundAction } from '../../../core/model/action.ts';
import { isExpected, practiceLine, practiceWords } from '../../../core/model/reading.ts';
import { bind, referencesIn } from '../../../core/model/text.ts';

const HOSTILE = ['', ' ', ']', "'", '"', '`', '$(id)', '%', '%20', '\n', '\u0000', 'ä ß 日本', ';', '&&', '\\'];

test('whatever words hold, a practice host is told exactly these', () => {
  const word = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'grapheme', maxLength: 12 }));
  fc.assert(
    fc.property(word, fc.array(word, { maxLength: 4 }), (service, words) => {
      const line = practiceLine(service, ...words);
      expect(practiceWords(line)).toEqual([service, ...words].map((text) => text.replace(/\p{Surrogate}/gu, '\uFFFD')));
      expect(line).not.toMatch(/[\p{Cc}"`$]/u);
    }),
    { seed: 20271, numRuns: 300 },
  );
});

test.each([
  ['the same JSON with other blanks and another order', '{"a":1,"b":[1,2]}', '{ "b": [1, 2], "a": 1 }', true],
  ['a list in another order', '[1,2]', '[2,1]', false],
  ['a list where an object was expected', '{"a":1}', '[{"a":1}]', false],
  ['a number as text', '1', '"1"', false],
  ['text with blanks around it', 'done', ' done\n', true],
  ['lines that end with CRLF', 'one\ntwo', 'one\r\ntwo\r\n', true],
  ['other text', 'done', 'not done', false],
  ['nothing', 'done', '', false],
])('%s is the expected answer: %s, %s, %s', (_what, expected, answer, is) => {
  expect(isExpected(expected, answer)).toBe(is);
});

test('binding replaces every reference, wherever it stands, and nothing else', () => {
  const password = { secretName: 'password', label: 'password', secret: true as const };
  const action = {
    kind: 'deed' as const,
    title: 'A deed',
    by: { practice: { run: 'service word', stdin: { parts: ['<', password, '>'] } } },
    done: {
      reading: {
        ...{ kind: 'sql' as const, database: 'd', as: 'application' as const, text: 'SELECT :parts', example: '[]' },
        // A parameter may have any name.
        parameters: { parts: password, label: 'a label', output: 'x', secret: 'y' },
      },
      expect: 'secret',
    },
  };
  expect(referencesIn(action)).toEqual([password, password]);
  const bound = bind(action, ({ label }) => `value of ${label}`);
  expect(bound.by.practice.stdin).toBe('<value of password>');
  expect(bound.done.reading.parameters).toEqual({
    parts: 'value of password',
    label: 'a label',
    output: 'x',
    secret: 'y',
  });
  expect(BoundAction.parse(bound)).toEqual(bound);
});
