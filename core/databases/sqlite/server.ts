import type { AddressInfo } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { errorData, FarmError } from '../../model/errors.ts';
import type { Catalogue, Session } from './catalogue.ts';
import { readJsonLines, writeJsonLine } from './json-lines.ts';
import { type DatabaseAnswer, DatabaseRequest, LIMITS, type StartDatabase } from './protocol.ts';

/**
 * Listens for database clients over TLS 1.2 or later.
 * @returns the port it listens on
 * @throws FarmError `database.cannot-bind`
 */
export function listen(start: StartDatabase, catalogue: Catalogue): Promise<number> {
  const server = createServer(
    { cert: start.certificate, key: start.key, minVersion: 'TLSv1.2', handshakeTimeout: LIMITS.signInMs },
    (socket) => serve(socket, catalogue),
  );
  server.maxConnections = LIMITS.connections;
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(cannotBind(start, error.code ?? error.message)));
    server.listen({ host: start.address, port: start.port }, () => resolve((server.address() as AddressInfo).port));
  });
}

/** One connection: it signs in within the limit, then sends queries; each is answered under its own id. */
function serve(socket: TLSSocket, catalogue: Catalogue): void {
  let session: Session | null = null;
  const signInLimit = setTimeout(() => socket.destroy(), LIMITS.signInMs);
  socket.on('error', () => socket.destroy());
  socket.on('close', () => clearTimeout(signInLimit));
  const answer = (answer: DatabaseAnswer) => writeJsonLine(socket, answer);
  const refuse = (id: number, error: unknown) => answer({ id, ok: false, error: errorData(error) });

  readJsonLines(
    socket,
    LIMITS.lineCharacters,
    (value) => {
      const parsed = DatabaseRequest.safeParse(value);
      if (!parsed.success) return refuse(idOf(value), notUnderstood('the request is not understood'));
      const request = parsed.data;
      try {
        if (request.op === 'sign-in') {
          session = null;
          session = catalogue.signIn(request.account, request.password, request.database);
          clearTimeout(signInLimit);
          answer({ id: request.id, ok: true, value: { columns: [], rows: [] } });
        } else {
          if (session === null) throw notUnderstood('the connection has not signed in');
          answer({ id: request.id, ok: true, value: session(request.text, request.parameters) });
        }
      } catch (error) {
        refuse(request.id, error);
        if (request.op === 'sign-in') socket.end();
      }
    },
    (problem) => {
      refuse(0, notUnderstood(problem === 'too long' ? 'a line is too long' : 'a line is not JSON'));
      socket.end();
    },
  );
}

function idOf(value: unknown): number {
  const id = (value as { id?: unknown } | null)?.id;
  return Number.isSafeInteger(id) ? (id as number) : 0;
}

function notUnderstood(why: string): FarmError {
  return new FarmError({
    code: 'database.request-invalid',
    message: `The database refused the request: ${why}.`,
    remedy: 'Use the client that belongs to this database.',
  });
}

function cannotBind(start: StartDatabase, why: string): FarmError {
  return new FarmError({
    code: 'database.cannot-bind',
    message: `The database cannot listen on ${start.address} port ${start.port}: ${why}.`,
    remedy: 'End the program that uses this address and port, or choose another port.',
  });
}
