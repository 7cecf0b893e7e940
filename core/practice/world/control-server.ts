import { chmodSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { z } from 'zod';
import { readJsonLines, writeJsonLine } from '../../databases/sqlite/json-lines.ts';
import { errorData, FarmError } from '../../model/errors.ts';
import { parseInput } from '../../model/parse.ts';
import { MOST_CONTROL_CHARACTERS, WorldRequest } from './requests.ts';
import type { World } from './world.ts';

const Envelope = z.looseObject({ id: z.int(), op: z.string() });

/** Bytes of a Unix socket's path: 107 on Linux (unix(7)), 103 on macOS. */
const MOST_SOCKET_BYTES = 103;

/**
 * The control socket of a world. An open connection holds the lease; without any, the world ends when the lease runs
 * out. Each line `{id, op, ...}` is answered by one line with that id, in the order the deeds end.
 */
export class ControlServer {
  readonly #world: World;
  readonly #leaseMs: number;
  readonly #onEnd: () => void;
  readonly #server: Server;
  readonly #connections = new Set<Socket>();
  #lease: NodeJS.Timeout | undefined;

  /** @param onEnd called once when the world has torn itself down */
  constructor(world: World, leaseMs: number, onEnd: () => void) {
    this.#world = world;
    this.#leaseMs = leaseMs;
    this.#onEnd = onEnd;
    this.#server = createServer((socket) => this.#serve(socket));
  }

  /** @throws FarmError `practice.folder-unusable` if the folder's path is too long for a socket */
  async listen(): Promise<void> {
    const path = this.#world.topology.control;
    // The system cuts off a longer path silently, and the socket is then at another path.
    if (process.platform !== 'win32' && Buffer.byteLength(path) > MOST_SOCKET_BYTES)
      throw cannotListen(path, `the path has ${Buffer.byteLength(path)} bytes`);
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (error) => reject(cannotListen(path, error.message)));
      this.#server.listen(path, resolve);
    });
    if (process.platform !== 'win32') chmodSync(path, 0o600);
    this.#renewLease();
  }

  /** Ends the world, then all connections. */
  async tearDown(): Promise<void> {
    clearTimeout(this.#lease);
    await this.#world.tearDown();
    this.#server.close();
  }

  #serve(socket: Socket): void {
    this.#connections.add(socket);
    this.#renewLease();
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.#connections.delete(socket);
      this.#renewLease();
    });
    readJsonLines(
      socket,
      MOST_CONTROL_CHARACTERS,
      (value) => void this.#answer(socket, value),
      (problem) => {
        refuse(socket, 0, malformed(problem === 'too long' ? 'a line is too long' : 'a line is not JSON'));
        if (problem === 'too long') socket.end();
      },
    );
  }

  async #answer(socket: Socket, value: unknown): Promise<void> {
    const envelope = Envelope.safeParse(value);
    if (!envelope.success) return refuse(socket, idOf(value), malformed('it has no «id» or no «op»'));
    const { id, op } = envelope.data;
    try {
      const request = parseInput(WorldRequest, value, `the request «${op.slice(0, 40)}» to the practice hosts`);
      if (request.op === 'tearDown') {
        await this.tearDown();
        writeJsonLine(socket, { id, ok: true, value: null });
        socket.end(() => this.#onEnd());
        return;
      }
      writeJsonLine(socket, { id, ok: true, value: await this.#world.answer(request) });
    } catch (error) {
      refuse(socket, id, error);
    }
  }

  #renewLease(): void {
    clearTimeout(this.#lease);
    if (this.#connections.size > 0) return;
    this.#lease = setTimeout(() => void this.tearDown().finally(this.#onEnd), this.#leaseMs);
  }
}

function refuse(socket: Socket, id: number, error: unknown): void {
  writeJsonLine(socket, { id, ok: false, error: errorData(error) });
}

function idOf(value: unknown): number {
  const id = (value as { id?: unknown } | null)?.id;
  return Number.isSafeInteger(id) ? (id as number) : 0;
}

function malformed(why: string): FarmError {
  return new FarmError({
    code: 'practice.request-invalid',
    message: `The practice hosts refused a request: ${why}.`,
    remedy: 'Send one JSON object per line, with a number as «id» and the name of an operation as «op».',
  });
}

function cannotListen(path: string, why: string): FarmError {
  return new FarmError({
    code: 'practice.folder-unusable',
    message: `The practice hosts cannot listen at ${path}: ${why}.`,
    remedy: 'Set TMPDIR to a folder with a shorter path. The path of a socket has at most 103 bytes.',
  });
}
