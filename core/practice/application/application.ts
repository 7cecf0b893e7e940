import { createHash } from 'node:crypto';
import { parseConnectionString, printConnectionString } from '../../databases/sqlite/connection-string.ts';
import type { Secret } from '../../model/secret.ts';
import { type AuditLog, auditLog } from './audit-log.ts';
import { type Arrival, type ClientAddress, clientAddressOf } from './client-address.ts';
import type { Configuration } from './configuration.ts';
import { DatabaseLink } from './database-link.ts';
import { Deviations, type ReceivedRequest, type Treatment } from './deviations.ts';
import { type SharedSettings, sharedSettings } from './shared-settings.ts';

/** The stand-in application on one node, without its servers: health, settings, audit records, facts. */
export class Application {
  readonly configuration: Configuration;
  readonly #account: string;
  readonly #database: DatabaseLink | null;
  readonly #settings: SharedSettings;
  readonly #audit: AuditLog;
  readonly #deviations: Deviations;
  /** Records that are written after so many more requests. */
  #waiting: { left: number; write(): Promise<void> }[] = [];

  /** @param password of the account, for applications with a database */
  constructor(configuration: Configuration, account: string, password: Secret) {
    this.configuration = configuration;
    this.#account = account;
    const { database } = configuration;
    this.#database = database === null ? null : new DatabaseLink(database, account, password);
    this.#settings = sharedSettings(configuration, this.#database);
    this.#audit = auditLog(configuration, this.#database);
    this.#deviations = new Deviations(configuration.deviations, configuration.name);
  }

  /** Whether the application works: its database, if it has one, answers a query. */
  async isHealthy(): Promise<boolean> {
    if (this.#database === null) return true;
    try {
      return (await this.#database.query('SELECT 1', {})).rows[0]?.[0] === 1;
    } catch {
      return false;
    }
  }

  /** The setting in force on this node, null if it is not set: the node's own before the shared one. */
  async readSetting(key: string): Promise<unknown> {
    return this.configuration.ownSettings[key] ?? (await this.#settings.read(key));
  }

  /** Writes the shared setting. It is read again for each request. */
  async writeSetting(key: string, value: unknown): Promise<void> {
    await this.#settings.write(key, value);
  }

  /** Where a request or a connection came from, with the setting in force. */
  async clientAddress(arrival: Arrival): Promise<ClientAddress> {
    const { engine, setting } = this.configuration.clientIp;
    return clientAddressOf(arrival, engine, await this.readSetting(setting));
  }

  /** Records where a connection came from; the record is kept when this resolves. */
  async record(request: { service: string; path: string; token: string | null }, from: ClientAddress): Promise<void> {
    await this.#audit({ at: new Date().toISOString(), node: this.configuration.name, ...request, ...from });
  }

  /**
   * Records where an HTTP request came from, as often and as late as this application does that.
   * @returns how to answer; all records that are not late are kept when this resolves
   */
  async recordRequest(
    request: { path: string; token: string | null },
    received: ReceivedRequest,
    from: ClientAddress,
  ): Promise<Omit<Treatment, 'records'>> {
    const { records, ...answer } = this.#deviations.treat(received, from.address);
    for (const one of this.#waiting) one.left -= 1;
    const due = this.#waiting.filter(({ left }) => left <= 0);
    this.#waiting = this.#waiting.filter((one) => !due.includes(one));
    for (const { write } of due) await write();
    for (const { at, afterMs, afterRequests, ...record } of records) {
      const write = () => this.#audit({ ...from, ...request, ...record, at: at.toISOString() });
      if (afterRequests > 0) this.#waiting.push({ left: afterRequests, write });
      else if (afterMs === null) await write();
      // A late record is lost with the node, and nobody waits for it.
      else setTimeout(() => void write().catch(() => {}), afterMs);
    }
    return answer;
  }

  /** The facts of this node, by the names in its configuration. A file is reported as its SHA-256. */
  facts(): Record<string, string> {
    const { facts, version, connection, secrets } = this.configuration;
    const told = {
      version,
      account: this.#account,
      connection: connection === null ? '' : printConnectionString(parseConnectionString(connection)),
    };
    // The same as `sha256sum` of the file, whose text ends with a newline.
    const fingerprint = (file: string) =>
      createHash('sha256')
        .update(`${secrets.get(file) ?? ''}\n`)
        .digest('hex');
    return Object.fromEntries(
      Object.entries(facts).map(([name, fact]) => [
        name,
        typeof fact === 'string' ? told[fact] : fingerprint(fact.fingerprintOf),
      ]),
    );
  }
}
