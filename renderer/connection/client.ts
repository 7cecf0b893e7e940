import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../../core/api/contract.ts';
import { type Line, openLine } from './line.ts';

/** The line to the core this page was loaded from. */
export const line: Line = openLine(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api`);

/** The core's contract. A call made while the line is down waits for the next one, for a limited time. */
export const client: ContractRouterClient<Contract> = createORPCClient({
  call: async (path, input, options) => (await line.opened()).call(path, input, options),
});
