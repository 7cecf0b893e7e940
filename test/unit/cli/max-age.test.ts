import { expect, it } from 'vitest';
import { readAge, tooOld } from '../../../core/cli/max-age.ts';

const HOUR = 3_600_000;

it.each([
  ['30m', HOUR / 2],
  ['2h', 2 * HOUR],
  ['7d', 168 * HOUR],
])('%s is an age', (text, ms) => {
  expect(readAge(text)).toBe(ms);
});

it.each(['', '2', 'h', '0h', '-1h', '2 h', '1.5h', '2w', '9999999m', '2H'])('“%s” is no age', (text) => {
  expect(() => readAge(text)).toThrow(expect.objectContaining({ code: 'input.invalid', field: 'max-age' }));
});

it.each([
  ['older than allowed', 2 * HOUR + 1000, 'The result is 2 h old; at most 2 h are allowed.'],
  ['of which nobody knows the age', null, 'When the result was made is not recorded.'],
  ['from a time to come', -1, 'The result is from a time to come: the clock of a computer is wrong.'],
])('a result %s is refused, naming the option and what to do', (_what, age, message) => {
  expect(tooOld(age, 2 * HOUR)).toMatchObject({ field: 'max-age', message, remedy: expect.stringContaining('Verify') });
});

it('one that is young enough is taken', () => {
  expect(tooOld(2 * HOUR, 2 * HOUR)).toBeNull();
});
