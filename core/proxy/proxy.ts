import type { Agent } from 'node:https';
import type { ProxyConfig, ServiceConfig } from './config.ts';
import type { Route } from './forward.ts';
import { nodeAgent } from './node-connection.ts';
import { NodePool, type NodeStatus } from './node-pool.ts';
import { ServiceServer } from './service-server.ts';
import { readAuthority, readIdentity, type ServiceIdentity } from './tls-files.ts';

/** Where a service listens; its port is the one the system chose, where the configuration said 0. */
export interface ServiceAddress {
  service: string;
  address: string;
  port: number;
}

export interface ServiceStatus {
  service: string;
  nodes: NodeStatus[];
}

/** What happened, for a log. Neither paths nor headers are in it, for both may hold secrets. */
export type ProxyEvent =
  | { type: 'node-state'; service: string; node: string; state: NodeStatus['state']; result: string }
  | { type: 'request-failed'; service: string; node: string | null; status: number; why: string };

export interface RunningProxy {
  addresses: ServiceAddress[];
  status(): ServiceStatus[];
  /** Stops listening, waits for requests under way at most `graceMs`, then ends every connection. */
  close(graceMs: number): Promise<void>;
}

/**
 * Starts the proxy: layer 7, HTTP/1.1, TLS decrypted and encrypted again. It listens when this returns; nodes take
 * requests as soon as their first check has found them healthy.
 * @throws FarmError `balancer.file-unreadable`, `balancer.certificate-invalid`, `balancer.cannot-bind`; nothing stays open
 */
export async function startProxy(
  config: ProxyConfig,
  options: { log?: ((event: ProxyEvent) => void) | undefined } = {},
): Promise<RunningProxy> {
  const log = options.log ?? (() => {});
  const running = await Promise.all(
    config.services.map(async (service, index) => {
      const field = `services[${index}]`;
      return runningService(service, await readIdentity(service, field), await readAuthority(service, field), log);
    }),
  );
  const close = async (graceMs: number) => {
    await Promise.all(running.map((service) => service.close(graceMs)));
  };
  const ports = await Promise.allSettled(
    running.map(({ server }, index) => server.listen(`services[${index}].listen`)),
  );
  const refused = ports.find((port) => port.status === 'rejected');
  if (refused !== undefined) {
    await close(0);
    throw refused.reason;
  }
  for (const { pool } of running) pool.startChecks();
  let closed: Promise<void> | null = null;
  return {
    addresses: config.services.map(({ name, listen }, index) => {
      const port = ports[index] as PromiseFulfilledResult<number>;
      return { service: name, address: listen.address, port: port.value };
    }),
    status: () => running.map(({ service, pool }) => ({ service: service.name, nodes: pool.status() })),
    close: (graceMs) => {
      closed ??= close(graceMs);
      return closed;
    },
  };
}

interface RunningService {
  service: ServiceConfig;
  server: ServiceServer;
  pool: NodePool;
  close(graceMs: number): Promise<void>;
}

function runningService(
  service: ServiceConfig,
  identity: ServiceIdentity,
  authority: string,
  log: (event: ProxyEvent) => void,
): RunningService {
  const { name } = service;
  const agents: Agent[] = [nodeAgent(service, authority, true), nodeAgent(service, authority, false)];
  const [forRequests, forChecks] = agents as [Agent, Agent];
  const pool = new NodePool(service, forChecks, ({ node, state, lastResult }) =>
    log({ type: 'node-state', service: name, node, state, result: lastResult }),
  );
  const route: Route = {
    service,
    pool,
    agent: forRequests,
    onFailure: (failure) => log({ type: 'request-failed', service: name, ...failure }),
  };
  const server = new ServiceServer(route, identity);
  return {
    service,
    server,
    pool,
    close: async (graceMs) => {
      await server.close(graceMs);
      pool.stopChecks();
      for (const agent of agents) agent.destroy();
    },
  };
}
