import { z } from 'zod';
import { errorData } from '../../model/errors.ts';
import { parseInput } from '../../model/parse.ts';
import { Secret } from '../../model/secret.ts';
import { starterOf } from '../../processes/starter.ts';
import { Application } from './application.ts';
import { readConfiguration } from './configuration.ts';
import { serve } from './serve.ts';

const Start = z.object({ type: z.literal('start'), account: z.string().min(1), password: z.string() });
const Ask = z.discriminatedUnion('type', [
  z.object({ id: z.int(), type: z.literal('facts'), macKey: z.string() }),
  z.object({ id: z.int(), type: z.literal('readSetting'), key: z.string() }),
  z.object({ id: z.int(), type: z.literal('writeSetting'), key: z.string(), value: z.unknown() }),
]);
type Ask = z.infer<typeof Ask>;

// A node: it is told its account once, over the channel, then asked over it. It ends when the channel closes.
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
  starter.onMessage((asked) => {
    const parsed = Ask.safeParse(asked);
    if (!parsed.success) return;
    const { id } = parsed.data;
    answer(application, parsed.data).then(
      (value) => starter.send({ id, ok: true, value }),
      (error) => starter.send({ id, ok: false, error: errorData(error) }),
    );
  });
}

async function answer(application: Application, ask: Ask): Promise<unknown> {
  switch (ask.type) {
    case 'facts':
      return application.facts(ask.macKey);
    case 'readSetting':
      return await application.readSetting(ask.key);
    case 'writeSetting':
      return await application.writeSetting(ask.key, ask.value);
  }
}
