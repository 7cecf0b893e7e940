import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isDead, parseOwner } from './owner.ts';

const PREFIX = 'farmwright-trial-';
const NAME = 'practice.farm';
/** A folder without a lock may be one that is just being made. */
const YOUNG_MS = 60_000;

/** A place for a farm file that is deleted when its farm ends. */
export interface TemporaryFarm {
  path: string;
  /** Deletes the farm file and all that stands beside it. */
  remove(): void;
}

/**
 * Makes a place for a farm file in a folder of its own. Places that a killed Farmwright left are removed.
 * @param parent existing folder
 */
export function newTemporaryFarm(parent: string): TemporaryFarm {
  sweep(parent);
  const folder = mkdtempSync(join(parent, PREFIX));
  return { path: join(folder, NAME), remove: () => removeFolder(folder) };
}

function sweep(parent: string): void {
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(PREFIX)) continue;
    const folder = join(parent, name);
    try {
      if (isLeft(folder)) removeFolder(folder);
    } catch {
      // The folder belongs to another account, or another Farmwright has removed it.
    }
  }
}

function isLeft(folder: string): boolean {
  const owner = ownerOf(folder);
  return owner === null ? Date.now() - statSync(folder).mtimeMs > YOUNG_MS : isDead(owner);
}

function ownerOf(folder: string) {
  try {
    return parseOwner(readFileSync(join(folder, `${NAME}.lock`), 'utf8'));
  } catch {
    return null;
  }
}

function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}
