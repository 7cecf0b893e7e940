import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const LISTEN = '0A';

/** Where a process listens for TCP, as Linux tells it (proc(5)): address and port, in hexadecimal digits. */
export function listeningAt(pid: number | undefined): string[] {
  const files = new Set(readdirSync(`/proc/${pid}/fd`).flatMap((file) => targetOf(`/proc/${pid}/fd/${file}`)));
  const lines = ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/${pid}/net/${table}`, 'utf8').split('\n').slice(1),
  );
  return lines.flatMap((line) => {
    const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/);
    return state === LISTEN && files.has(`socket:[${inode}]`) ? [local] : [];
  });
}

function targetOf(link: string): string[] {
  try {
    return [readlinkSync(link)];
  } catch {
    // It was closed meanwhile.
    return [];
  }
}
