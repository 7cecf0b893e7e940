import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink as MessagePortLink } from '@orpc/client/message-port';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { WebSocket } from 'ws';
import type { Contract } from '../../core/api/contract.ts';
import type { Core } from '../../core/api/core.ts';
import { createRouter } from '../../core/api/handlers.ts';
import { startServer } from '../../core/server/start-server.ts';
import { answerPages } from '../../electron/page-line.ts';
import { linkOver } from '../../renderer/connection/port-link.ts';
import { StandInPort } from '../support/electron-ports.ts';

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
  'MessagePort of a page, as the desktop window calls it': overPagePort,
  'MessagePortMain at both ends, as processes of Electron have it': overMainPorts,
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

/** A page's own port and the page's own link at one end, the core process' answering at the other. */
async function overPagePort(core: Core): Promise<Way> {
  const { port1, port2 } = new MessageChannel();
  const { port1: mainPort, port2: corePort } = StandInPort.pair();
  // Electron joins a page's port to one of its own; the page's end is a DOM port.
  port2.addEventListener('message', ({ data }) => mainPort.postMessage(data));
  port2.start();
  mainPort.on('message', ({ data }) => port2.postMessage(data));
  mainPort.on('close', () => port2.close());
  mainPort.start();
  answerPages(createRouter(core))(corePort);
  const { link, end } = linkOver(port1 as unknown as globalThis.MessagePort);
  return {
    client: createORPCClient(link),
    close: async () => {
      end(0);
      mainPort.close();
    },
  };
}

async function overMainPorts(core: Core): Promise<Way> {
  const { port1, port2 } = StandInPort.pair();
  answerPages(createRouter(core))(port2);
  const client: Client = createORPCClient(new MessagePortLink({ port: port1 as never }));
  port1.start();
  return { client, close: async () => port1.close() };
}
