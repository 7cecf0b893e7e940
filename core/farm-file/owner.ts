import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { z } from 'zod';

/** Who holds a farm file. */
export const Owner = z.object({
  /** Random: one holding of the file, never used again. */
  id: z.string().regex(/^[0-9a-f]{16}$/),
  pid: z.int().positive(),
  /** Tells a process from a later one with the same number; null if the system does not say. */
  started: z.string().nullable(),
  computer: z.string(),
  user: z.string(),
  /** ISO 8601, UTC. */
  since: z.string(),
});
export type Owner = z.infer<typeof Owner>;

/** This process as an owner, from now on. */
export function thisOwner(): Owner {
  return {
    id: randomBytes(8).toString('hex'),
    pid: process.pid,
    started: startOf(process.pid),
    computer: hostname(),
    user: userName(),
    since: new Date().toISOString(),
  };
}

/** The owner a lock file names, or null if it names none. */
export function parseOwner(text: string): Owner | null {
  try {
    return Owner.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** True if it is certain that the owner runs no more. Of another computer's processes nothing is certain. */
export function isDead(owner: Owner): boolean {
  if (owner.computer !== hostname()) return false;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    // EPERM: it runs, under another account.
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return true;
  }
  const started = startOf(owner.pid);
  return started !== null && owner.started !== null && started !== owner.started;
}

/** `3 minutes`: how long an owner has had it. */
export function ageOf(owner: Owner): string {
  const seconds = Math.max(0, Math.round((Date.now() - Date.parse(owner.since)) / 1000));
  const [count, unit] =
    seconds < 120
      ? [seconds, 'second']
      : seconds < 7200
        ? [Math.round(seconds / 60), 'minute']
        : seconds < 172_800
          ? [Math.round(seconds / 3600), 'hour']
          : [Math.round(seconds / 86_400), 'day'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** Boot of the system, and ticks from it to the start of a process; null if there is no `/proc`, or no process. */
function startOf(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command's name stands in parentheses and may hold anything; field 22 is counted from behind it
    // (proc_pid_stat(5)).
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return ticks === undefined ? null : `${boot}:${ticks}`;
  } catch {
    return null;
  }
}

/** Name of the system's user who runs this process. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // An account without an entry, as containers have.
    return process.getuid === undefined ? 'unknown' : `uid ${process.getuid()}`;
  }
}
