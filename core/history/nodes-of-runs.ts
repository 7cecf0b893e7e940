import type { JournalEvent } from '../model/event.ts';
import type { FarmNode } from '../model/farm.ts';
import { emptiedHosts } from './emptied-hosts.ts';

/** Returns the nodes of all runs since all hosts were made anew or found gone, each with the address and port it had last. */
export function nodesOfRuns(events: readonly JournalEvent[]): FarmNode[] {
  const emptied = events.findLastIndex(({ body }) => emptiedHosts(body) === 'all');
  const nodes = new Map<string, FarmNode>();
  for (const { body } of events.slice(emptied + 1))
    if (body.type === 'run.started') for (const node of body.farm?.nodes ?? []) nodes.set(node.name, node);
  return [...nodes.values()];
}
