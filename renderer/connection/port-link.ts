import { RPCLink } from '@orpc/client/message-port';
import { CoreEnded, type Link } from './line.ts';

/**
 * The contract over a message port.
 * @returns the link, and what ends it: every call that waits is rejected with the reason, every stream ends
 */
export function linkOver(port: MessagePort): { link: Link; end(code: number): void } {
  const onClose = new Set<() => void>();
  // A port does not tell its own holder that it was closed.
  const endable = {
    addEventListener: (type: 'message' | 'close', listener: (event: MessageEvent) => void) => {
      if (type === 'close') onClose.add(listener as () => void);
      else port.addEventListener('message', listener);
    },
    postMessage: (message: unknown) => port.postMessage(message),
  };
  const rpc = new RPCLink({ port: endable as never });
  let refuse: (why: Error) => void = () => {};
  const ended = new Promise<never>((_, reject) => {
    refuse = reject;
  });
  // Nothing waits, so there is nobody to tell.
  ended.catch(() => {});
  port.start();
  return {
    link: { call: (path, input, options) => Promise.race([rpc.call(path, input, options), ended]) },
    end: (code) => {
      refuse(new CoreEnded(code));
      port.close();
      for (const listener of onClose) listener();
    },
  };
}
