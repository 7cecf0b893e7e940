import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../../core/api/contract.ts';
import { desktop } from './desktop.ts';
import { openDesktopLine } from './desktop-line.ts';
import type { Line } from './line.ts';
import { openSocketLine } from './socket-line.ts';

/** The line to the core: the desktop window brings one, a browser asks the server this page was loaded from. */
export const line: Line =
  desktop === null
    ? openSocketLine(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api`)
    : openDesktopLine(desktop);

/** The core's contract. A call made while the line is down waits for the next one, for a limited time. */
export const client: ContractRouterClient<Contract> = createORPCClient({
  call: async (path, input, options) => (await line.opened()).call(path, input, options),
});
