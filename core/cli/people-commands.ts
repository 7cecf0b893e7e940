import { readFile, writeFile } from 'node:fs/promises';
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

/** The commands on what a farm waits for, and on what people hand in. */
export function addPeopleCommands(program: Command, parts: Parts, output: Output, run: Run): void {
  const json = () => new Option('--json', 'print exactly one JSON document');
  program
    .command('waiting <file>')
    .description('Lists what the farm waits for, or writes all that one person is asked for')
    .addOption(json())
    .option('--who <name>', 'only what this person or team is asked for')
    .option('--pack <format>', 'md or html: write it as a document, with a block for each answer')
    .option('--out <path>', 'where the document is written')
    .action((file, options) => run(() => waitingCommand(file, options, new Core(parts), output))());
  program
    .command('hand-in <file>')
    .description('Hands in what a person did or saw: one step or reading, or a filled-in document')
    .addOption(json())
    .option('--step <id>', 'the step or the reading')
    .option('--pack <path>', 'a filled-in document of the command waiting')
    .option('--file <path>', 'what was seen; “-”: read it from standard input')
    .option('--failed', 'it could not be done')
    .requiredOption('--who <name>', 'who did it')
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
    if (pack !== 'md' && pack !== 'html') throw needed('pack', `“${pack}” is not known`, 'Use md or html.');
    if (who === undefined || out === undefined)
      throw needed(who === undefined ? 'who' : 'out', 'it is missing', 'Use --who NAME --pack md --out PATH.');
    const { text } = await client.people.pack({ farm, who, format: pack }).catch(asExpected);
    await writeFile(out, text).catch((error: Error) => {
      throw needed('out', `${out} cannot be written: ${error.message}`, 'Use a path in a folder that exists.');
    });
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
    throw needed('step', 'one of --step and --pack is needed', 'Use --step ID, or --pack PATH.');
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
    output.progress(`${step}: handed in. Go on with: farmwright resume ${path}`);
    return answerWaiting(waiting, output);
  });
}

async function textOf(place: string | undefined): Promise<string> {
  if (place === undefined) return '';
  if (place !== '-')
    return await readFile(place, 'utf8').catch((error: Error) => {
      throw needed('file', `${place} cannot be read: ${error.message}`, 'Use the path of a text file, or -.');
    });
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function needed(field: string, what: string, remedy: string): FarmError {
  return new FarmError({ code: 'input.invalid', field, message: `${field}: ${what}.`, remedy });
}
