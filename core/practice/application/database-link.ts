import { connectDatabase, type DatabaseConnection } from '../../databases/sqlite/client.ts';
import { parseConnectionString } from '../../databases/sqlite/connection-string.ts';
import type { Rows, SqlValue } from '../../databases/sqlite/protocol.ts';
import { FarmError } from '../../model/errors.ts';
import type { Secret } from '../../model/secret.ts';

const LIMIT_MS = 3_000;
const TRIES = 2;

/** The node's connection to the farm's database. It is opened when first needed and reopened after a loss. */
export class DatabaseLink {
  readonly #connect: () => Promise<DatabaseConnection>;
  #connection: Promise<DatabaseConnection> | null = null;

  constructor(
    { connection, authority, localAddress }: { connection: string; authority: string; localAddress: string },
    account: string,
    password: Secret,
  ) {
    const { address, port, hostName, database } = parseConnectionString(connection);
    this.#connect = () =>
      connectDatabase({
        address,
        port,
        hostName,
        database,
        account,
        password,
        authority,
        localAddress,
        limitMs: LIMIT_MS,
      });
  }

  /** Runs a statement; after a lost connection once more over a new one. */
  async query(text: string, parameters: Record<string, SqlValue>): Promise<Rows> {
    for (let left = TRIES; ; left -= 1) {
      this.#connection ??= this.#connect();
      const mine = this.#connection;
      try {
        return await (await mine).query(text, parameters);
      } catch (error) {
        if (error instanceof FarmError && error.code === 'database.statement-failed') throw error;
        if (this.#connection === mine) this.#connection = null;
        mine.then(
          (connection) => connection.close(),
          () => {},
        );
        const lost = error instanceof FarmError && error.code === 'database.unreachable';
        if (!lost || left <= 1) throw error;
      }
    }
  }
}
