import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../../core/api/contract.ts';
import type { Result } from '../../core/model/result.ts';
import type { MainPort, ParentPort } from '../../core/processes/main-ports.ts';
import type { ToCore } from '../../electron/core-messages.ts';

// A process of its own: plain Node in the place of Electron. It starts the packaged core as Electron's main process
// does, gives it a page, and has a practice farm proven. The core starts its other processes by forking.

/** What it writes to its standard output. */
export interface PackagedProof {
  result: Result | null;
  /** Whether the checkout could be seen meanwhile. */
  sawCheckout: boolean;
}

const [, , entries = '', checkout = ''] = process.argv;
const listeners: Parameters<ParentPort['on']>[1][] = [];
const main: ParentPort = { on: (_event, listener) => listeners.push(listener), postMessage: () => {} };
const tell = (data: ToCore, ports: MainPort[] = []) => {
  for (const listener of listeners) listener({ data, ports });
};
// The core looks for the main process once to answer pages. Later looks are for starting processes: plain Node has none.
let looks = 0;
Object.defineProperty(process, 'parentPort', { get: () => (looks++ === 0 ? main : undefined) });

await import(pathToFileURL(join(entries, 'core-process.mjs')).href);
const { port1, port2 } = new MessageChannel();
tell({ type: 'page' }, [asMainPort(port2)]);
const client: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ port: port1 as never }));
port1.start();

const { farm } = await client.farm.startPractice({ nodes: 2, balancer: 'bundled', profile: 'sample' });
for await (const { body } of await client.farm.events({ farm }))
  if (body.type === 'farm.state' && body.state === 'waiting') break;
const { result } = await client.farm.endPractice({ farm });
const proof: PackagedProof = { result, sawCheckout: existsSync(join(checkout, 'package.json')) };
if (!process.stdout.write(JSON.stringify(proof))) await once(process.stdout, 'drain');
tell({ type: 'end' });

/** Node's port with the manners of Electron's. */
function asMainPort(port: MessagePort): MainPort {
  return {
    on: (event: 'message' | 'close', listener: (given: { data: unknown }) => void) =>
      port.on(event, (data: unknown) => listener({ data })),
    postMessage: (message) => port.postMessage(message),
    start: () => port.start(),
    close: () => port.close(),
  };
}
