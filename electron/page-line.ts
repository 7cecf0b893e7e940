import { RPCHandler } from '@orpc/server/message-port';
import { isFrame } from '../core/api/frame.ts';
import type { createRouter } from '../core/api/handlers.ts';
import type { MainPort } from '../core/processes/main-ports.ts';

/** Answers the contract on a port to a page. Any message that is none of the contract closes it. */
export function answerPages(router: ReturnType<typeof createRouter>): (port: MainPort) => void {
  const handler = new RPCHandler(router);
  return (port) => {
    handler.upgrade(
      {
        on: (event: 'message' | 'close', listener: (given?: { data: unknown }) => void) => {
          if (event === 'close') port.on('close', () => listener());
          else
            port.on('message', ({ data }) => {
              if (typeof data === 'string' && isFrame(data)) listener({ data });
              else port.close();
            });
        },
        postMessage: (message: unknown) => port.postMessage(message),
      } as never,
      { context: {} },
    );
    port.start();
  };
}
