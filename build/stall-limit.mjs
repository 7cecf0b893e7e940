import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Ends a process that makes no progress: nothing in these folders has changed for the given time.
 * @param {import('node:child_process').ChildProcess} child
 * @param {string[]} folders where it writes; they need not be there
 * @param {number} limitMs
 * @returns {Promise<number | 'stalled'>} its exit code, 1 if it could not be started or a signal ended it
 */
export async function endWhereStalled(child, folders, limitMs) {
  let size = -1;
  let grownAt = performance.now();
  let stalled = false;
  const look = setInterval(() => {
    const now = folders.reduce((sum, folder) => sum + sizeOf(folder), 0);
    // Smaller counts too: what was downloaded is moved away before it is unpacked.
    if (now !== size) [size, grownAt] = [now, performance.now()];
    if (performance.now() - grownAt < limitMs) return;
    stalled = true;
    child.kill('SIGKILL');
  }, limitMs / 20);
  try {
    const code = await new Promise((resolve) => {
      child.once('error', () => resolve(1));
      child.once('exit', (status) => resolve(status ?? 1));
    });
    return stalled ? 'stalled' : code;
  } finally {
    clearInterval(look);
  }
}

/** Bytes of everything in a folder; what comes and goes meanwhile counts for nothing. */
function sizeOf(folder) {
  try {
    return readdirSync(folder, { recursive: true }).reduce((sum, name) => sum + bytesOf(join(folder, name)), 0);
  } catch {
    return 0;
  }
}

function bytesOf(path) {
  try {
    return lstatSync(path).size;
  } catch {
    return 0;
  }
}
