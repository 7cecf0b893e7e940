import { FarmError } from '../model/errors.ts';

/** Why a cancelled activity ended. */
export function cancelled(): FarmError {
  return new FarmError({
    code: 'cancelled',
    message: 'Cancelled. What was done stays done.',
    remedy: 'Run the plan again: it goes on where it stopped.',
  });
}
