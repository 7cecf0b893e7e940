import type { AuditEntry, AuditSource } from '../../../core/model/audit-source.ts';
import { FarmError } from '../../../core/model/errors.ts';
import { nodesOf } from '../../../core/model/farm-parts.ts';
import { LOG } from './requests.ts';

/** How the stand-in writes a line of the log. */
export const LOG_LINE = '{at} {address} {service} {path}';

/** An access log on each node, as text. It holds no token: a record is known by its time and its address. */
export const textAudit: AuditSource = {
  id: 'text',
  finds: 'span',
  delayMs: 500,
  ask: (farm, { from, to }) =>
    nodesOf(farm).map(({ name }) => ({
      host: name,
      reading: { kind: 'file', path: LOG },
      parse: (text) =>
        linesOf(text)
          .map((line) => entryOf(name, line))
          .filter(({ at }) => at >= from.toISOString() && at <= to.toISOString()),
    })),
};

const RECORD = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) (\S+) (\S+) (\S+)$/;

function linesOf(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => line !== '');
}

function entryOf(node: string, raw: string): AuditEntry & { at: string } {
  const [, at, address, service, path] = RECORD.exec(raw) ?? [];
  if (at === undefined || address === undefined || service === undefined || path === undefined) throw unread(raw);
  return { node, address: address === '-' ? null : address, at, raw, service };
}

function unread(line: string): FarmError {
  return new FarmError({
    code: 'audit.unread',
    message: `A line of the access log was not understood: ${JSON.stringify(line.slice(0, 120))}.`,
    remedy: 'Hand in the log as it is.',
  });
}
