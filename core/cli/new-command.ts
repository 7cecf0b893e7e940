import type { Core } from '../api/core.ts';
import { readAnswers } from './answers-file.ts';
import { EXIT } from './exit-codes.ts';
import { asExpected } from './expected.ts';
import { clientOf } from './farm-command.ts';
import type { Output } from './output.ts';

/**
 * `new FILE`: creates a farm file from answers.
 * @throws FarmError that names the field and, if there is a file of answers, its line
 */
export async function newCommand(
  path: string,
  options: { profile: string; answers?: string },
  core: Core,
  output: Output,
): Promise<number> {
  const { profile } = options;
  const answers = options.answers === undefined ? null : await readAnswers(options.answers);
  try {
    await clientOf(core)
      .farm.create({ path, profile, answers: answers === null ? undefined : (answers.value ?? {}) })
      .catch(asExpected);
  } catch (error) {
    throw answers === null ? error : answers.locate(error);
  }
  output.answer({ path }, `Created ${path}. To see the steps: farmwright plan ${path}`);
  return EXIT.done;
}

/** `schema ID`: prints the JSON Schema of the answers. */
export async function schemaCommand(profile: string, core: Core, output: Output): Promise<number> {
  const schema = await clientOf(core).farm.schema({ profile }).catch(asExpected);
  output.answer(schema, JSON.stringify(schema, null, 2));
  return EXIT.done;
}

/** `restore FILE`: replaces a damaged farm file with its last good copy. */
export async function restoreCommand(path: string, core: Core, output: Output): Promise<number> {
  const { damaged } = await clientOf(core).farm.restore({ path }).catch(asExpected);
  const kept = damaged === null ? '' : ` The damaged file is kept as ${damaged}.`;
  output.answer({ path, damaged }, `${path} now contains the last good copy.${kept}`);
  return EXIT.done;
}
