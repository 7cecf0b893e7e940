import type { Agent } from 'node:https';
import type { ServiceConfig } from './config.ts';
import { checkConnect } from './connect-check.ts';
import { checkHealth } from './health-check.ts';
import { nodeAgent } from './node-connection.ts';
import { type Check, NodePool } from './node-pool.ts';
import type { ProxyEvent } from './proxy-event.ts';
import { ServiceServer } from './service-server.ts';
import { readAuthority, readIdentity } from './tls-files.ts';
import { TunnelServer } from './tunnel-server.ts';

/** One virtual service with its nodes, whatever its mode. */
export interface RunningService {
  service: ServiceConfig;
  pool: NodePool;
  server: Pick<TunnelServer, 'listen' | 'close'>;
  close(graceMs: number): Promise<void>;
}

/**
 * Makes a service ready to listen. Only the files that its mode and its check use are read.
 * @param field path of the service in the configuration
 * @throws FarmError `balancer.file-unreadable`, `balancer.certificate-invalid`
 */
export async function runningService(
  service: ServiceConfig,
  field: string,
  log: (event: ProxyEvent) => void,
): Promise<RunningService> {
  const { name, mode, health } = service;
  const identity = mode === 'http' ? await readIdentity(service, field) : null;
  const authority = mode === 'http' || health.check === 'negotiate' ? await readAuthority(service, field) : null;
  const agents: Agent[] = [];
  const agent = (keepAlive: boolean) => {
    if (authority === null) throw new Error('the authority is read wherever nodes are spoken to over TLS');
    const made = nodeAgent(service, authority, keepAlive);
    agents.push(made);
    return made;
  };
  const pool = new NodePool(service, checkOf(service, agent), ({ node, state, lastResult }) =>
    log({ type: 'node-state', service: name, node, state, result: lastResult }),
  );
  const server =
    identity === null
      ? new TunnelServer({
          service,
          pool,
          onFailure: (failure) => log({ type: 'connection-failed', service: name, ...failure }),
        })
      : new ServiceServer(
          {
            service,
            pool,
            agent: agent(true),
            onFailure: (failure) => log({ type: 'request-failed', service: name, ...failure }),
          },
          identity,
        );
  return {
    service,
    server,
    pool,
    close: async (graceMs) => {
      await server.close(graceMs);
      pool.stopChecks();
      for (const made of agents) made.destroy();
    },
  };
}

function checkOf(service: ServiceConfig, agent: (keepAlive: boolean) => Agent): Check {
  if (service.health.check === 'connect') return (node, signal) => checkConnect(service, node, signal);
  const forChecks = agent(false);
  return (node, signal) => checkHealth(service, node, forChecks, signal);
}
