import { existsSync, renameSync } from 'node:fs';
import { writeFault } from './faults.ts';

/**
 * Gives a closed farm file another name beside its old one, so that a new farm can have its place.
 * @param now what the other name tells the time by
 * @returns the other name
 * @throws FarmError why it cannot be renamed
 */
export function keepUnderOtherName(path: string, now: Date): string {
  const stem = path.replace(/\.farm$/i, '');
  const time = now.toISOString().slice(0, 19).replaceAll(':', '-');
  let other = `${stem}-until-${time}.farm`;
  for (let number = 2; existsSync(other); number += 1) other = `${stem}-until-${time}-${number}.farm`;
  try {
    renameSync(path, other);
    return other;
  } catch (error) {
    throw writeFault(error, 'The farm', path);
  }
}
