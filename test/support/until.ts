import { setTimeout as pause } from 'node:timers/promises';

const PAUSE_MS = 5;

/**
 * Waits until a condition holds, and gives what it gave. A condition that throws does not hold yet.
 * @param what the condition in words, for the failure: `the node is up`
 */
export async function until<T>(
  condition: () => T | Promise<T>,
  { limitMs = 30_000, what }: { limitMs?: number; what: string },
): Promise<Exclude<T, false | null | undefined | 0 | ''>> {
  const end = Date.now() + limitMs;
  let last: unknown;
  for (;;) {
    try {
      last = await condition();
      if (last) return last as Exclude<T, false | null | undefined | 0 | ''>;
    } catch (error) {
      last = error;
    }
    if (Date.now() >= end) break;
    await pause(PAUSE_MS);
  }
  const seen = last instanceof Error ? last.message : JSON.stringify(last);
  throw new Error(`waited ${limitMs} ms in vain until ${what}; last: ${seen}`);
}
