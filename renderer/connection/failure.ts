import { ORPCError } from '@orpc/client';
import type { ErrorData } from '../../core/model/errors.ts';
import { CoreEnded, LineLost } from './line.ts';
import { connectionWords } from './words.ts';

/** The failure of a call: always a sentence and a remedy, never only a code. */
export function failureFrom(error: unknown): ErrorData {
  if (isFarmFailure(error)) {
    const { code, field, remedy, at } = error.data;
    return { code, field, message: error.message, remedy, ...(at === undefined ? {} : { at }) };
  }
  if (error instanceof ORPCError)
    return {
      code: error.code,
      field: null,
      message: connectionWords.failure.refused(error.message),
      remedy: connectionWords.failure.report,
    };
  if (error instanceof CoreEnded)
    return {
      code: 'core.ended',
      field: null,
      message: connectionWords.failure.coreEnded(error.code),
      remedy: connectionWords.failure.coreEndedRemedy,
    };
  const unanswered = error instanceof LineLost;
  return {
    code: unanswered ? 'line.lost' : 'line.interrupted',
    field: null,
    message: unanswered ? connectionWords.failure.noLine : connectionWords.failure.interrupted,
    remedy: connectionWords.failure.noLineRemedy,
  };
}

/** True for expected failures that the core told. Asking again would give the same answer. */
function isFarmFailure(error: unknown): error is ORPCError<'FARM', Omit<ErrorData, 'message'>> {
  return error instanceof ORPCError && error.code === 'FARM';
}

/** True if the core answered, whatever it said; false if the answer got lost on the way. */
export function wasAnswered(error: unknown): boolean {
  return error instanceof ORPCError;
}
