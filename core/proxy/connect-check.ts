import { connect } from 'node:net';
import type { ServiceConfig } from './config.ts';
import { type CheckResult, failureText } from './health-check.ts';

/** Looks once whether a node accepts TCP connections, from the source address; nothing is sent. */
export function checkConnect(
  { health, sourceAddress }: ServiceConfig,
  node: { address: string; port: number },
  signal: AbortSignal,
): Promise<CheckResult> {
  return new Promise((resolve) => {
    const socket = connect({
      host: node.address,
      port: health.port ?? node.port,
      localAddress: sourceAddress,
    });
    // The option `signal` of node:net would keep a listener of every check for ever.
    const stop = () => settle(false, 'the checks were stopped');
    signal.addEventListener('abort', stop);
    const limit = setTimeout(() => settle(false, `no connection within ${health.timeoutMs} ms`), health.timeoutMs);
    const settle = (healthy: boolean, text: string) => {
      clearTimeout(limit);
      signal.removeEventListener('abort', stop);
      resolve({ healthy, text });
      socket.destroy();
    };
    socket.once('connect', () => settle(true, 'connected'));
    socket.on('error', (error: NodeJS.ErrnoException) => settle(false, failureText(error)));
  });
}
