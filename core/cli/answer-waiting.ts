import { EXIT } from './exit-codes.ts';
import type { FarmClient } from './farm-command.ts';
import type { Output } from './output.ts';

type Waiting = Awaited<ReturnType<FarmClient['people']['waiting']>>;

/** Prints the open items of people. @returns 4 if there are any, else 0 */
export function answerWaiting(waiting: Waiting, output: Output): number {
  const lines = waiting.map(({ id, host, who, title, reported }) => {
    const said = reported === null ? '' : ` Reported by ${reported.who}: ${reported.text || 'it failed'}`;
    return `${id}  ${who}, on ${host}: ${title}${said}`;
  });
  const text = lines.length === 0 ? 'No open items.' : ['Open items:', ...lines].join('\n');
  output.answer({ schema: 'farmwright-waiting/1', waiting }, text);
  return waiting.length === 0 ? EXIT.done : EXIT.waiting;
}
