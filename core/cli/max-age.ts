import { type ErrorData, FarmError } from '../model/errors.ts';
import { ageText } from '../model/moment.ts';

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Returns an age such as `30m`, `2h` or `7d` in milliseconds. @throws FarmError `input.invalid` */
export function readAge(text: string): number {
  const [, number = '', unit = ''] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  if (number !== '' && Number(number) > 0) return Number(number) * UNITS[unit as keyof typeof UNITS];
  throw new FarmError({
    code: 'input.invalid',
    field: 'max-age',
    message: `The value “${text}” of --max-age is not an age.`,
    remedy: 'Enter a number of minutes, hours or days, such as 30m, 2h or 7d.',
  });
}

/**
 * Returns why a result is not taken for a current one; null where it is young enough.
 * @param ageMs null where nobody recorded when it was made
 */
export function tooOld(ageMs: number | null, mostMs: number): ErrorData | null {
  const refused = (message: string): ErrorData => ({
    code: 'report.too-old',
    field: 'max-age',
    message,
    remedy: 'Verify the farm again with farmwright verify FILE, then write the report.',
  });
  if (ageMs === null) return refused('When the result was made is not recorded.');
  if (ageMs < 0) return refused('The result is from a time to come: the clock of a computer is wrong.');
  return ageMs <= mostMs
    ? null
    : refused(`The result is ${ageText(ageMs)} old; at most ${ageText(mostMs)} are allowed.`);
}
