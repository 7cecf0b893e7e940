import { connect, type TLSSocket } from 'node:tls';
import { errorFromData, FarmError } from '../../model/errors.ts';
import type { Secret } from '../../model/secret.ts';
import { readJsonLines, writeJsonLine } from './json-lines.ts';
import { type DatabaseAnswer, LIMITS, type Rows, type SqlValue } from './protocol.ts';

export interface DatabaseLogin {
  address: string;
  port: number;
  /** Name the server's certificate must hold. */
  hostName: string;
  /** PEM of the certificate authorities to trust; no others are. */
  authority: string;
  account: string;
  password: Secret;
  database: string;
  /** Address of this computer the connection leaves from. */
  localAddress?: string;
  /** Longest time for signing in and for each query. */
  limitMs: number;
}

/** A signed-in connection to one database. */
export interface DatabaseConnection {
  /**
   * Runs the statements of a text as one transaction and gives the rows of the last one that had any.
   * @param parameters values for `:name`
   * @throws FarmError `database.statement-failed`, `database.no-answer`, `database.unreachable`
   */
  query(text: string, parameters: Record<string, SqlValue>, signal?: AbortSignal): Promise<Rows>;
  close(): void;
}

/**
 * Signs in over TLS; the server's certificate and name are checked before the password leaves.
 * @throws FarmError `database.unreachable`, `database.certificate-refused`, `database.sign-in-refused`,
 * `database.access-denied`, `database.not-found`, `database.no-answer`; an abort rejects with the signal's reason
 */
export async function connectDatabase(login: DatabaseLogin, signal?: AbortSignal): Promise<DatabaseConnection> {
  signal?.throwIfAborted();
  const socket = connect({
    host: login.address,
    port: login.port,
    servername: login.hostName,
    ca: login.authority,
    // Said, because the environment could turn it off for connections that do not say so.
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    ...(login.localAddress === undefined ? {} : { localAddress: login.localAddress }),
  });
  const exchange = exchangeOver(socket, login);
  try {
    const { account, password, database } = login;
    await exchange({ op: 'sign-in', account, password: password.reveal(), database }, signal);
  } catch (error) {
    socket.destroy();
    throw error;
  }
  return {
    query: (text, parameters, querySignal) => exchange({ op: 'query', text, parameters }, querySignal),
    close: () => socket.destroy(),
  };
}

type Exchange = (request: Record<string, unknown>, signal?: AbortSignal) => Promise<Rows>;

/** Numbered requests over one socket. After a lost connection or a missed limit it is of no more use. */
function exchangeOver(socket: TLSSocket, login: DatabaseLogin): Exchange {
  const waiting = new Map<number, { resolve(rows: Rows): void; reject(reason: unknown): void }>();
  let last = 0;
  let lost: FarmError | null = null;
  // Nothing is written before the server has proved its identity.
  const proved = new Promise<void>((resolve) => socket.once('secureConnect', resolve));
  const lose = (error: FarmError) => {
    lost ??= error;
    socket.destroy();
    for (const entry of [...waiting.values()]) entry.reject(lost);
  };
  socket.on('error', (error: NodeJS.ErrnoException) => lose(connectionFault(login, error)));
  socket.on('close', () => lose(unreachable(login, 'the connection was closed')));
  readJsonLines(
    socket,
    // Room for every row the server may send.
    64 * LIMITS.lineCharacters,
    (value) => {
      const answer = value as DatabaseAnswer;
      if (answer.ok) waiting.get(answer.id)?.resolve(answer.value);
      else if (answer.id === 0) lose(errorFromData(answer.error));
      else waiting.get(answer.id)?.reject(errorFromData(answer.error));
    },
    () => lose(unreachable(login, 'it did not answer in the database’s protocol')),
  );

  return (request, signal) => {
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (lost !== null) return Promise.reject(lost);
    last += 1;
    const id = last;
    return new Promise((resolve, reject) => {
      const settle = () => {
        clearTimeout(limit);
        signal?.removeEventListener('abort', onAbort);
        waiting.delete(id);
      };
      const onAbort = () => {
        settle();
        reject(signal?.reason);
      };
      const limit = setTimeout(() => lose(noAnswer(login)), login.limitMs);
      signal?.addEventListener('abort', onAbort, { once: true });
      waiting.set(id, {
        resolve: (rows) => {
          settle();
          resolve(rows);
        },
        reject: (reason) => {
          settle();
          reject(reason);
        },
      });
      proved.then(() => writeJsonLine(socket, { ...request, id }));
    });
  };
}

function connectionFault(login: DatabaseLogin, error: NodeJS.ErrnoException): FarmError {
  const code = error.code ?? '';
  return /^(ERR_TLS_|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH)/.test(code)
    ? new FarmError({
        code: 'database.certificate-refused',
        at: place(login),
        message: `The database at ${place(login)} did not prove its identity as ${login.hostName}: ${error.message}.`,
        remedy: 'Enter the name in the database’s certificate, and check that its issuer is trusted.',
      })
    : unreachable(login, code === 'ECONNREFUSED' ? 'nothing listens there' : code || error.message);
}

function unreachable(login: DatabaseLogin, why: string): FarmError {
  return new FarmError({
    code: 'database.unreachable',
    at: place(login),
    message: `The database at ${place(login)} cannot be reached: ${why}.`,
    remedy: 'Check that the database server runs, and that address and port are correct.',
  });
}

function noAnswer(login: DatabaseLogin): FarmError {
  return new FarmError({
    code: 'database.no-answer',
    at: place(login),
    message: `The database at ${place(login)} did not answer within ${login.limitMs / 1000} s.`,
    remedy: 'Check the load of the database server, then try again.',
  });
}

function place(login: DatabaseLogin): string {
  return `${login.address} port ${login.port}`;
}
