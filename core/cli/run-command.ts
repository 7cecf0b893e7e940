import type { Core } from '../api/core.ts';
import { type ErrorData, errorFromData } from '../model/errors.ts';
import type { JournalEvent } from '../model/event.ts';
import type { Secret } from '../model/secret.ts';
import { answerWaiting } from './answer-waiting.ts';
import { onEndSignals } from './end-signals.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';
import { asExpected } from './expected.ts';
import { type FarmClient, withFarm } from './farm-command.ts';
import { isFailure, type Output, tellProgress } from './output.ts';
import { resultText } from './result-text.ts';
import { readSecrets } from './secrets-input.ts';

/** Codes of failures after which a person has to do something first. */
const WAITING = ['secrets.missing'];

/** An activity with a farm file that ends with its verification. */
export type FarmDeed = (client: FarmClient, farm: string, secrets: Record<string, Secret>) => Promise<unknown>;

/**
 * `run`, `resume` and `verify`: starts the activity, prints its progress, and answers with the result.
 * @returns the exit code of the result; 3 when cancelled, 4 if a person has to do something first
 * @throws FarmError on bad input
 */
export async function farmDeedCommand(
  path: string,
  options: { secrets?: string },
  deed: FarmDeed,
  core: Core,
  output: Output,
): Promise<number> {
  const secrets = await readSecrets(options.secrets);
  return await withFarm(core, output, { path, write: true, secrets }, async (client, farm, before) => {
    let cancelled = false;
    const onSignal = () => {
      if (cancelled) process.exit(EXIT.cancelled);
      cancelled = true;
      output.progress(
        'Cancelling. Press Ctrl+C again to quit immediately; a node that the failover test stopped then stays stopped until the next verification.',
      );
      void client.farm.cancel({ farm });
    };
    const ignore = onEndSignals(onSignal);
    try {
      const events = await client.farm.events({ farm, after: before.lastEvent });
      await deed(client, farm, secrets).catch(asExpected);
      await follow(events, output);
      const { result, error, proven } = await client.farm.get({ farm });
      if (error !== null && !cancelled) return failed(error, output);
      const waiting = cancelled || proven ? [] : await client.people.waiting({ farm });
      if (waiting.length > 0) return answerWaiting(waiting, path, output);
      // An earlier verdict does not hold for a run that was cut off.
      if (result === null || !proven) return cancelled ? cutOff(error, output) : EXIT.unknown;
      output.answer(result, resultText(result));
      return cancelled ? EXIT.cancelled : exitCodeOf(result.overall);
    } finally {
      ignore();
    }
  });
}

function cutOff(error: ErrorData | null, output: Output): number {
  if (error !== null) output.fail(error);
  return EXIT.cancelled;
}

function failed(error: ErrorData, output: Output): number {
  if (!WAITING.includes(error.code)) throw errorFromData(error);
  output.fail(error);
  return EXIT.waiting;
}

/** Prints the events until nothing runs any more. */
async function follow(events: AsyncIterator<JournalEvent>, output: Output): Promise<void> {
  for (let next = await events.next(); !next.done; next = await events.next()) {
    const { body } = next.value;
    if (!isFailure(body)) tellProgress(next.value, output);
    if (body.type === 'farm.state' && body.state === 'waiting') return;
  }
}
