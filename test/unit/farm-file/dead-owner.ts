import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

let deadPid = 0;

/** The number of a process that is no more. */
export function pidOfTheDead(): number {
  if (deadPid === 0) deadPid = spawnSync(process.execPath, ['-e', '']).pid;
  return deadPid;
}

/** Makes every lock beside a farm file one of a process that has died, where this process could not die itself. */
export function abandonLock(path: string): void {
  for (const name of readdirSync(dirname(path))) {
    if (!name.startsWith(`${basename(path)}.lock`)) continue;
    const lock = join(dirname(path), name);
    const text = readFileSync(lock, 'utf8');
    if (text.endsWith('\n')) writeFileSync(lock, `${JSON.stringify({ ...JSON.parse(text), pid: pidOfTheDead() })}\n`);
  }
}
