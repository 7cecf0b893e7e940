import { z } from 'zod';
import { errorData, FarmError } from '../../model/errors.ts';
import { parseInput } from '../../model/parse.ts';
import { Secret } from '../../model/secret.ts';
import { onSaid } from '../../processes/say.ts';
import { starterOf } from '../../processes/starter.ts';
import { Application } from './application.ts';
import { readConfiguration } from './configuration.ts';
import { serve } from './serve.ts';

const Start = z.object({ type: z.literal('start'), account: z.string().min(1), password: z.string() });

// A node: it gets its account in one start message, then requests, all over the channel. It ends when the channel closes.
const starter = starterOf();
starter.onceGone(() => process.exit(0));
starter.onceMessage((message) => {
  begin(message).then(
    () => starter.send({ type: 'started' }),
    (error) => starter.send({ type: 'failed', error: errorData(error) }, () => process.exit(1)),
  );
});

async function begin(message: unknown): Promise<void> {
  const { account, password } = parseInput(Start, message, 'the start message of the application');
  const application = new Application(readConfiguration(process.cwd()), account, new Secret(password));
  await serve(application);
  onSaid(starter, (words, stdin) => answer(application, words, stdin));
}

/**
 * What the node says to `facts NAME`, `settings read KEY`, which is nothing if it is not set, and `settings write KEY`
 * with JSON beside it.
 */
async function answer(
  application: Application,
  [subject = '', ...words]: string[],
  stdin: string | null,
): Promise<string> {
  const [first = '', second = ''] = words;
  const facts: Record<string, string> = subject === 'facts' ? application.facts() : {};
  if (Object.hasOwn(facts, first)) return facts[first] ?? '';
  if (subject !== 'settings' || !['read', 'write'].includes(first) || second === '')
    throw unknownWords([subject, ...words]);
  if (first === 'write') {
    await application.writeSetting(second, JSON.parse(stdin ?? ''));
    return '';
  }
  const value = await application.readSetting(second);
  return value === null ? '' : JSON.stringify(value);
}

function unknownWords(words: string[]): FarmError {
  return new FarmError({
    code: 'input.invalid',
    message: `The application does not understand «${words.join(' ').slice(0, 80)}».`,
    remedy: 'Use facts, settings read or settings write.',
  });
}
