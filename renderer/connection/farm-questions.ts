import { queryOptions } from '@tanstack/react-query';
import { client } from './client.ts';

/** An open farm: its answers, its plan, and the state of its pages. */
export function farmView(id: string) {
  return queryOptions({ queryKey: ['farms', id, 'view'], queryFn: () => client.farm.get({ farm: id }) });
}

/** The questions of an open farm's pages, their answers, and what is wrong with them. */
export function farmForm(id: string) {
  return queryOptions({ queryKey: ['farms', id, 'form'], queryFn: () => client.farm.form({ farm: id }) });
}

/** Farm files that were open before, the last one first. Never shown as they stood when they were asked for before. */
export const recentFarms = queryOptions({
  queryKey: ['recent farms'],
  queryFn: () => client.farm.recent(),
  gcTime: 0,
});
