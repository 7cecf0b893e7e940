import { FarmError } from '../model/errors.ts';
import type { FarmState } from '../model/event.ts';

/** Why nothing is begun while something runs. */
export function farmBusy(state: FarmState): FarmError {
  return new FarmError({
    code: 'farm.busy',
    message: `The farm is ${state}.`,
    remedy: 'Wait until it is done, or cancel it.',
  });
}

/** Why a farm that is open for reading is not changed. */
export function farmReadOnly(path: string): FarmError {
  return new FarmError({
    code: 'farm.read-only',
    field: 'file',
    message: `${path} is open for reading only.`,
    remedy: 'Open it for writing; a file of a newer Farmwright needs that version.',
    at: path,
  });
}
