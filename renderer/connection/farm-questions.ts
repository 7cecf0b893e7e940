import { queryOptions } from '@tanstack/react-query';
import type { WaitingView } from '../../core/api/people-contract.ts';
import { client } from './client.ts';

/** An open farm: its answers, its plan, and the state of its pages. */
export function farmView(id: string) {
  return queryOptions({ queryKey: ['farms', id, 'view'], queryFn: () => client.farm.get({ farm: id }) });
}

/** The questions of an open farm's pages, their answers, and what is wrong with them. */
export function farmForm(id: string) {
  return queryOptions({ queryKey: ['farms', id, 'form'], queryFn: () => client.farm.form({ farm: id }) });
}

/** What an open farm waits for until people hand it in. */
export function waitingOf(id: string) {
  return queryOptions({ queryKey: ['farms', id, 'waiting'], queryFn: () => client.people.waiting({ farm: id }) });
}

/** How one item is done. What it is made from is part of the question, so the answer never changes. */
export function instructionsOf(id: string, { id: item, inputs }: Pick<WaitingView, 'id' | 'inputs'>) {
  return queryOptions({
    queryKey: ['instructions', id, item, inputs],
    queryFn: () => client.people.instructions({ farm: id, item }),
    staleTime: Infinity,
  });
}

/** Farm files that were open before, the last one first. Never shown as they stood when they were asked for before. */
export const recentFarms = queryOptions({
  queryKey: ['recent farms'],
  queryFn: () => client.farm.recent(),
  gcTime: 0,
});
