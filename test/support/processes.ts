import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A process as the system shows it. */
export interface SeenProcess {
  pid: number;
  commandLine: string;
  environment: string;
  folder: string;
}

/** Every process of this computer that can be looked at (Linux). */
export function processes(): SeenProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const read = (file: string) => readFileSync(`/proc/${name}/${file}`, 'utf8').replaceAll('\0', ' ');
        const folder = readlinkSync(`/proc/${name}/cwd`);
        return [{ pid: Number(name), commandLine: read('cmdline'), environment: read('environ'), folder }];
      } catch {
        // It has ended meanwhile.
        return [];
      }
    });
}

/** The process ids of a process and all its descendants, and of every process that works in this folder. */
export function processesOf(folder: string): number[] {
  return processes()
    .filter((seen) => seen.folder.startsWith(folder) || seen.environment.includes(folder))
    .map(({ pid }) => pid);
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
