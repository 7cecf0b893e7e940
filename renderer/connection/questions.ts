import { queryOptions } from '@tanstack/react-query';
import { client } from './client.ts';

/** Data that does not change while the core runs. */
export const about = queryOptions({ queryKey: ['about'], queryFn: () => client.about.get(), staleTime: Infinity });

/** The faults a practice farm can have, in the core's order. */
export const faults = queryOptions({ queryKey: ['faults'], queryFn: () => client.faults.list(), staleTime: Infinity });

/** The practice farms that are there now. */
export const practiceFarms = queryOptions({ queryKey: ['practice farms'], queryFn: () => client.farm.practices() });
