import { z } from 'zod';
import type { ErrorData } from '../../model/errors.ts';

/** Name of the database that server-level SQL runs on. */
export const MASTER = 'master';

/** Limits of the protocol: one JSON value per line over TLS. Times in milliseconds. */
export const LIMITS = {
  lineCharacters: 1024 * 1024,
  rows: 10_000,
  connections: 512,
  signInMs: 5_000,
  statementMs: 10_000,
};

const Name = z.string().min(1).max(128);
export const SqlValue = z.union([z.string(), z.number(), z.null()]);
export type SqlValue = z.infer<typeof SqlValue>;

/** Requests of a client. The first request of a connection signs in; later ones are queries, each with its own id. */
export const DatabaseRequest = z.discriminatedUnion('op', [
  z.object({
    id: z.int(),
    op: z.literal('sign-in'),
    account: Name,
    password: z.string().max(1024),
    database: Name,
  }),
  z.object({ id: z.int(), op: z.literal('query'), text: z.string(), parameters: z.record(z.string(), SqlValue) }),
]);
export type DatabaseRequest = z.infer<typeof DatabaseRequest>;

/** Rows of the last statement that gave any. */
export interface Rows {
  columns: string[];
  rows: SqlValue[][];
}

/** The answer to the request with this id; `id` 0 is for a line that could not be read. */
export type DatabaseAnswer = { id: number; ok: true; value: Rows } | { id: number; ok: false; error: ErrorData };

/** The start message of the process, over its IPC channel. */
export const StartDatabase = z.object({
  type: z.literal('start'),
  address: z.string(),
  port: z.int().min(0).max(65_535),
  certificate: z.string(),
  key: z.string(),
  administrator: Name,
  password: z.string().min(1),
});
export type StartDatabase = z.infer<typeof StartDatabase>;
