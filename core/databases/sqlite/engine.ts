import type { DatabaseEngine } from '../../model/database.ts';
import { addressOf, databaseHost } from '../../model/farm-parts.ts';
import { DEFAULT_PORT, printConnectionString, sameConnectionString } from './connection-string.ts';

/** SQLite behind a small server of its own: the engine of practice farms. */
export const sqlite: DatabaseEngine = {
  id: 'sqlite',
  name: 'Practice database (SQLite)',
  claims: ['practice', 'person'],
  connectionString: (farm) =>
    printConnectionString({
      address: addressOf(databaseHost(farm)),
      port: farm.database.port ?? DEFAULT_PORT,
      hostName: farm.database.hostName,
      database: farm.database.name,
      account: farm.serviceAccount,
    }),
  sameConnection: sameConnectionString,
  prepare: (farm, password) => {
    const parameters = { name: farm.database.name, account: farm.serviceAccount };
    return {
      kind: 'sql',
      title: `Database ${farm.database.name} and login ${farm.serviceAccount}`,
      part: 'server',
      database: 'master',
      statements: [
        { text: 'SELECT create_database(:name)', parameters: { name: parameters.name } },
        { text: 'SELECT create_account(:account, :password)', parameters: { account: parameters.account, password } },
        { text: 'SELECT grant_access(:account, :name)', parameters },
      ],
      verify: {
        text: 'SELECT database_exists(:name), account_can_sign_in(:account, :password), has_access(:account, :name)',
        parameters: { ...parameters, password },
        rows: [[1, 1, 1]],
      },
      undo: `Remove database ${farm.database.name} and login ${farm.serviceAccount}.`,
    };
  },
  tablesPresent: (names) => ({
    text: `SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN (${names.map((_, index) => `:table${index}`).join(', ')})`,
    parameters: Object.fromEntries(names.map((name, index) => [`table${index}`, name])),
    rows: [[names.length]],
  }),
};
