import { createRouterClient } from '@orpc/server';
import type { Core } from '../api/core.ts';
import type { FarmView } from '../api/farm-contract.ts';
import { createRouter } from '../api/handlers.ts';
import type { Secret } from '../model/secret.ts';
import { asExpected } from './expected.ts';
import type { Output } from './output.ts';

/** A client of the contract in this process. */
export type FarmClient = ReturnType<typeof clientOf>;

/** @param secrets from standard input */
export function clientOf(core: Core, secrets: Record<string, Secret> = {}) {
  return createRouterClient(createRouter(core), { context: { secrets } });
}

/**
 * Opens a farm file, runs `deed` with it, and always closes it.
 * @returns what the deed returns
 * @throws FarmError what opening and the deed throw
 */
export async function withFarm<T>(
  core: Core,
  output: Output,
  open: { path: string; write: boolean; secrets?: Record<string, Secret> },
  deed: (client: FarmClient, farm: string, view: FarmView) => Promise<T>,
): Promise<T> {
  const client = clientOf(core, open.secrets);
  const { path, write } = open;
  try {
    const { farm } = await client.farm.open({ path, write }).catch(asExpected);
    const view = await client.farm.get({ farm });
    for (const notice of view.notices) output.progress(notice);
    return await deed(client, farm, view);
  } finally {
    await core.close();
  }
}
