import type { Farm } from '../../model/farm.ts';
import { nodesOf } from '../../model/farm-parts.ts';

/**
 * Returns the node that is called so, in a record or in a header of an answer; null if the farm has none. Systems write
 * names of computers in capitals, and with their domain; such a name counts if it is one node's only.
 */
export function knownNode(farm: Farm, name: string | null): string | null {
  if (name === null) return null;
  const names = nodesOf(farm).map((node) => node.name);
  const first = (text: string) => text.toLowerCase().split('.')[0] ?? '';
  const ways: ((text: string) => string)[] = [(text) => text, (text) => text.toLowerCase(), first];
  for (const way of ways) {
    const same = names.filter((candidate) => way(candidate) === way(name));
    if (same.length === 1) return same[0] ?? null;
  }
  return null;
}
