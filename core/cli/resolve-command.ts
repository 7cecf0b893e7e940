import { createRouterClient } from '@orpc/server';
import type { Core } from '../api/core.ts';
import { createRouter } from '../api/handlers.ts';
import { EXIT } from './exit-codes.ts';
import { asExpected } from './expected.ts';
import type { Output } from './output.ts';
import { readTextFile } from './text-files.ts';

/**
 * `resolve`: prints the address that each case's engine finds, and whether it is the expected one.
 * @returns 0 if all cases of known engines agree, else 1
 * @throws FarmError if the file cannot be read or has another form
 */
export async function resolveCommand(options: { cases: string }, core: Core, output: Output): Promise<number> {
  const { cases } = await readTextFile(options.cases, {
    field: 'cases',
    kind: 'a JSON file',
    parse: (text): { cases: never } => JSON.parse(text),
  });
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
