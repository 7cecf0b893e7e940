import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { WebSocket } from 'ws';
import type { Contract } from '../../core/api/contract.ts';
import type { Core } from '../../core/api/core.ts';
import { createRouter } from '../../core/api/handlers.ts';
import { startServer } from '../../core/server/start-server.ts';

export type Client = ContractRouterClient<Contract>;

/** A way to the core, opened. */
export interface Way {
  client: Client;
  close(): Promise<void>;
}

/** Every way there is to the core, by name. What holds for one must hold for all. */
export const TRANSPORTS: Record<string, (core: Core) => Promise<Way>> = {
  'in-process, as the command line calls it': async (core) => ({
    client: createRouterClient(createRouter(core), { context: {} }),
    close: async () => {},
  }),
  'WebSocket, as the pages call it': overWebSocket,
};

async function overWebSocket(core: Core): Promise<Way> {
  const pages = mkdtempSync(join(tmpdir(), 'farmwright-pages-'));
  writeFileSync(join(pages, 'index.html'), '');
  const server = await startServer({ router: createRouter(core), pages });
  const opened = await fetch(server.newLink());
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
  const host = `127.0.0.1:${server.port}`;
  const socket = new WebSocket(`ws://${host}/api`, { origin: `http://${host}`, headers: { Cookie: cookie } });
  await once(socket, 'open');
  return {
    client: createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket })),
    close: async () => {
      socket.terminate();
      await server.close();
      rmSync(pages, { recursive: true, force: true });
    },
  };
}
