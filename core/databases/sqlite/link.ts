import type { Secret } from '../../model/secret.ts';
import { connectDatabase, type DatabaseConnection, type DatabaseLogin } from './client.ts';
import type { Rows } from './protocol.ts';

/** An account of the server and its password. */
export interface Account {
  account: string;
  password: Secret;
}

/** One server, with a connection for each account and database, opened when first asked for and again when lost. */
export class DatabaseLink {
  readonly #server: Omit<DatabaseLogin, 'account' | 'password' | 'database'>;
  readonly #connections = new Map<string, { password: Secret; open: Promise<DatabaseConnection> }>();

  constructor(server: Omit<DatabaseLogin, 'account' | 'password' | 'database'>) {
    this.#server = server;
  }

  /** @throws FarmError what the connection or the statement meets; see `connectDatabase` */
  async query(
    who: Account,
    database: string,
    text: string,
    parameters: Record<string, string>,
    signal: AbortSignal,
  ): Promise<Rows> {
    const key = `${who.account} ${database}`;
    const open = this.#open(key, who, database, signal);
    try {
      return await (await open).query(text, parameters, signal);
    } catch (error) {
      // This connection may be lost, so the next query opens a new one.
      if (this.#connections.get(key)?.open === open) this.#connections.delete(key);
      closeQuietly(open);
      throw error;
    }
  }

  /** A password that was entered anew is signed in with anew, also where it is the same one. */
  #open(key: string, who: Account, database: string, signal: AbortSignal): Promise<DatabaseConnection> {
    const known = this.#connections.get(key);
    if (known?.password === who.password) return known.open;
    if (known !== undefined) closeQuietly(known.open);
    const open = connectDatabase({ ...this.#server, ...who, database }, signal);
    this.#connections.set(key, { password: who.password, open });
    return open;
  }

  close(): void {
    for (const { open } of this.#connections.values()) closeQuietly(open);
    this.#connections.clear();
  }
}

function closeQuietly(open: Promise<DatabaseConnection>): void {
  open.then(
    (connection) => connection.close(),
    // It never opened, and who asked was told why.
    () => {},
  );
}
