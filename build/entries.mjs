/** Every process entry but Electron's main process: name of its bundle, and its source. The one list. */
export const ENTRIES = {
  cli: 'core/cli/main.ts',
  'core-process': 'electron/core-process.ts',
  server: 'core/server/main.ts',
  'practice-world': 'core/practice/world/entry.ts',
  'practice-node': 'core/practice/application/entry.ts',
  'program-keeper': 'core/practice/keeper/entry.ts',
  database: 'core/databases/sqlite/entry.ts',
  proxy: 'core/proxy/entry.ts',
};
