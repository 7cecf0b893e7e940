import { createRouterClient } from '@orpc/server';
import type { Core } from '../api/core.ts';
import { createRouter } from '../api/handlers.ts';
import { EXIT } from './exit-codes.ts';
import type { Output } from './output.ts';

/** `faults`: lists the faults, with the checks that each changes on a practice farm. */
export async function faultsCommand(core: Core, output: Output): Promise<number> {
  const faults = await createRouterClient(createRouter(core), { context: {} }).faults.list();
  const width = Math.max(...faults.map(({ id }) => id.length));
  output.answer(faults, faults.map(({ id, changes }) => `${id.padEnd(width)} ${changes}`).join('\n'));
  return EXIT.done;
}
