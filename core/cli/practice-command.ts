import type { Core } from '../api/core.ts';
import { type ErrorData, errorFromData, FarmError } from '../model/errors.ts';
import type { JournalEvent } from '../model/event.ts';
import type { Result } from '../model/result.ts';
import { onEndSignals } from './end-signals.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';
import { asExpected } from './expected.ts';
import { clientOf } from './farm-command.ts';
import { isFailure, type Output, tellProgress } from './output.ts';
import { resultText } from './result-text.ts';
import { readSecrets } from './secrets-input.ts';

export interface PracticeOptions {
  nodes: string;
  balancer: string;
  profile: string;
  waf?: boolean;
  fault: string[];
  fix?: boolean;
  keep?: boolean;
  secrets?: string;
}

/**
 * `practice`: sets up, verifies and removes a practice farm.
 * @returns the exit code of its result; 3 when cancelled
 * @throws FarmError on bad input, and if the practice hosts could not be created
 */
export async function practiceCommand(options: PracticeOptions, core: Core, output: Output): Promise<number> {
  const secrets = await readSecrets(options.secrets);
  const client = clientOf(core, secrets);
  const { farm } = await client.farm
    .startPractice({
      nodes: wholeNumber(options.nodes, 'nodes'),
      balancer: options.balancer,
      profile: options.profile,
      waf: options.waf ?? false,
      faults: options.fault,
    })
    .catch(asExpected);
  let cancelled = false;
  const onSignal = () => {
    if (cancelled) process.exit(EXIT.cancelled);
    cancelled = true;
    output.progress('Cancelling. Press Ctrl+C again to quit immediately.');
    void client.farm.cancel({ farm });
  };
  const ignore = onEndSignals(onSignal);
  try {
    const events = await client.farm.events({ farm });
    let error = await follow(events, output);
    if (options.fix && error === null && !cancelled) {
      await client.farm.run({ farm });
      error = await follow(events, output);
    }
    ignore();
    if (options.keep && !cancelled && error === null) await keep(output);
    const { result } = await client.farm.endPractice({ farm });
    // After an error there is no verdict for the farm that was asked for.
    if (error !== null && !cancelled) throw errorFromData(error);
    if (result !== null) output.answer(result, resultText(result));
    return exitCode(result, cancelled);
  } finally {
    ignore();
    await core.close();
  }
}

function exitCode(result: Result | null, cancelled: boolean): number {
  if (cancelled) return EXIT.cancelled;
  return result === null ? EXIT.unknown : exitCodeOf(result.overall);
}

/** Prints the events until nothing runs any more. @returns the error at the end, if any */
async function follow(events: AsyncIterator<JournalEvent>, output: Output): Promise<ErrorData | null> {
  for (let next = await events.next(); !next.done; next = await events.next()) {
    const { body } = next.value;
    if (!isFailure(body)) tellProgress(next.value, output);
    if (body.type === 'farm.state' && body.state === 'waiting') return body.error ?? null;
  }
  return null;
}

async function keep(output: Output): Promise<void> {
  output.progress('The farm keeps running. Press Ctrl+C to remove it.');
  await new Promise<void>((resolve) => {
    const ignore = onEndSignals(() => {
      ignore();
      resolve();
    });
  });
}

function wholeNumber(text: string, field: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new FarmError({
    code: 'input.invalid',
    field,
    message: `The value “${text}” of --${field} is not a whole number.`,
    remedy: 'Enter a whole number, such as 3.',
  });
}
