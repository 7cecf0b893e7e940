import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RecentFarms } from './recent-farms.ts';

/** Where farm files of this computer may be: those that were open before, and those in the folder for farms. */
export function knownFarms(folder: string, recent: RecentFarms | null): string[] {
  const before = recent?.list().map(({ path }) => path) ?? [];
  return [...new Set([...before, ...farmsIn(folder)])];
}

function farmsIn(folder: string): string[] {
  try {
    return readdirSync(folder).flatMap((name) => (/\.farm$/i.test(name) ? [join(folder, name)] : []));
  } catch {
    // There is none before the first farm was begun.
    return [];
  }
}
