import type { AuditEntry } from '../../model/audit-source.ts';
import type { Asked } from '../../model/reading.ts';
import type { VerifyPorts } from '../ports.ts';

/** Returns the records that answer these questions. A log that is not there yet holds no record: a node makes it with its first one. */
export async function readRecords(
  questions: readonly Asked<AuditEntry[]>[],
  ports: Pick<VerifyPorts, 'host'>,
  signal: AbortSignal,
): Promise<AuditEntry[]> {
  const answers = await Promise.all(
    questions.map(async ({ host, reading, parse }) => {
      const text = await ports.host(host).read(reading, signal);
      return text === null ? [] : parse(text);
    }),
  );
  return answers.flat();
}
