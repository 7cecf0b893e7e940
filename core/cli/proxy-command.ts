import type { Parts } from '../session/parts.ts';
import { onEndSignals } from './end-signals.ts';
import { EXIT } from './exit-codes.ts';
import type { Output } from './output.ts';

/** `proxy`: runs only the bundled proxy until it is told to end. @throws FarmError on a configuration it refuses */
export async function proxyCommand(options: { config: string }, parts: Parts, output: Output): Promise<number> {
  const control = new AbortController();
  const ignore = onEndSignals(() => control.abort());
  try {
    await parts.runProxy(
      options.config,
      (addresses) =>
        output.answer({ listening: addresses }, `Listening on ${addresses.join(' and ')}. Press Ctrl+C to end.`),
      control.signal,
    );
    return EXIT.done;
  } finally {
    ignore();
  }
}
