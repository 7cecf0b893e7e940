import { createHash } from 'node:crypto';

/**
 * The item that belongs to a key: the one whose hash together with the key is highest (rendezvous hashing; Thaler and
 * Ravishankar, 1998). Taking an item out moves only the keys that belonged to it, and they spread over all others; an
 * item that is added takes its share from each.
 * @returns undefined if there are no items
 */
export function rendezvous<T extends { name: string }>(items: readonly T[], key: string): T | undefined {
  let best: { item: T; weight: number } | undefined;
  for (const item of items) {
    const weight = weightOf(item.name, key);
    if (best === undefined || weight > best.weight) best = { item, weight };
  }
  return best?.item;
}

function weightOf(name: string, key: string): number {
  return createHash('sha256').update(`${key}\n${name}`).digest().readUIntBE(0, 6);
}
