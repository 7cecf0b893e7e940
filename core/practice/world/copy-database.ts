import { connectDatabase } from '../../databases/sqlite/client.ts';
import { parseConnectionString, printConnectionString } from '../../databases/sqlite/connection-string.ts';
import { Secret } from '../../model/secret.ts';
import type { Topology } from './topology.ts';

const LIMIT_MS = 5_000;

/**
 * Makes another database on the farm's server: the tables of the one a connection string names, without their rows,
 * open to this account.
 * @returns the connection string for it
 */
export async function copyDatabase(
  { database, authority, wizard }: Topology,
  administratorPassword: string,
  copy: { connection: string; name: string; account: string },
): Promise<string> {
  const from = parseConnectionString(copy.connection);
  const ask = async (name: string, text: string, parameters: Record<string, string> = {}) => {
    const connection = await connectDatabase({
      ...database,
      account: database.administrator,
      password: new Secret(administratorPassword),
      database: name,
      authority,
      localAddress: wizard,
      limitMs: LIMIT_MS,
    });
    try {
      return (await connection.query(text, parameters)).rows;
    } finally {
      connection.close();
    }
  };
  const [[made] = []] = await ask('master', 'SELECT create_database(:name)', { name: copy.name });
  await ask('master', 'SELECT grant_access(:account, :name)', { name: copy.name, account: copy.account });
  if (made === 1 && from.database !== copy.name) {
    const tables = await ask(from.database, "SELECT sql FROM sqlite_master WHERE type = 'table'");
    for (const [text] of tables) await ask(copy.name, String(text));
  }
  return printConnectionString({ ...from, database: copy.name });
}
