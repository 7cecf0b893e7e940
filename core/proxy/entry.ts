import { z } from 'zod';
import { errorData, FarmError } from '../model/errors.ts';
import { parseInput } from '../model/parse.ts';
import { onSaid } from '../processes/say.ts';
import { starterOf } from '../processes/starter.ts';
import { parseProxyConfig } from './config.ts';
import { ADMIN_STATES } from './node-pool.ts';
import { type RunningProxy, startProxy } from './proxy.ts';

/** Shorter than the time after which a parent kills the process. */
const GRACE_MS = 1_000;

const Start = z.object({ type: z.literal('start'), config: z.unknown() });
const Stop = z.object({ type: z.literal('stop') });
/** `set-node NODE STATE`, in every service, or `set-node NODE STATE SERVICE`. */
const SetNode = z.object({ node: z.string(), state: z.enum(ADMIN_STATES), service: z.string().nullable() });

// The proxy as a process of its own: it is told its configuration once, over the channel, then asked over it. It ends
// when the channel closes, so that it never outlives who started it. Its key is in a file; no secret is sent to it.
const starter = starterOf();
starter.onceGone(() => process.exit(0));
starter.onceMessage((message) => {
  begin(message).then(
    ({ addresses }) => starter.send({ type: 'started', addresses }),
    (error) => starter.send({ type: 'failed', error: errorData(error) }, () => process.exit(1)),
  );
});

async function begin(message: unknown): Promise<RunningProxy> {
  const { config } = parseInput(Start, message, 'the start message of the bundled proxy');
  const proxy = await startProxy(parseProxyConfig(config));
  const stop = () => void proxy.close(GRACE_MS).finally(() => process.exit(0));
  starter.onceEndAsked(stop);
  starter.onMessage((message) => {
    if (Stop.safeParse(message).success) stop();
  });
  onSaid(starter, (words) => answer(proxy, words));
  return proxy;
}

/** The status as JSON, or nothing if a node was set. @throws FarmError `input.invalid` */
function answer(proxy: RunningProxy, [word = '', ...words]: string[]): string {
  if (word === 'status') return JSON.stringify(proxy.status());
  if (word !== 'set-node') throw unknownWord(word);
  const [node, state, service = null] = words;
  proxy.setNode(parseInput(SetNode, { node, state, service }, 'the node to be set'));
  return '';
}

function unknownWord(word: string): FarmError {
  return new FarmError({
    code: 'input.invalid',
    message: `The bundled proxy does not understand «${word.slice(0, 40)}».`,
    remedy: 'Use status or set-node.',
  });
}
