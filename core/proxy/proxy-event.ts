import type { HealthState } from './health-state.ts';

/** What happened, for a log. Neither paths nor headers are in it, for both may hold secrets. */
export type ProxyEvent =
  | { type: 'node-state'; service: string; node: string; state: HealthState['state']; result: string }
  | { type: 'request-failed'; service: string; node: string | null; status: number; why: string }
  | { type: 'connection-failed'; service: string; node: string | null; why: string };
