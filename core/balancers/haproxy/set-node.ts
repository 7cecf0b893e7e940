import { FarmError } from '../../model/errors.ts';
import { nameWord, serverWord } from './configuration-word.ts';

/**
 * The line that drains a node or puts it back into the pool, for the runtime interface: one connection, this line with a
 * final newline, then its answer until HAProxy ends the connection. To be read by `readSetNodeAnswer`.
 *
 * A node that drains ends what is under way and is given nothing new. Its state is what `show stat` tells; its weight
 * makes clients that persistence has kept on it move on (see `sourcePersistence`). A restart of HAProxy forgets both.
 *
 * Sources: HAProxy management guide 2.6, 9.3 `set server <backend>/<server> state`, `weight`; 9.2 for `;`.
 * @throws FarmError `balancer.value-unsafe`
 */
export function setNodeLine(service: string, node: string, state: 'drain' | 'ready'): string {
  const server = `${nameWord(service, 'service')}/${serverWord(node, 'node')}`;
  const weight = state === 'drain' ? '0%' : '100%';
  return `set server ${server} weight ${weight};set server ${server} state ${state}`;
}

/**
 * The answer to `setNodeLine`: HAProxy says nothing if it did what was asked, and otherwise why not.
 * @throws FarmError `balancer.command-refused` with its words
 */
export function readSetNodeAnswer(text: string): void {
  const said = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (said.length === 0) return;
  throw new FarmError({
    code: 'balancer.command-refused',
    message: `HAProxy did not set the node: ${[...new Set(said)].join(' ').slice(0, 300)}`,
    remedy: 'Check that the node is in the balancer’s configuration and that the socket’s level is admin.',
  });
}
