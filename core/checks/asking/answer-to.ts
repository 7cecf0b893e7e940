import { type ErrorData, errorData } from '../../model/errors.ts';
import type { Answer } from '../observations.ts';

/** Returns the answer to a question, or the error it met. An abort is thrown on. */
export async function answerTo<T>(question: () => Promise<T>, signal: AbortSignal): Promise<Answer<T>> {
  try {
    return { value: await question() };
  } catch (error) {
    signal.throwIfAborted();
    return { error: errorData(error) };
  }
}

/** Returns the error of an answer, or null. */
export function errorOf(answer: Answer<unknown>): ErrorData | null {
  return answer.error ?? null;
}
