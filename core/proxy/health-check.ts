import type { Agent } from 'node:https';
import { request } from 'node:https';
import type { ServiceConfig } from './config.ts';

export interface CheckResult {
  healthy: boolean;
  /** For a person: `200`, `302, which is not 200`, `connection refused`. */
  text: string;
}

/**
 * Asks a node once whether it is healthy: exactly 200 within the time allowed, over TLS that is verified. Redirects
 * are not followed; a node that sends its visitors elsewhere does not serve them.
 */
export function checkHealth(
  { health, nodeTls }: ServiceConfig,
  node: { address: string; port: number },
  agent: Agent,
  signal: AbortSignal,
): Promise<CheckResult> {
  return new Promise((resolve) => {
    const asked = request({
      agent,
      host: node.address,
      port: health.port ?? node.port,
      servername: nodeTls.servername,
      method: health.method,
      path: health.path,
      headers: { Host: health.host, 'User-Agent': 'farmwright-health-check', Connection: 'close' },
      signal,
    });
    const limit = setTimeout(() => {
      settle(false, `no answer within ${health.timeoutMs} ms`);
      asked.destroy();
    }, health.timeoutMs);
    const settle = (healthy: boolean, text: string) => resolve({ healthy, text });
    asked.once('response', (response) => {
      const status = response.statusCode ?? 0;
      settle(status === 200, status === 200 ? '200' : `${status}, which is not 200`);
      // The rest is read, so that the node sees no broken connection; the limit ends an endless one.
      response.on('error', () => {}).resume();
    });
    asked.on('error', (error: NodeJS.ErrnoException) => settle(false, failureText(error)));
    asked.once('close', () => {
      clearTimeout(limit);
      settle(false, 'the connection was closed without an answer');
    });
    asked.end();
  });
}

/** What went wrong on the way to a node, in few words. */
export function failureText(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'ECONNREFUSED':
      return 'connection refused';
    case 'ECONNRESET':
      return 'connection reset';
    case 'EADDRNOTAVAIL':
      return 'the source address is not an address of this computer';
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return 'the certificate does not name this server';
    default:
      return error.message;
  }
}
