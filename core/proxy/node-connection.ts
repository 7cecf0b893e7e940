import { Agent } from 'node:https';
import { createSecureContext } from 'node:tls';
import type { ServiceConfig } from './config.ts';

/**
 * How every connection to a node is opened, for requests and health checks alike: from the source address, and only to
 * a node whose certificate is of the given authority and names the given server.
 *
 * Sessions are not resumed, for a resumed session is not asked for its name again (node:tls).
 * @param authority PEM, known to hold a certificate: without one node:tls would take the system's
 */
export function nodeAgent(service: ServiceConfig, authority: string, keepAlive: boolean): Agent {
  return new Agent({
    keepAlive,
    maxFreeSockets: 256,
    maxCachedSessions: 0,
    timeout: service.timeouts.idleMs,
    // Made once: to make one for each connection costs as much as the handshake.
    secureContext: createSecureContext({ ca: authority, minVersion: 'TLSv1.2' }),
    servername: service.nodeTls.servername,
    localAddress: service.sourceAddress,
    rejectUnauthorized: true,
    ALPNProtocols: ['http/1.1'],
  });
}
