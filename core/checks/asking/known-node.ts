import type { Farm } from '../../model/farm.ts';
import { nodesOf } from '../../model/farm-parts.ts';

/** Returns the node of this name; null where the farm has none. */
export function knownNode(farm: Farm, name: string | null): string | null {
  return nodesOf(farm).find((node) => node.name === name)?.name ?? null;
}
