import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const PAUSE_MS = 100;
/** A lock older than this is dead: its process has ended, or its number belongs to another process. */
const OLD_MS = 10 * 60_000;

/**
 * Runs a function while no other process of this checkout runs it; waits if necessary. A lock of a dead process is
 * taken over. Runs before the npm packages are there: nothing but Node.
 * @template T
 * @param {string} lock path of the lock file
 * @param {() => Promise<T>} deed
 * @returns {Promise<T>}
 */
export async function oneAtATime(lock, deed) {
  mkdirSync(dirname(lock), { recursive: true });
  while (!taken(lock)) {
    if (!isHeld(lock)) takeOver(lock);
    else await pause(PAUSE_MS);
  }
  try {
    return await deed();
  } finally {
    if (ownerOf(lock) === process.pid) rmSync(lock, { force: true });
  }
}

/** Links are created atomically, so that no lock is ever seen without its owner. */
function taken(lock) {
  const own = `${lock}-${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, lock);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

function isHeld(lock) {
  const owner = ownerOf(lock);
  // It has just ended. The next try finds out.
  if (owner === null) return true;
  try {
    if (Date.now() - statSync(lock).mtimeMs > OLD_MS) return false;
    process.kill(owner, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and is somebody else's.
    return error.code !== 'ESRCH';
  }
}

function ownerOf(lock) {
  try {
    return Number(readFileSync(lock, 'utf8'));
  } catch {
    return null;
  }
}

function takeOver(lock) {
  const aside = `${lock}-gone-${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  rmSync(aside, { force: true });
}
