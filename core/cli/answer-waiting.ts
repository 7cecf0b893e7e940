import { EXIT } from './exit-codes.ts';
import type { FarmClient } from './farm-command.ts';
import type { Output } from './output.ts';

type Waiting = Awaited<ReturnType<FarmClient['people']['waiting']>>;

/**
 * Prints the open items of people, and the commands by which they are sent out and handed in.
 * @param path the farm file
 * @returns 4 if there are any, else 0
 */
export function answerWaiting(waiting: Waiting, path: string, output: Output): number {
  const lines = waiting.map(({ id, host, who, title, reported }) => {
    const told = `${title}${/[.!?]$/.test(title) ? '' : '.'}`;
    const said = reported === null ? '' : ` Reported by ${reported.who}: ${reported.text || 'it failed'}`;
    return `${id}  ${who}, on ${host}: ${told}${said}`;
  });
  const text = lines.length === 0 ? 'No open items.' : ['Open items:', ...lines, ...whatNext(waiting, path)].join('\n');
  output.answer({ schema: 'farmwright-waiting/1', waiting }, text);
  return waiting.length === 0 ? EXIT.done : EXIT.waiting;
}

function whatNext(waiting: Waiting, path: string): string[] {
  const file = quoted(path);
  const people = [...new Set(waiting.map(({ who }) => who))];
  return [
    '',
    'Write the instructions for each person, hand the filled-in documents in, then continue:',
    ...people.map((who) => `  farmwright waiting ${file} --who ${quoted(who)} --pack md --out ${packName(who)}`),
    `  farmwright hand-in ${file} --pack ${packName(people[0] ?? '')}`,
    `  farmwright resume ${file}`,
  ];
}

function packName(who: string): string {
  return quoted(`${who.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')}.md`);
}

/** A word of a command line, in quotation marks where it needs them. */
function quoted(word: string): string {
  return /^[\p{L}\p{N}_./:\\-]+$/u.test(word) ? word : `"${word.replace(/["$`\\]/g, '\\$&')}"`;
}
