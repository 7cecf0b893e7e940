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
    .requiredOption('--who <name>', 'person who did it')
    .action((file, options) => run(() => handInCommand(file, options, new Core(parts), output))());
}

async function waitingCommand(
  path: string,
  { who, pack, out }: { who?: string; pack?: string; out?: string },
  core: Core,
  output: Output,
): Promise<number> {
  return await withFarm(core, output, { path, write: false }, async (client, farm) => {
    const all = await client.people.waiting({ farm });
    const waiting = who === undefined ? all : all.filter((one) => one.who === who);
    if (pack === undefined) return answerWaiting(waiting, output);
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
    return answerWaiting(waiting, output);
  });
}

async function handInCommand(
  path: string,
  options: { step?: string; pack?: string; file?: string; failed?: boolean; who: string },
  core: Core,
  output: Output,
): Promise<number> {
  const { step, pack, file, failed = false, who } = options;
  if ((step === undefined) === (pack === undefined))
    throw needed('step', 'Exactly one of --step and --pack is needed.', 'Use --step ID, or --pack PATH.');
  const text = await textOf(pack ?? file);
  return await withFarm(core, output, { path, write: true }, async (client, farm) => {
    if (step === undefined) {
      const { taken, problems, waiting } = await client.people.takePack({ farm, text, who }).catch(asExpected);
      for (const item of taken) output.progress(`${item}: handed in.`);
      for (const { item, error } of problems) output.progress(`${item}: ${error.message} ${error.remedy}`);
      const left = answerWaiting(waiting, output);
      return problems.length > 0 ? EXIT.badInput : left;
    }
    const outcome = failed ? 'failed' : 'done';
    const { waiting } = await client.people.handIn({ farm, item: step, outcome, text, who }).catch(asExpected);
    output.progress(`${step}: handed in. Continue with: farmwright resume ${path}`);
    return answerWaiting(waiting, output);
  });
}

async function textOf(place: string | undefined): Promise<string> {
  if (place === undefined) return '';
  if (place !== '-') return await readTextFile(place, { field: 'file', kind: 'a text file, or -', parse: String });
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return decodedText(Buffer.concat(chunks));
}

function needed(field: string, message: string, remedy: string): FarmError {
  return new FarmError({ code: 'input.invalid', field, message, remedy });
}
