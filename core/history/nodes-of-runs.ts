import type { JournalEvent } from '../model/event.ts';
import type { FarmHost } from '../model/farm-host.ts';
import { nodesOf } from '../model/farm-parts.ts';
import { emptiedHosts } from './emptied-hosts.ts';

/** Returns the nodes of all runs since all hosts were made anew or found gone, each with the address and port it had last. */
export function nodesOfRuns(events: readonly JournalEvent[]): FarmHost[] {
  const emptied = events.findLastIndex(({ body }) => emptiedHosts(body) === 'all');
  const nodes = new Map<string, FarmHost>();
  for (const { body } of events.slice(emptied + 1))
    if (body.type === 'run.started')
      for (const node of body.farm === undefined ? [] : nodesOf(body.farm)) nodes.set(node.name, node);
  return [...nodes.values()];
}
