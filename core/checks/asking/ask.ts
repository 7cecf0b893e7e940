import { type ErrorData, errorData } from '../../model/errors.ts';
import type { Asked } from '../observations.ts';

/** The answer, or why there is none. An abort is not an answer: it is thrown on. */
export async function ask<T>(question: () => Promise<T>, signal: AbortSignal): Promise<Asked<T>> {
  try {
    return { value: await question() };
  } catch (error) {
    signal.throwIfAborted();
    return { error: errorData(error) };
  }
}

/** The error of something asked, or null. */
export function errorOf(asked: Asked<unknown>): ErrorData | null {
  return asked.error ?? null;
}

/** Works through a list with at most `atOnce` at the same time; answers in the list's order. */
export async function inParallel<T, R>(
  list: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const answers: R[] = [];
  const queue = list.map((item, index) => ({ item, index }));
  const worker = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      answers[next.index] = await work(next.item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, list.length) }, worker));
  return answers;
}
