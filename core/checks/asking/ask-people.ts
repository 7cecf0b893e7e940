import { errorData } from '../../model/errors.ts';
import { READING_WAITS } from '../../model/host.ts';
import type { Asked } from '../../model/reading.ts';
import type { VerifyPorts } from '../ports.ts';

/**
 * Asks the people among the hosts all of these questions, so that they can answer them together.
 * @returns whether an answer is not there yet
 * @throws the signal's reason when cancelled
 */
export async function askPeople(
  questions: readonly Asked<unknown>[],
  ports: Pick<VerifyPorts, 'host'>,
  signal: AbortSignal,
): Promise<boolean> {
  let waits = false;
  for (const { host, reading } of questions) {
    const reached = ports.host(host);
    if (reached.answers === 'at once') continue;
    try {
      await reached.read(reading, signal);
    } catch (error) {
      signal.throwIfAborted();
      // Any other error is met again by whoever needs the answer, and told there.
      if (errorData(error).code === READING_WAITS) waits = true;
    }
  }
  return waits;
}
