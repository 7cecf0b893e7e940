import type { PoolMember } from '../model/balancer.ts';

/** Returns the state of a node at the balancer in administrators' words. */
export function poolWord(state: PoolMember['state'] | undefined): string {
  return state === undefined ? 'not in the pool' : POOL_WORDS[state];
}

const POOL_WORDS = {
  up: 'in the pool',
  down: 'marked down',
  drain: 'drained',
  unknown: 'in an unknown state',
} as const satisfies Record<PoolMember['state'], string>;
