import { FarmError } from '../model/errors.ts';
import type { Result } from '../model/result.ts';

/** Why a cancelled activity ended. */
export function cancelled(): FarmError {
  return new FarmError({
    code: 'cancelled',
    message: 'Cancelled. What was done stays done.',
    remedy: 'Run the plan again: it goes on where it stopped.',
  });
}

/** Whether a result is that of a proof that was cancelled. */
export function wasCancelled({ checks }: Result): boolean {
  return checks.some(({ verdict }) => verdict === 'cancelled');
}
