import type { FromCore } from './core-messages.ts';

/** A run shorter than this causes no notification. */
const LONG_MS = 10_000;

type UnderWay = FromCore['farms'];

/** Called when a run has ended while the window is not in front. */
export interface RunEnds {
  isSeen(): boolean;
  isPutAway(): boolean;
  now(): number;
  /** A long run of this farm has ended unseen. */
  tell(farm: string): void;
  /** The last run has ended, and the window was put away until then. */
  quit(): void;
}

/**
 * Follows what is under way.
 * @returns to be called with what is under way now and what was before, each time that it changed
 */
export function followRunEnds({ isSeen, isPutAway, now, tell, quit }: RunEnds): (is: UnderWay, was: UnderWay) => void {
  const begun = new Map<string, number>();
  return (is, was) => {
    for (const { id } of is) if (!begun.has(id)) begun.set(id, now());
    for (const { id, name } of was) {
      if (is.some((farm) => farm.id === id)) continue;
      const took = now() - (begun.get(id) ?? now());
      if (took >= LONG_MS && !isSeen()) tell(name);
    }
    for (const id of begun.keys()) if (!is.some((farm) => farm.id === id)) begun.delete(id);
    if (is.length === 0 && was.length > 0 && isPutAway()) quit();
  };
}
