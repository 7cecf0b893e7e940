import { type ErrorData, errorFromData, FarmError } from '../model/errors.ts';
import { Secret } from '../model/secret.ts';
import type { Launch, Launched } from '../processes/launch.ts';
import { type CallOptions, ControlConnection } from './control-connection.ts';
import { controlPath, refuseForeignFolder } from './world/folder.ts';
import type { WorldOp } from './world/requests.ts';
import { type Layout, Topology } from './world/topology.ts';

export type { CallOptions } from './control-connection.ts';
export { layOut } from './world/addresses.ts';
export { newFolder } from './world/folder.ts';
export type { LogEntry, WorldOp } from './world/requests.ts';
export { Layout, Topology } from './world/topology.ts';

const CREATE_LIMIT_MS = 60_000;
const TEAR_DOWN_LIMIT_MS = 30_000;
const DEFAULT_LEASE_MS = 60_000;

/** A connection to a running practice world over its control socket. The world does not end itself while one is open. */
export interface WorldClient {
  readonly topology: Topology;
  readonly administratorPassword: Secret;
  /**
   * Sends one request to the world.
   * @throws FarmError what the world answers, `practice.no-answer` past the limit, `site.lost` when the
   * connection is lost; an abort rejects with the signal's reason
   */
  call(op: WorldOp, args: Record<string, unknown>, options?: CallOptions): Promise<unknown>;
  /** Ends all processes of the world, removes its folder, and resolves once the world is gone. */
  tearDown(): Promise<void>;
  /** Lets go of the world; without any connection it ends itself when its lease runs out. */
  close(): void;
}

/** Inputs for a new world. */
export interface WorldStart {
  layout: Layout;
  folder: string;
  leaseMs?: number;
}

/**
 * Creates a practice world in a process of its own and connects to it.
 * @param start.layout addresses and ports of the parties, from `layOut` or from a farm's answers
 * @param start.folder from `newFolder`; the world makes it, and removes it at the end
 * @param start.leaseMs how long the world stands without any connection
 * @throws FarmError `practice.not-created` or what hindered the world; an abort rejects with the signal's reason
 */
export async function startWorld(start: { launch: Launch } & WorldStart, signal?: AbortSignal): Promise<WorldClient> {
  signal?.throwIfAborted();
  const child = start.launch('practice-world', { detached: true });
  try {
    const created = await creation(child, start, signal);
    const topology = Topology.parse(created.topology);
    const connection = await ControlConnection.open(topology.control);
    child.letGo();
    return clientOf(connection, topology, new Secret(created.administratorPassword));
  } catch (error) {
    // The world removes everything when it is asked to end. Its children always end with it.
    if (child.running) child.kill('ask');
    child.letGo();
    throw error;
  }
}

/**
 * Connects to a world that stands already, after a restart of Farmwright.
 * @throws FarmError `site.lost` if no world listens any more, `practice.folder-foreign` if the folder
 * is not this account's own
 */
export async function attachWorld(folder: string): Promise<WorldClient> {
  refuseForeignFolder(folder);
  const connection = await ControlConnection.open(controlPath(folder));
  const topology = Topology.parse(await connection.call('topology', {}));
  const password = String(await connection.call('administratorPassword', {}));
  return clientOf(connection, topology, new Secret(password));
}

function clientOf(connection: ControlConnection, topology: Topology, administratorPassword: Secret): WorldClient {
  return {
    topology,
    administratorPassword,
    call: (op, args, options) => connection.call(op, args, options),
    tearDown: async () => {
      await connection.call('tearDown', {}, { limitMs: TEAR_DOWN_LIMIT_MS });
      await connection.ended(TEAR_DOWN_LIMIT_MS);
    },
    close: () => connection.close(),
  };
}

interface Created {
  type: 'created';
  topology: unknown;
  administratorPassword: string;
}

function creation(child: Launched, start: WorldStart, signal: AbortSignal | undefined): Promise<Created> {
  return new Promise((resolve, reject) => {
    const settle = (deed: () => void) => {
      clearTimeout(limit);
      signal?.removeEventListener('abort', onAbort);
      stopListening();
      deed();
    };
    const onAbort = () => settle(() => reject(signal?.reason));
    const stopListening = child.onMessage((message) => {
      const said = message as Created | { type: 'failed'; error: ErrorData };
      if (said.type === 'created') settle(() => resolve(said));
      else if (said.type === 'failed') settle(() => reject(errorFromData(said.error)));
    });
    const limit = setTimeout(
      () => settle(() => reject(notCreated(`it was not there after ${CREATE_LIMIT_MS / 1000} s`))),
      CREATE_LIMIT_MS,
    );
    child.ended.then(({ problem }) => settle(() => reject(notCreated(problem ?? 'its process ended at once'))));
    signal?.addEventListener('abort', onAbort, { once: true });
    child.send({
      type: 'create',
      layout: start.layout,
      folder: start.folder,
      leaseMs: start.leaseMs ?? DEFAULT_LEASE_MS,
    });
  });
}

function notCreated(why: string): FarmError {
  return new FarmError({
    code: 'practice.not-created',
    message: `The practice hosts could not be created: ${why}.`,
    remedy: 'Check that this computer has free memory and disk space, then try again.',
  });
}
