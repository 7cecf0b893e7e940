import { readFile } from 'node:fs/promises';
import { createRouterClient } from '@orpc/server';
import type { Core } from '../api/core.ts';
import { createRouter } from '../api/handlers.ts';
import { FarmError } from '../model/errors.ts';
import { EXIT } from './exit-codes.ts';
import { asExpected } from './expected.ts';
import type { Output } from './output.ts';

/**
 * `resolve`: what each case's engine makes of its request, beside what the case expects.
 * @returns 0 where all cases of known engines agree, else 1
 * @throws FarmError where the file cannot be read or is of another form
 */
export async function resolveCommand(options: { cases: string }, core: Core, output: Output): Promise<number> {
  const { cases } = (await readJson(options.cases)) as { cases: never };
  const client = createRouterClient(createRouter(core), { context: {} });
  const results = await client.engines.resolve({ cases }).catch(asExpected);
  const differing = results.filter(({ agrees }) => agrees === false);
  output.answer(
    { schema: 'farmwright-resolve/1', results },
    results
      .map(
        ({ id, agrees, actual }) =>
          `${agrees === null ? 'left out' : agrees ? 'agrees' : 'DIFFERS'} ${id} ${JSON.stringify(actual)}`,
      )
      .join('\n'),
  );
  return differing.length === 0 ? EXIT.done : EXIT.notReady;
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new FarmError({
      code: 'file.unreadable',
      field: 'cases',
      message: `${path} cannot be read: ${(error as Error).message}`,
      remedy: 'Give the path of a JSON file.',
      at: path,
    });
  }
}
