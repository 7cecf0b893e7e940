import { z } from 'zod';
import { errorData } from '../model/errors.ts';
import { parseInput } from '../model/parse.ts';
import { starterOf } from '../processes/starter.ts';
import { parseProxyConfig } from './config.ts';
import { ADMIN_STATES } from './node-pool.ts';
import { type RunningProxy, startProxy } from './proxy.ts';

/** Shorter than what a parent waits before it ends a process with force. */
const GRACE_MS = 1_000;

const Start = z.object({ type: z.literal('start'), config: z.unknown() });
const Ask = z.discriminatedUnion('type', [
  z.object({ type: z.literal('status'), id: z.int() }),
  z.object({ type: z.literal('set-node'), id: z.int() }),
  z.object({ type: z.literal('stop') }),
]);
const SetNode = z.object({
  service: z.string().nullable(),
  node: z.string(),
  state: z.enum(ADMIN_STATES),
});

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
  starter.onMessage((asked) => {
    const parsed = Ask.safeParse(asked);
    if (!parsed.success) return;
    if (parsed.data.type === 'stop') return stop();
    const { type, id } = parsed.data;
    starter.send(type === 'set-node' ? setNode(proxy, id, asked) : { type, id, status: proxy.status() });
  });
  return proxy;
}

/** Does what is asked, and gives the answer. */
function setNode(proxy: RunningProxy, id: number, asked: unknown): object {
  try {
    proxy.setNode(parseInput(SetNode, asked, 'the node to be set'));
    return { type: 'set', id, ok: true };
  } catch (error) {
    return { type: 'failed', id, ok: false, error: errorData(error) };
  }
}
