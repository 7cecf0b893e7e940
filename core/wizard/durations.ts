import { FarmError } from '../model/errors.ts';
import type { Farm } from '../model/farm.ts';

/** Where each duration that the wizard asks in seconds stands in the answers, which hold milliseconds. */
const PLACES: Readonly<Record<string, (farm: Farm) => number>> = {
  'settle.limitMs': ({ settle }) => settle.limitMs,
  'healthCheck.intervalMs': ({ healthCheck }) => healthCheck.intervalMs,
  'healthCheck.timeoutMs': ({ healthCheck }) => healthCheck.timeoutMs,
};
const MOST_SECONDS = 86_400;

/** The duration at this path in seconds; undefined for other questions. */
export function secondsAt(farm: Farm, path: string): number | undefined {
  const milliseconds = PLACES[path]?.(farm);
  return milliseconds === undefined ? undefined : milliseconds / 1000;
}

/**
 * The farm with this duration, entered in seconds; null for other questions.
 * @throws FarmError `input.invalid` if the value is not a number of seconds from 0.001 to 86400
 */
export function withSeconds(farm: Farm, path: string, value: unknown): Farm | null {
  if (PLACES[path] === undefined) return null;
  const text = String(value ?? '')
    .normalize('NFKC')
    .trim()
    .replace(',', '.');
  const milliseconds = /^\d{1,6}(\.\d{1,3})?$/.test(text) ? Math.round(Number(text) * 1000) : 0;
  if (milliseconds < 1 || milliseconds > MOST_SECONDS * 1000)
    throw new FarmError({
      code: 'input.invalid',
      field: path,
      message: text === '' ? 'no time is entered' : `“${text}” cannot be used as a time`,
      remedy: `Enter the time in seconds, from 0.001 to ${MOST_SECONDS}.`,
    });
  const [group, key] = path.split('.') as ['healthCheck', 'intervalMs'];
  return { ...farm, [group]: { ...farm[group], [key]: milliseconds } };
}
