import type { JournalEvent } from '../model/event.ts';
import type { FarmHost } from '../model/farm-host.ts';
import { nodesOf } from '../model/farm-parts.ts';

/** The nodes that any run had since the practice hosts were made, each at the last place it had. */
export function stoodNodes(events: readonly JournalEvent[]): FarmHost[] {
  const made = events.findLastIndex(({ body }) => body.type === 'hosts.made' && body.hosts === undefined);
  const stood = new Map<string, FarmHost>();
  for (const { body } of events.slice(made + 1))
    if (body.type === 'run.started')
      for (const node of body.farm === undefined ? [] : nodesOf(body.farm)) stood.set(node.name, node);
  return [...stood.values()];
}
