import type { Observations } from './observations.ts';

/** Returns observations as JSON, for a verification that goes on later. */
export function writeObservations(seen: Observations): string {
  return JSON.stringify(seen, (_key, value: unknown) => (value instanceof Map ? { [PAIRS]: [...value] } : value));
}

/** Returns the observations that `writeObservations` made such JSON of. @throws SyntaxError where it is none */
export function readObservations(json: string): Observations {
  return JSON.parse(json, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !(PAIRS in value)) return value;
    return new Map(value[PAIRS] as [unknown, unknown][]);
  }) as Observations;
}

/** Key under which the pairs of a map stand. */
const PAIRS = '«pairs»';
