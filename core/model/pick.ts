import { FarmError } from './errors.ts';

/**
 * The plug-in or fault with this id.
 * @throws FarmError `input.unknown` that names the field and lists what there is
 */
export function pick<T extends { id: string }>(list: readonly T[], id: string, field: string, what: string): T {
  const found = list.find((candidate) => candidate.id === id);
  if (found !== undefined) return found;
  throw new FarmError({
    code: 'input.unknown',
    field,
    message: `The ${what} “${id}” does not exist.`,
    remedy: `Choose one of: ${list.map((candidate) => candidate.id).join(', ')}.`,
  });
}
