import type { Overall } from '../model/result.ts';

/** Exit codes of the command line; precedence 70, 3, 4, 1, 5, 0. */
export const EXIT = {
  done: 0,
  notReady: 1,
  badInput: 2,
  cancelled: 3,
  waiting: 4,
  unknown: 5,
  internal: 70,
} as const;

/** The exit code of a verdict. */
export function exitCodeOf(overall: Overall): number {
  if (overall === 'not ready') return EXIT.notReady;
  return overall === 'unknown' ? EXIT.unknown : EXIT.done;
}
