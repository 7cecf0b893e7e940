import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Configuration } from './configuration.ts';
import type { DatabaseLink } from './database-link.ts';

/** Settings by key. */
export interface SharedSettings {
  /** The value, null if the key is not set. */
  read(key: string): Promise<unknown>;
  write(key: string, value: unknown): Promise<void>;
}

/** Where this application keeps its settings: the database all nodes share, or a file of the node. */
export function sharedSettings(
  { settings, folder }: Pick<Configuration, 'settings' | 'folder'>,
  database: DatabaseLink | null,
): SharedSettings {
  return settings.form === 'sql' ? inDatabase(settings, database) : inFile(join(folder, settings.file));
}

function inDatabase(statements: { read: string; write: string }, database: DatabaseLink | null): SharedSettings {
  return {
    read: async (key) => {
      const text = (await database?.query(statements.read, { key }))?.rows[0]?.[0];
      return typeof text === 'string' ? JSON.parse(text) : null;
    },
    write: async (key, value) => {
      await database?.query(statements.write, { key, value: JSON.stringify(value) });
    },
  };
}

function inFile(path: string): SharedSettings {
  const all = async () => {
    try {
      return z.record(z.string(), z.unknown()).parse(JSON.parse(await readFile(path, 'utf8')));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
      throw error;
    }
  };
  return {
    read: async (key) => (await all())[key] ?? null,
    write: async (key, value) => {
      // A reader sees the old text or the new one, never a part.
      await writeFile(`${path}.new`, `${JSON.stringify({ ...(await all()), [key]: value }, null, 2)}\n`);
      await rename(`${path}.new`, path);
    },
  };
}
