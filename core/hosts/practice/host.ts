import { isDeepStrictEqual } from 'node:util';
import { FarmError } from '../../model/errors.ts';
import type { HostAction, HostClient, Inspection, NodeFacts } from '../../model/host-client.ts';

type SqlAction = Extract<HostAction, { kind: 'sql' }>;
type Rows = { rows: (string | number | null)[][] };

/** Name of the database that server-level SQL runs on. */
const MASTER = 'master';

/** How a practice host is reached. */
export interface PracticeHostPorts {
  /** Asks the practice world, see `WorldClient.call` in core/practice/client.ts. */
  call(
    op: 'inspect' | 'perform' | 'readFile' | 'readSetting' | 'readFacts' | 'readStatus' | 'setNode' | 'setService',
    args: Record<string, unknown>,
    options: { signal: AbortSignal },
  ): Promise<unknown>;
  /** Name of the host in the world. */
  host: string;
  /** Runs SQL as the database's administrator, over the wizard's own connection; for the database host only. */
  sql?: {
    query(database: string, text: string, parameters: Record<string, string>, signal: AbortSignal): Promise<Rows>;
  };
}

/**
 * A host of a practice world. Files, keys, certificates, settings and services are the world's; SQL goes from the
 * wizard to the database over TLS, as it would on a real farm.
 */
export function practiceHost({ call, host, sql }: PracticeHostPorts): HostClient {
  const query = (action: SqlAction, text: string, parameters: Record<string, string>, signal: AbortSignal) => {
    if (sql === undefined) throw noSql(host);
    return sql.query(action.part === 'server' ? MASTER : action.database, text, parameters, signal);
  };
  const verify = async (action: SqlAction, signal: AbortSignal): Promise<Inspection> => {
    const { text, parameters, rows } = action.verify;
    const found = await query(action, text, parameters, signal);
    if (isDeepStrictEqual(found.rows, rows)) return { state: 'in place', detail: 'the database answers as planned' };
    return { state: 'differs', detail: 'the database answers something else than planned' };
  };
  return {
    inspect: async (action, signal) => {
      if (action.kind !== 'sql') return (await call('inspect', { host, action }, { signal })) as Inspection;
      try {
        return await verify(action, signal);
      } catch (error) {
        if (!(error instanceof FarmError) || !NOT_THERE.includes(error.code)) throw error;
        return { state: 'missing', detail: error.message };
      }
    },
    perform: async (action, signal) => {
      if (action.kind !== 'sql') return void (await call('perform', { host, action }, { signal }));
      for (const { text, parameters } of action.statements) await query(action, text, parameters, signal);
      if ((await verify(action, signal)).state !== 'in place') throw notAsPlanned(host, action.database);
    },
    readFile: async (path, signal) => (await call('readFile', { host, path }, { signal })) as string | null,
    readSetting: (key, signal) => call('readSetting', { host, key }, { signal }),
    readFacts: async (macKey, signal) => (await call('readFacts', { host, macKey }, { signal })) as NodeFacts,
    readStatus: async (service, signal) => (await call('readStatus', { host, service }, { signal })) as string,
    setNode: async (service, node, state, signal) =>
      void (await call('setNode', { host, service, node, state }, { signal })),
    setService: async (service, state, signal) => void (await call('setService', { host, service, state }, { signal })),
  };
}

/** A question that cannot be asked because the database or its tables are not there; a refused sign-in is no answer. */
const NOT_THERE = ['database.not-found', 'database.statement-failed'];

function noSql(host: string): FarmError {
  return new FarmError({
    code: 'host.no-sql',
    at: host,
    message: `${host} has no database that could be asked.`,
    remedy: 'Run SQL on the database host.',
  });
}

function notAsPlanned(host: string, database: string): FarmError {
  return new FarmError({
    code: 'database.not-as-planned',
    at: host,
    message: `The script ran without an error, but ${database} does not answer as planned afterwards.`,
    remedy: 'See whether another script changed the same things, then run the step again.',
  });
}
