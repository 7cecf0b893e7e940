import type { AuditEntry } from '../../model/audit-source.ts';
import type { ErrorData } from '../../model/errors.ts';
import type { Asked } from '../../model/reading.ts';
import type { VerifyPorts } from '../ports.ts';
import { answerTo } from './answer-to.ts';

/** Records as they were read, and the hosts on which they could not be. */
export interface ReadRecords {
  entries: AuditEntry[];
  failed: Map<string, ErrorData>;
}

/**
 * Returns the records that answer these questions, of every host that could be asked. A log that is not there yet holds
 * no record: a node makes it with its first one.
 * @throws the signal's reason when cancelled
 */
export async function readRecords(
  questions: readonly Asked<AuditEntry[]>[],
  ports: Pick<VerifyPorts, 'host'>,
  signal: AbortSignal,
): Promise<ReadRecords> {
  const failed = new Map<string, ErrorData>();
  const answers = await Promise.all(
    questions.map(async ({ host, reading, parse }) => {
      const answer = await answerTo(async () => {
        const text = await ports.host(host).read(reading, signal);
        return text === null ? [] : parse(text);
      }, signal);
      if (answer.error !== undefined) failed.set(host, answer.error);
      return answer.value ?? [];
    }),
  );
  return { entries: answers.flat(), failed };
}
