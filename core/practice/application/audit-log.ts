import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClientAddress } from './client-address.ts';
import type { Configuration } from './configuration.ts';
import type { DatabaseLink } from './database-link.ts';

/** Allowed tokens: they are written into records unchanged. */
export const TOKEN = /^[A-Za-z0-9-]{8,64}$/;

/** The data of one request or connection. */
interface AuditedRequest extends ClientAddress {
  /** ISO 8601, UTC. */
  at: string;
  node: string;
  service: string;
  path: string;
  token: string | null;
}

/** Keeps a record of a request. */
export type AuditLog = (request: AuditedRequest) => Promise<void>;

/** Where this application keeps its records: a table, a text file, or nowhere. */
export function auditLog({ audit, folder }: Configuration, database: DatabaseLink | null): AuditLog {
  if (audit === null) return async () => {};
  if (audit.form === 'sql')
    return async (request) => {
      await database?.query(audit.statement, { ...request, forwarded: JSON.stringify(request.forwarded) });
    };
  return (request) => appendFile(join(folder, audit.file), `${lineOf(audit.line, request)}\n`);
}

function lineOf(template: string, request: AuditedRequest): string {
  const words: Record<string, string> = {
    ...request,
    path: request.path || '-',
    token: request.token ?? '-',
    address: request.address ?? '-',
    forwarded: request.forwarded.join(', ') || '-',
  };
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => oneLine(words[name] ?? whole));
}

/** Returns a record as one line. Text of a client cannot start another line. */
function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is replaced
  return text.replace(/[\x00-\x1f\x7f\u2028\u2029]/g, '?');
}
