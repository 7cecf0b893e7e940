import { type Command, Option } from 'commander';
import { Core } from '../api/core.ts';
import { FarmError } from '../model/errors.ts';
import type { Parts } from '../session/parts.ts';
import { answerWaiting } from './answer-waiting.ts';
import { EXIT } from './exit-codes.ts';
import { asExpected } from './expected.ts';
import { withFarm } from './farm-command.ts';
import type { Run } from './farm-commands.ts';
import type { Output } from './output.ts';
import { decodedText, readTextFile, writeOut } from './text-files.ts';

/** Adds the commands for open items of people and for their answers. */
export function addPeopleCommands(program: Command, parts: Parts, output: Output, run: Run): void {
  const json = () => new Option('--json', 'print exactly one JSON document');
  program
    .command('waiting <file>')
    .description('Lists open items of people, or writes those of one person to a document')
    .addOption(json())
    .option('--who <name>', 'only items of this person or team')
    .option('--pack <format>', 'md or html: write a document with a block for each answer')
    .option('--out <path>', 'path of the document')
    .action((file, options) => run(() => waitingCommand(file, options, new Core(parts), output))());
  program
    .command('hand-in <file>')
    .description('Hands in the answer for one step or reading, or a filled-in document')
    .addOption(json())
    .option('--step <id>', 'id of the step or reading')
    .option('--pack <path>', 'filled-in document of the command waiting')
    .option('--file <path>', 'text file with the answer; “-”: read it from standard input')
    .option('--failed', 'the step could not be done')
    .option('--who <name>', 'person who did it; a document has the names itself')
    .action((file, options) => run(() => handInCommand(file, options, new Core(parts), output))());
}

async function waitingCommand(
  path: string,
  { who, pack, out }: { who?: string; pack?: string; out?: string },
  core: Core,
  output: Output,
): Promise<number> {
  return await withFarm(core, output, { path, write: false }, async (client, farm, { people }) => {
    const all = await client.people.waiting({ farm });
    if (who !== undefined && ![...Object.values(people), ...all.map((one) => one.who)].includes(who))
      throw nobody(who, people);
    const waiting = who === undefined ? all : all.filter((one) => one.who === who);
    if (pack === undefined) return answerWaiting(waiting, path, output);
    if (pack !== 'md' && pack !== 'html') throw needed('pack', `The format “${pack}” is not known.`, 'Use md or html.');
    if (who === undefined || out === undefined)
      throw needed(
        who === undefined ? 'who' : 'out',
        `--${who === undefined ? 'who' : 'out'} is missing.`,
        'Use --who NAME --pack md --out PATH.',
      );
    const { text } = await client.people.pack({ farm, who, format: pack }).catch(asExpected);
    await writeOut(out, text);
    output.progress(`Written to ${out}.`);
    return answerWaiting(waiting, path, output);
  });
}

async function handInCommand(
  path: string,
  options: { step?: string; pack?: string; file?: string; failed?: boolean; who?: string },
  core: Core,
  output: Output,
): Promise<number> {
  const { step, pack, file, failed = false, who = '' } = options;
  if ((step === undefined) === (pack === undefined))
    throw needed('step', 'Exactly one of --step and --pack is needed.', `Use --step ID, or --pack PATH. ${HELP}`);
  if (step !== undefined && who === '')
    throw needed('who', '--who is missing.', `Use --who NAME: the person who did it. ${HELP}`);
  const text = await textOf(pack ?? file);
  return await withFarm(core, output, { path, write: true }, async (client, farm) => {
    if (step === undefined) {
      const { taken, problems, waiting } = await client.people.takePack({ farm, text, who }).catch(asExpected);
      for (const item of taken) output.progress(`${item}: handed in.`);
      for (const { item, error } of problems) output.progress(`${item}: ${error.message} ${error.remedy}`);
      if (taken.length > 0) output.progress(`Continue with: farmwright resume ${path}`);
      const left = answerWaiting(waiting, path, output);
      return problems.length > 0 ? EXIT.badInput : left;
    }
    const outcome = failed ? 'failed' : 'done';
    const { waiting } = await client.people.handIn({ farm, item: step, outcome, text, who }).catch(asExpected);
    output.progress(`${step}: handed in. Continue with: farmwright resume ${path}`);
    return answerWaiting(waiting, path, output);
  });
}

async function textOf(place: string | undefined): Promise<string> {
  if (place === undefined) return '';
  if (place !== '-') return await readTextFile(place, { field: 'file', kind: 'a text file, or -', parse: String });
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return decodedText(Buffer.concat(chunks));
}

const HELP = 'All options: farmwright hand-in --help';

function nobody(who: string, people: Record<string, string>): FarmError {
  const names = [...new Set(Object.values(people))];
  return needed(
    'who',
    `Nobody is called “${who}” in this farm.`,
    names.length === 0 ? 'No person works at its hosts.' : `Use one of: ${names.join(', ')}.`,
  );
}

function needed(field: string, message: string, remedy: string): FarmError {
  return new FarmError({ code: 'input.invalid', field, message, remedy });
}
