import { isDeepStrictEqual } from 'node:util';
import { type BoundAction, limitOf } from '../../model/action.ts';
import { FarmError } from '../../model/errors.ts';
import type { Host, Inspection } from '../../model/host.ts';
import type { Reading } from '../../model/reading.ts';

type SqlAction = Extract<BoundAction, { kind: 'sql' }>;
type SignsInAs = Extract<Reading, { kind: 'sql' }>['as'];
type Rows = { rows: (string | number | null)[][] };

/** Name of the database that server-level SQL runs on. */
const MASTER = 'master';
/** How much longer than the action itself its answer may take. */
const SLACK_MS = 5_000;

/** How a practice host is reached. */
export interface PracticeHostPorts {
  /** Asks the practice world, see `WorldClient.call` in core/practice/client.ts. */
  call(
    op: 'inspect' | 'perform' | 'read' | 'service',
    args: Record<string, unknown>,
    options: { signal: AbortSignal; limitMs?: number },
  ): Promise<unknown>;
  /** Name of the host in the world. */
  host: string;
  /** Runs SQL over the wizard's own connection; for the database host only. */
  sql?: {
    query(
      as: SignsInAs,
      database: string,
      text: string,
      parameters: Record<string, string>,
      signal: AbortSignal,
    ): Promise<Rows>;
  };
}

/**
 * A host of a practice world. The world carries actions and readings to it; SQL goes from the wizard to the database over
 * TLS, as it would on a real farm.
 */
export function practiceHost({ call, host, sql }: PracticeHostPorts): Host {
  const query = (
    as: SignsInAs,
    database: string,
    { text, parameters }: { text: string; parameters: Record<string, string> },
    signal: AbortSignal,
  ) => {
    if (sql === undefined) throw noSql(host);
    return sql.query(as, database, text, parameters, signal);
  };
  const databaseOf = (action: SqlAction) => (action.part === 'server' ? MASTER : action.database);
  const verify = async (action: SqlAction, signal: AbortSignal): Promise<Inspection> => {
    const found = await query('administrator', databaseOf(action), action.verify, signal);
    if (isDeepStrictEqual(found.rows, action.verify.rows))
      return { state: 'in place', detail: 'the database answers as planned' };
    return { state: 'differs', detail: 'the database answers something else than planned' };
  };
  return {
    name: host,
    kind: 'practice',
    takes: 'values',
    answers: 'at once',
    inspect: async (action, _of, signal) => {
      if (action.kind !== 'sql') return (await call('inspect', { host, action }, { signal })) as Inspection;
      try {
        return await verify(action, signal);
      } catch (error) {
        if (!(error instanceof FarmError) || !NOT_THERE.includes(error.code)) throw error;
        return { state: 'missing', detail: error.message };
      }
    },
    perform: async (action, _of, signal) => {
      if (action.kind !== 'sql') {
        await call('perform', { host, action }, { signal, limitMs: limitOf(action) + SLACK_MS });
        return 'performed';
      }
      const { unless } = action;
      if (unless !== undefined) {
        const { rows } = await query('administrator', databaseOf(action), unless, signal);
        if (isDeepStrictEqual(rows, unless.rows)) throw stopped(host, unless);
      }
      for (const statement of action.statements) await query('administrator', databaseOf(action), statement, signal);
      if ((await verify(action, signal)).state !== 'in place') throw notAsPlanned(host, action.database);
      return 'performed';
    },
    read: async (reading, signal) => {
      if (reading.kind !== 'sql') return (await call('read', { host, reading }, { signal })) as string | null;
      return JSON.stringify((await query(reading.as, reading.database, reading, signal)).rows);
    },
    service: async (name, state, signal) => void (await call('service', { host, name, state }, { signal })),
  };
}

/** A question that cannot be asked because the database or its tables are not there; a refused sign-in is no answer. */
const NOT_THERE = ['database.not-found', 'database.statement-failed'];

function noSql(host: string): FarmError {
  return new FarmError({
    code: 'host.no-sql',
    at: host,
    message: `${host} has no database.`,
    remedy: 'Run SQL on the database host.',
  });
}

function stopped(host: string, { message, remedy }: NonNullable<SqlAction['unless']>): FarmError {
  return new FarmError({ code: 'database.precondition', at: host, message, remedy });
}

function notAsPlanned(host: string, database: string): FarmError {
  return new FarmError({
    code: 'database.not-as-planned',
    at: host,
    message: `The script ran without an error, but ${database} does not answer as planned afterwards.`,
    remedy: 'See whether another script changed the same things, then run the step again.',
  });
}
