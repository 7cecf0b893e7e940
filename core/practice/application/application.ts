import { createHash } from 'node:crypto';
import { parseConnectionString, printConnectionString } from '../../databases/sqlite/connection-string.ts';
import { parseInput } from '../../model/parse.ts';
import type { Secret } from '../../model/secret.ts';
import type { ClientAddress } from './client-address.ts';
import { type Configuration, IpDetection } from './configuration.ts';
import { DatabaseLink } from './database-link.ts';

const IP_DETECTION = 'ipDetection';

/** The practice application on one node, without its web server: settings, audit records, facts. */
export class Application {
  readonly configuration: Configuration;
  readonly #account: string;
  readonly #database: DatabaseLink;

  constructor(configuration: Configuration, account: string, password: Secret) {
    this.configuration = configuration;
    this.#account = account;
    this.#database = new DatabaseLink(configuration, account, password);
  }

  /** Whether it is signed in to its database at this moment: a real query is answered. */
  async isHealthy(): Promise<boolean> {
    try {
      return (await this.#database.query('SELECT 1', {})).rows[0]?.[0] === 1;
    } catch {
      return false;
    }
  }

  /** The setting in force on this node, null where it is not set: the node's own before the shared one. */
  async readSetting(key: string): Promise<unknown> {
    const { ipDetection } = this.configuration;
    if (key === IP_DETECTION && ipDetection !== undefined) return ipDetection;
    const { rows } = await this.#database.query('SELECT value FROM settings WHERE key = :key', { key });
    const text = rows[0]?.[0];
    return typeof text === 'string' ? JSON.parse(text) : null;
  }

  /** Writes the shared setting; every node reads it with its next request. */
  async writeSetting(key: string, value: unknown): Promise<void> {
    await this.#database.query(
      'DELETE FROM settings WHERE key = :key; INSERT INTO settings (key, value) VALUES (:key, :value)',
      {
        key,
        value: JSON.stringify(value),
      },
    );
  }

  async ipDetection(): Promise<IpDetection | null> {
    const setting = await this.readSetting(IP_DETECTION);
    return setting === null ? null : parseInput(IpDetection, setting, 'the setting ipDetection');
  }

  /** Writes down where a request came from. */
  async record(token: string, path: string, { peer, forwarded, resolved }: ClientAddress): Promise<void> {
    const { name: node, audit } = this.configuration;
    if (!audit) return;
    await this.#database.query(
      'INSERT INTO audit (token, node, path, peer, forwarded, resolved, at) VALUES (:token, :node, :path, :peer, :forwarded, :resolved, :at)',
      { token, node, path, peer, forwarded: JSON.stringify(forwarded), resolved, at: new Date().toISOString() },
    );
  }

  /** What the node says of itself, by name. Of the key ring only the SHA-256, as `sha256sum` tells it of its file. */
  facts(): Record<string, string> {
    const { connection, keyRing, version } = this.configuration;
    return {
      version,
      account: this.#account,
      connection: printConnectionString(parseConnectionString(connection)),
      'key-ring': createHash('sha256').update(`${keyRing}\n`).digest('hex'),
    };
  }
}
