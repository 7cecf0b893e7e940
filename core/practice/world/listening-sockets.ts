import { readdir, readFile, readlink } from 'node:fs/promises';
import { FarmError } from '../../model/errors.ts';

/** What a socket that listens says of its state in the tables of the kernel (include/net/tcp_states.h). */
const LISTEN = '0A';
/** The tables of all TCP sockets (proc(5)). */
const TABLES = ['/proc/net/tcp', '/proc/net/tcp6'];

/**
 * Returns what listens at the addresses of a practice host, and what its processes listen at elsewhere, one line for each
 * socket as `ss -ltnH` writes it. Where all hosts share 127.0.0.1, only its processes tell what is its own.
 * @throws FarmError `sockets.cannot-tell` on systems without the tables of Linux
 */
export async function listeningSockets(addresses: readonly string[], pids: readonly number[]): Promise<string> {
  const tables = await Promise.all(TABLES.map((path) => readFile(path, 'utf8').catch(() => null)));
  if (tables[0] === null) throw cannotTell();
  const held = new Set((await Promise.all(pids.map(socketsOf))).flat());
  const own = addresses.filter((address) => address !== SHARED);
  return tables
    .flatMap((table) => (table ?? '').split('\n').slice(1))
    .flatMap((line) => listenerIn(line) ?? [])
    .filter(({ address, inode }) => own.includes(address) || held.has(inode))
    .map(({ address, port }) => `LISTEN 0 0 ${address.includes(':') ? `[${address}]` : address}:${port} *:*\n`)
    .join('');
}

/** The address of every host where the system lets nobody bind others. */
const SHARED = '127.0.0.1';

/** `  0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000  0 12345 ...`. */
function listenerIn(line: string): { address: string; port: number; inode: string } | null {
  const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
  const [address = '', port = ''] = local.split(':');
  if (state !== LISTEN) return null;
  return { address: addressIn(address), port: Number.parseInt(port, 16), inode };
}

/** The kernel writes addresses as words of four bytes, each in the order of the processor: little-endian on all of ours. */
function addressIn(hex: string): string {
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap((word) => (word.match(/../g) ?? []).reverse());
  const numbers = bytes.map((byte) => Number.parseInt(byte, 16));
  const isMapped = numbers.length === 16 && bytes.slice(0, 12).join('') === '00000000000000000000FFFF';
  if (numbers.length === 4 || isMapped) return numbers.slice(-4).join('.');
  if (numbers.every((number) => number === 0)) return '::';
  return (bytes.join('').toLowerCase().match(/.{4}/g) ?? []).join(':');
}

/** The inodes of the sockets that a process has open. One that has ended has none. */
async function socketsOf(pid: number): Promise<string[]> {
  const folder = `/proc/${pid}/fd`;
  const names = await readdir(folder).catch(() => []);
  const targets = await Promise.all(names.map((name) => readlink(`${folder}/${name}`).catch(() => '')));
  return targets.flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []);
}

function cannotTell(): FarmError {
  return new FarmError({
    code: 'sockets.cannot-tell',
    message: 'This system does not tell what the practice hosts listen at: only Linux does.',
    remedy: 'Practise on Linux, or let it be: on real hosts the administrator looks it up.',
  });
}
